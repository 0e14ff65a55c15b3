import type { Actor } from '../database/write-context.js';
import type { ClaimStep } from './claim-step.js';
import type { Classifier, Phase, ServiceCode, ServiceEvent } from './service-events.js';

/** Who may say a time. People enter for themselves, or for whom they had it from. */
export const statedSources = [
  'operator',
  'pilot',
  'terminal',
  'agent',
  'vessel',
  'carrier',
] as const;

/** `ais`: seen in positions. `derived`: computed from other records, such as the rate of cargo. */
export const claimSources = [...statedSources, 'ais', 'derived'] as const;

export type ClaimSource = (typeof claimSources)[number];

/** A position that proves a claim, copied when the claim was made. */
export interface Evidence {
  readonly mmsi: string;
  /** Epoch ms. */
  readonly time: number;
  readonly lon: number;
  readonly lat: number;
  /** Knots. */
  readonly sog: number | null;
  /** Degrees true. */
  readonly heading: number | null;
  /** The sentence it came in. */
  readonly raw: string;
}

/** Where; each `null` when it is not said. */
export interface ClaimLocation {
  readonly berthId: string | null;
  readonly zoneId: string | null;
  /** Text: the name of the berth or zone when the claim was made, or what was said instead. */
  readonly place: string | null;
}

/** Why a claim no longer counts. */
export interface Rejection {
  /** Epoch ms. */
  readonly at: number;
  readonly reason: string;
  readonly by: Actor;
}

/** What somebody said about a time of a port call. */
export interface Claim {
  readonly id: string;
  readonly portCallId: string;
  /** Rises in the order of recording. */
  readonly number: number;
  readonly service: ServiceCode;
  readonly event: ServiceEvent;
  readonly classifier: Classifier;
  /** Which of several of its kind in the port call, from 1: the second berth, for example. */
  readonly sequence: number;
  readonly phase: Phase | null;
  /** What it was in the negotiation (negotiation.ts). */
  readonly step: ClaimStep;
  /** The time claimed, epoch ms. */
  readonly time: number;
  readonly location: ClaimLocation;
  readonly source: ClaimSource;
  readonly recordedBy: Actor;
  /** Epoch ms. */
  readonly recordedAt: number;
  /** SMDG code list DELAY, three characters. */
  readonly delayReason: string | null;
  /** At most 500 characters. */
  readonly remark: string | null;
  /** The claim that it answers. */
  readonly answersId: string | null;
  /** Number of positions that prove it. */
  readonly evidenceCount: number;
  readonly rejection: Rejection | null;
}

/** A claim to be recorded. */
export interface NewClaim {
  readonly service: ServiceCode;
  readonly event: ServiceEvent;
  readonly classifier: Classifier;
  /** Epoch ms. */
  readonly time: number;
  readonly source: ClaimSource;
  /** 1 unless said. */
  readonly sequence?: number;
  readonly phase?: Phase | null;
  readonly location?: {
    readonly berthId?: string | null;
    readonly zoneId?: string | null;
    readonly place?: string | null;
  };
  readonly delayReason?: string | null;
  readonly remark?: string | null;
  readonly answersId?: string | null;
  readonly evidence?: readonly Evidence[];
  /** A second claim with the same key on the same port call gives the first. */
  readonly dedupeKey?: string | null;
}
