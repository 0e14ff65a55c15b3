import type { AisClass } from '../ais/message.js';

/** What a vessel is doing, or whether it has gone silent; the values of `porttrack_vessels{state}`. */
export const vesselStates = [
  'under-way',
  'anchored',
  'moored',
  'aground',
  'lost',
  'ghost',
] as const;

export type VesselState = (typeof vesselStates)[number];

/** What decides on the state. */
export interface Moving {
  readonly aisClass: AisClass;
  /** ITU-R M.1371-5 table 45. */
  readonly navStatus: number | null;
  /** Epoch ms. */
  readonly time: number;
}

const minute = 60_000;
const hour = 60 * minute;

/** A silent vessel is lost for this long, and a ghost of itself afterwards, ms. */
const ghostAfter = 24 * hour;

/** The navigational statuses of those who lie still on purpose or by accident. */
const lyingStates = new Map<number | null, VesselState>([
  [1, 'anchored'],
  [5, 'moored'],
  [6, 'aground'],
]);

/**
 * How old a position may be before its vessel counts as lost, ms. Vessels that lie still report
 * every 3 minutes, but are sheltered by what they lie at, and don't go anywhere; class B is heard
 * less far and sends less often than class A (ITU-R M.1371-5 Annex 1 tables 1 and 2).
 */
export function maxAgeOf({ aisClass, navStatus }: Moving): number {
  if (lyingStates.has(navStatus)) {
    return 6 * hour;
  }
  return aisClass === 'B' ? 30 * minute : 10 * minute;
}

/** The state of a vessel whose newest position this is. */
export function stateOf(position: Moving, now: number): VesselState {
  const age = now - position.time;
  if (age > maxAgeOf(position)) {
    return age > ghostAfter ? 'ghost' : 'lost';
  }
  return lyingStates.get(position.navStatus) ?? 'under-way';
}
