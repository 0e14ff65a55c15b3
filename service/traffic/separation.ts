import { METRES_PER_NAUTICAL_MILE } from '../geo/sphere.js';

/** How vessels may meet in a fairway (ports/README.md, "Fairways"). */
export interface TrafficRules {
  /** `alternating`: any direction, but one at a time. */
  readonly flow: 'one-way' | 'alternating' | 'two-way';
  /** Between vessels that sail the same way, milliseconds; `null`: none. */
  readonly separationMs: number | null;
  /** Between vessels that sail the same way, metres; `null`: none. */
  readonly separationMetres: number | null;
  readonly lengthMetres: number;
}

/** A vessel's time in a fairway, sailed at one speed from end to end. */
export interface Occupancy {
  /** Whether it sails from the last position of the line to the first. */
  readonly isReversed: boolean;
  /** Epoch ms. */
  readonly from: number;
  /** Epoch ms, after `from`. */
  readonly to: number;
}

/** Why two vessels are in each other's way. */
export type SeparationFault =
  | { readonly rule: 'alternating' }
  | { readonly rule: 'time'; readonly requiredMs: number; readonly foundMs: number }
  | { readonly rule: 'distance'; readonly requiredMetres: number; readonly foundMetres: number };

/** How far before and after its own time a passage can be in another's way, milliseconds. */
export function conflictMarginMs({ separationMs }: TrafficRules): number {
  return separationMs ?? 0;
}

/**
 * Every rule that two passages of one fairway break together; empty where they may both be. The same
 * whichever comes first.
 */
export function separationFaults(
  rules: TrafficRules,
  one: Occupancy,
  other: Occupancy,
): SeparationFault[] {
  if (one.isReversed !== other.isReversed) return opposingFaults(rules, one, other);
  const faults: SeparationFault[] = [];
  const { separationMs, separationMetres } = rules;
  if (separationMs !== null) {
    const foundMs = leastGapMs(one, other);
    if (foundMs < separationMs) faults.push({ rule: 'time', requiredMs: separationMs, foundMs });
  }
  if (separationMetres !== null) {
    const foundMetres = leastDistanceMetres(rules.lengthMetres, one, other);
    if (foundMetres !== null && foundMetres < separationMetres) {
      faults.push({ rule: 'distance', requiredMetres: separationMetres, foundMetres });
    }
  }
  return faults;
}

/** A fault in words, with both numbers. */
export function describeFault(fault: SeparationFault): string {
  switch (fault.rule) {
    case 'alternating':
      return 'vessels may not meet in this fairway';
    case 'time':
      return `${minutes(fault.foundMs)} minutes apart where ${minutes(fault.requiredMs)} are required`;
    case 'distance':
      return `${miles(fault.foundMetres)} nautical miles apart where ${miles(fault.requiredMetres)} are required`;
  }
}

function opposingFaults(
  { flow, separationMs }: TrafficRules,
  one: Occupancy,
  other: Occupancy,
): SeparationFault[] {
  if (flow === 'two-way') return [];
  const gap = Math.max(one.from - other.to, other.from - one.to);
  if (gap < 0) return [{ rule: 'alternating' }];
  if (separationMs === null || gap >= separationMs) return [];
  return [{ rule: 'time', requiredMs: separationMs, foundMs: gap }];
}

/**
 * The shortest time between the two at any place of the fairway: how much later one comes by grows
 * or shrinks evenly along it, so it is least at an end, and 0 where one overtakes the other.
 */
function leastGapMs(one: Occupancy, other: Occupancy): number {
  const atStart = other.from - one.from;
  const atEnd = other.to - one.to;
  return isOvertaken(atStart, atEnd) ? 0 : Math.min(Math.abs(atStart), Math.abs(atEnd));
}

/** The shortest way between the two while both are in the fairway; `null` when they never are. */
function leastDistanceMetres(length: number, one: Occupancy, other: Occupancy): number | null {
  const from = Math.max(one.from, other.from);
  const to = Math.min(one.to, other.to);
  if (from >= to) return null;
  const apart = (time: number): number => length * (shareAt(one, time) - shareAt(other, time));
  const first = apart(from);
  const last = apart(to);
  return isOvertaken(first, last) ? 0 : Math.min(Math.abs(first), Math.abs(last));
}

function isOvertaken(first: number, last: number): boolean {
  return Math.sign(first) !== Math.sign(last);
}

function shareAt({ from, to }: Occupancy, time: number): number {
  return (time - from) / (to - from);
}

function minutes(milliseconds: number): string {
  return (milliseconds / 60_000).toFixed(1);
}

function miles(metres: number): string {
  return (metres / METRES_PER_NAUTICAL_MILE).toFixed(2);
}
