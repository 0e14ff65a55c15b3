import type { Target } from './traffic.js';

export const SORT_KEYS = ['name', 'type', 'state', 'sog', 'age'] as const;

export type SortKey = (typeof SORT_KEYS)[number];

/** The order of a list of vessels. */
export interface Sorting {
  readonly key: SortKey;
  readonly isDescending: boolean;
}

type Compare = (a: Target, b: Target) => number;

/** Vessels whose value is not known come last in ascending order. */
const UNKNOWN = -1;

function comparisons(names: (a: string, b: string) => number): Readonly<Record<SortKey, Compare>> {
  const name = (target: Target): string => target.report.name ?? `\uFFFF${target.mmsi}`;
  return {
    name: (a, b) => names(name(a), name(b)),
    type: (a, b) => names(a.category, b.category),
    state: (a, b) => names(a.state, b.state),
    sog: (a, b) => (a.report.sog ?? UNKNOWN) - (b.report.sog ?? UNKNOWN),
    age: (a, b) => b.time - a.time,
  };
}

/**
 * Vessels in the order asked for; equals by name, then MMSI, so that the list never jumps.
 * @param names compares two texts as the operator's language does
 */
export function sortVessels(
  targets: readonly Target[],
  sorting: Sorting,
  names: (a: string, b: string) => number,
): Target[] {
  const by = comparisons(names);
  const sign = sorting.isDescending ? -1 : 1;
  return [...targets].sort(
    (a, b) => sign * by[sorting.key](a, b) || by.name(a, b) || (a.mmsi < b.mmsi ? -1 : 1),
  );
}

/** The order after a click on a column: its own, then the other way round. */
export function nextSorting(current: Sorting, key: SortKey): Sorting {
  if (current.key === key) return { key, isDescending: !current.isDescending };
  return { key, isDescending: key === 'sog' };
}
