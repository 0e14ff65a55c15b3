import type { CallingVessel } from '../port-calls/port-calls.service.js';
import type { PassageState } from './passage-state.js';
import type { UnderKeel } from './under-keel.js';

/** Where a passage leads: into the port, out of it, or from one place of it to another. */
export const passageDirections = ['inbound', 'outbound', 'shifting'] as const;

export type PassageDirection = (typeof passageDirections)[number];

/** A harbour master let a passage be that leaves too little water under the keel. */
export interface PassageOverride {
  readonly reason: string;
  /** What was wrong then, in words, one for each leg. */
  readonly findings: readonly string[];
  /** Epoch ms. */
  readonly at: number;
}

/** Who or what saw a passage start or end. */
export type PassageWitness = 'ais' | 'operator';

/** What a passage is planned to be. */
export interface PassagePlan {
  readonly direction: PassageDirection;
  /** Whether the vessel sails the fairway's line from its last position to its first. */
  readonly isReversed: boolean;
  /** Epoch ms: enters the fairway. */
  readonly plannedStartAt: number;
  /** Epoch ms: leaves it at the other end. */
  readonly plannedEndAt: number;
  /** Greatest on the way; `null`: as the port call says, else the vessel's greatest. */
  readonly draughtMetres: number | null;
  /** Tugs ordered; `null`: not said. */
  readonly tugCount: number | null;
  /** Names of the tugs, as far as they are known. */
  readonly tugNames: readonly string[];
  readonly notes: string | null;
}

/** The way of a vessel through a fairway, as part of a port call. */
export interface Passage extends PassagePlan {
  readonly id: string;
  /** Rises with each change of what is shown. */
  readonly version: number;
  readonly portCallId: string;
  /** UN/LOCODE. */
  readonly locode: string;
  readonly vessel: CallingVessel;
  /** Zone whose line is sailed. */
  readonly fairwayId: string;
  readonly fairwayCode: string;
  /** Staff member; `null`: none is assigned. */
  readonly pilotId: string | null;
  readonly state: PassageState;
  /** Epoch ms. */
  readonly startedAt: number | null;
  readonly startedBy: PassageWitness | null;
  /** Epoch ms. */
  readonly completedAt: number | null;
  readonly completedBy: PassageWitness | null;
  readonly underKeel: UnderKeel;
  readonly override: PassageOverride | null;
  readonly cancelReason: string | null;
  /** Epoch ms. */
  readonly createdAt: number;
  /** Epoch ms. */
  readonly updatedAt: number;
}
