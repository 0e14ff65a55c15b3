import type { Rest, Work } from './cargo-rate.js';
import type { CargoState, SuspensionReason } from './cargo-state.js';
import type { DangerousGoods } from './segregation.js';

/** Which way cargo goes. */
export const cargoDirections = ['load', 'discharge'] as const;

/** Units that quantities are in: tonnes, cubic metres, twenty-foot equivalents, pieces. */
export const cargoUnits = ['t', 'm3', 'TEU', 'units'] as const;

/** A time in which an operation rested. */
export interface CargoSuspension extends Rest {
  readonly id: string;
  readonly reason: SuspensionReason;
  readonly remark: string | null;
}

/** What people say of an operation, and may change. */
export interface CargoOperationFacts {
  readonly berthId: string;
  readonly direction: (typeof cargoDirections)[number];
  /** HS chapter, `01` to `97`; with `commodity` at least one of them. */
  readonly hsChapter: string | null;
  readonly commodity: string | null;
  readonly unit: (typeof cargoUnits)[number];
  /** Above 0, at most three decimals. */
  readonly planned: number;
  readonly gangs: number | null;
  readonly cranes: number | null;
  readonly dangerousGoods: readonly DangerousGoods[];
  /** Epoch ms. */
  readonly plannedStartAt: number | null;
  readonly plannedEndAt: number | null;
}

/** Loading or discharging one commodity at one berth, within a port call. Times are epoch ms. */
export interface CargoOperation extends CargoOperationFacts {
  readonly id: string;
  readonly version: number;
  readonly portCallId: string;
  /** UN/LOCODE of the port call's port. */
  readonly locode: string;
  /** 0 or more, at most three decimals. */
  readonly done: number;
  /** Time of the newest progress entry. */
  readonly countedAt: number | null;
  readonly state: CargoState;
  readonly startedAt: number | null;
  readonly completedAt: number | null;
  readonly cancelReason: string | null;
  /** In order. */
  readonly suspensions: readonly CargoSuspension[];
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** An entry of the tally. */
export interface CargoProgress {
  readonly id: string;
  readonly operationId: string;
  /** Not 0; below 0 it takes back what was wrong. */
  readonly amount: number;
  /** Until when the amount was moved, epoch ms. */
  readonly at: number;
  readonly reason: string | null;
  /** Epoch ms. */
  readonly recordedAt: number;
}

/** What the rate is reckoned from. */
export function workOf(operation: CargoOperation): Work {
  const { startedAt, completedAt, planned, done, countedAt, suspensions } = operation;
  return { startedAt, completedAt, planned, done, countedAt, rests: suspensions };
}
