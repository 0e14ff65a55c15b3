/** Least rest that somebody must have; hours. */
export interface RestLimits {
  /** In any 24 hours. */
  readonly minHoursPerDay: number;
  /** In any seven days. */
  readonly minHoursPerWeek: number;
  /** The hours of a day must be found in at most so many periods, 1 or more. */
  readonly mostPeriodsPerDay: number;
  /** One of those periods must be at least so long. */
  readonly minLongestPeriodHours: number;
}

/** A time of work, epoch ms, `end` not included. */
export interface WorkPeriod {
  readonly start: number;
  readonly end: number;
}

/** A limit that is not kept, and where. */
export interface RestBreach {
  readonly limit: 'day' | 'week' | 'periods' | 'longest-period';
  /** The 24 hours or seven days in which there is too little rest, epoch ms. */
  readonly from: number;
  readonly to: number;
  /** Rest that is found there, and that must be; hours. */
  readonly restHours: number;
  readonly requiredHours: number;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const weekMs = 7 * dayMs;

/**
 * Limits that `added` would break beside the work there is already; one breach for each limit, where
 * the rest is least. Only windows that hold a part of `added` are looked at: what was wrong elsewhere
 * before is not its fault. All time outside of `work` and `added` counts as rest.
 *
 * The sums hold for windows that begin at any moment: the rest in a window is a piecewise linear
 * function of where it begins, so it is least where a window begins or ends with a period of work.
 * How the rest of a day may be divided is judged for the 24 hours from the beginning of each period
 * of work: a window that begins within a rest would cut it in two (docs/adr/0011).
 * @param work in any order; may touch and overlap.
 */
export function restBreaches(
  work: readonly WorkPeriod[],
  added: WorkPeriod,
  limits: RestLimits,
): RestBreach[] {
  const near = merged(
    [...work, added].filter(
      ({ start, end }) => end > added.start - weekMs && start < added.end + weekMs,
    ),
  );
  return [
    ...leastRest(near, added, { limit: 'day', lengthMs: dayMs, hours: limits.minHoursPerDay }),
    ...leastRest(near, added, { limit: 'week', lengthMs: weekMs, hours: limits.minHoursPerWeek }),
    ...divisionBreaches(near, added, limits),
  ];
}

interface Sum {
  readonly limit: 'day' | 'week';
  readonly lengthMs: number;
  readonly hours: number;
}

function leastRest(work: readonly WorkPeriod[], added: WorkPeriod, sum: Sum): RestBreach[] {
  const edges = work.flatMap(({ start, end }) => [start, end]);
  const begins = edges
    .flatMap((edge) => [edge, edge - sum.lengthMs])
    .filter((begin) => begin < added.end && begin + sum.lengthMs > added.start);
  const windows = begins.map((from) => {
    const to = from + sum.lengthMs;
    return { from, to, restHours: (sum.lengthMs - workWithin(work, from, to)) / hourMs };
  });
  return worst(
    windows
      .filter(({ restHours }) => restHours < sum.hours)
      .map((window) => ({ limit: sum.limit, ...window, requiredHours: sum.hours })),
  );
}

function workWithin(work: readonly WorkPeriod[], from: number, to: number): number {
  return work.reduce(
    (total, { start, end }) => total + Math.max(0, Math.min(end, to) - Math.max(start, from)),
    0,
  );
}

function divisionBreaches(
  work: readonly WorkPeriod[],
  added: WorkPeriod,
  limits: RestLimits,
): RestBreach[] {
  const days = work
    .map(({ start }) => start)
    .filter((start) => start < added.end && start + dayMs > added.start)
    .map((from) => ({ from, to: from + dayMs, rests: restsWithin(work, from, from + dayMs) }));
  const longest = days.map(({ from, to, rests }) => ({
    limit: 'longest-period' as const,
    from,
    to,
    restHours: (rests[0] ?? 0) / hourMs,
    requiredHours: limits.minLongestPeriodHours,
  }));
  const periods = days.map(({ from, to, rests }) => ({
    limit: 'periods' as const,
    from,
    to,
    restHours: rests.slice(0, limits.mostPeriodsPerDay).reduce((sum, ms) => sum + ms, 0) / hourMs,
    requiredHours: limits.minHoursPerDay,
  }));
  return [...worst(periods.filter(isBroken)), ...worst(longest.filter(isBroken))];
}

/** Lengths of the rests between `from`, where work begins, and `to`; ms, the longest first. */
function restsWithin(work: readonly WorkPeriod[], from: number, to: number): number[] {
  const inside = work.filter(({ start, end }) => end > from && start < to);
  return inside
    .map(({ end }, index) => Math.min(to, inside[index + 1]?.start ?? to) - end)
    .filter((length) => length > 0)
    .sort((one, other) => other - one);
}

function isBroken({ restHours, requiredHours }: RestBreach): boolean {
  return restHours < requiredHours;
}

/** The breach with the least rest, the earliest of several; none of none. */
function worst(breaches: readonly RestBreach[]): RestBreach[] {
  const [first, ...others] = breaches;
  if (first === undefined) return [];
  return [
    others.reduce(
      (least, one) =>
        one.restHours < least.restHours ||
        (one.restHours === least.restHours && one.from < least.from)
          ? one
          : least,
      first,
    ),
  ];
}

/** Periods in order, those that touch or overlap joined; empty ones left out. */
function merged(work: readonly WorkPeriod[]): WorkPeriod[] {
  const joined: WorkPeriod[] = [];
  for (const period of work
    .filter(({ start, end }) => end > start)
    .sort((one, other) => one.start - other.start)) {
    const last = joined.at(-1);
    if (last === undefined || last.end < period.start) joined.push(period);
    else joined[joined.length - 1] = { start: last.start, end: Math.max(last.end, period.end) };
  }
  return joined;
}

/** Hours of work in a window. */
export function workHours(work: readonly WorkPeriod[], from: number, to: number): number {
  return workWithin(merged(work), from, to) / hourMs;
}

/** Hours of rest right before a time; `null` when nothing was worked before it. */
export function restBefore(work: readonly WorkPeriod[], at: number): number | null {
  const ends = work.filter(({ start }) => start < at).map(({ end }) => end);
  return ends.length === 0 ? null : Math.max(0, at - Math.max(...ends)) / hourMs;
}
