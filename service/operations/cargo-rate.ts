/** A time when work rested; epoch ms, `end` is `null` while it still does. */
export interface Rest {
  readonly start: number;
  readonly end: number | null;
}

/** What is known of the work of one operation. */
export interface Work {
  /** Epoch ms; `null` before the start. */
  readonly startedAt: number | null;
  /** Epoch ms; `null` before the end. */
  readonly completedAt: number | null;
  /** Amounts in the operation's unit, 0 or more. */
  readonly planned: number;
  readonly done: number;
  /** When `done` was true: time of the newest progress entry, epoch ms; `null` without any. */
  readonly countedAt: number | null;
  /** Suspensions, in order, not overlapping. */
  readonly rests: readonly Rest[];
}

/** What follows from it. */
export interface Pace {
  /** Working hours net of suspensions, up to the end or the newest progress entry; `null` without. */
  readonly netHours: number | null;
  /** Amount an hour, net of suspensions; `null` while there is nothing to reckon with. */
  readonly ratePerHour: number | null;
  /** Amount still to do, never below 0. */
  readonly remaining: number;
  /** When the work will be done at this rate, epoch ms; `null` where that cannot be said. */
  readonly estimatedCompletionAt: number | null;
}

const hourMs = 3_600_000;

/**
 * Rate, remainder and the completion that follows. The rate is reckoned to the newest progress entry
 * and not to now, so that it does not fall while nobody has counted. The estimate goes on from that
 * entry at the same rate, past suspensions, and is never before now; while work rests nobody knows
 * when it goes on, so there is none.
 * @param now epoch ms.
 */
export function paceOf(work: Work, now: number): Pace {
  const remaining = Math.max(0, work.planned - work.done);
  const until = work.completedAt ?? work.countedAt;
  if (work.startedAt === null || until === null || until <= work.startedAt)
    return { netHours: null, ratePerHour: null, remaining, estimatedCompletionAt: null };
  const netMs = netBetween(work.startedAt, until, work.rests);
  const ratePerHour = netMs > 0 ? (work.done / netMs) * hourMs : null;
  return {
    netHours: netMs / hourMs,
    ratePerHour,
    remaining,
    estimatedCompletionAt: estimate({ work, ratePerHour, from: until, remaining }, now),
  };
}

/** Milliseconds between two times in which work did not rest. */
function netBetween(start: number, end: number, rests: readonly Rest[]): number {
  const rested = rests.reduce((sum, rest) => {
    const from = Math.max(start, rest.start);
    const to = Math.min(end, rest.end ?? end);
    return sum + Math.max(0, to - from);
  }, 0);
  return end - start - rested;
}

interface Outlook {
  readonly work: Work;
  readonly ratePerHour: number | null;
  /** Epoch ms. */
  readonly from: number;
  readonly remaining: number;
}

function estimate({ work, ratePerHour, from, remaining }: Outlook, now: number): number | null {
  const isResting = work.rests.some(({ end }) => end === null);
  if (work.completedAt !== null || isResting) return null;
  if (ratePerHour === null || ratePerHour <= 0) return null;
  const neededMs = (remaining / ratePerHour) * hourMs;
  return Math.max(now, Math.round(pastRests(from, neededMs, work.rests)));
}

/** The time at which `neededMs` of work are done that go on from `from`. */
function pastRests(from: number, neededMs: number, rests: readonly Rest[]): number {
  let end = from + neededMs;
  for (const rest of rests) {
    if (rest.end === null || rest.end <= from || rest.start >= end) continue;
    end += rest.end - Math.max(rest.start, from);
  }
  return end;
}

/**
 * Whether a new estimate is worth telling.
 * @param told the one told last, epoch ms; `null`: none yet.
 * @param stepMs smallest move that counts.
 */
export function isWorthTelling(told: number | null, estimate: number, stepMs: number): boolean {
  return told === null || Math.abs(estimate - told) > stepMs;
}
