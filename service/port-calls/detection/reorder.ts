import type { Fix } from './fix.js';

/** A fix with when it was stored, epoch ms. */
export interface StoredFix extends Fix {
  readonly committedAt: number;
}

/** Fixes by what is to be done with them. */
export interface Sorted<F extends StoredFix> {
  /** To be taken now, in order of time. */
  readonly ripe: readonly F[];
  /** To be waited with: others from before them may still come. */
  readonly unripe: readonly F[];
  /** When the oldest of those is ripe even if nothing more comes, epoch ms; `null` without any. */
  readonly dueAt: number | null;
}

/**
 * Tells the fixes that nothing older is expected before: what the vessel itself has sent long after,
 * and what has been here for long.
 * @param fixes of one vessel, in any order
 * @param now epoch ms
 */
export function sortFixes<F extends StoredFix>(
  fixes: readonly F[],
  now: number,
  settlingSeconds: number,
): Sorted<F> {
  const settlingMs = settlingSeconds * 1000;
  const ordered = [...fixes].sort(
    (one, other) => one.time - other.time || one.digest - other.digest,
  );
  const newest = ordered.at(-1)?.time ?? 0;
  const lastRipe = ordered.findLastIndex(
    ({ time, committedAt }) => time <= newest - settlingMs || committedAt <= now - settlingMs,
  );
  const unripe = ordered.slice(lastRipe + 1);
  const oldest = Math.min(...unripe.map(({ committedAt }) => committedAt));
  return {
    ripe: ordered.slice(0, lastRipe + 1),
    unripe,
    dueAt: unripe.length === 0 ? null : oldest + settlingMs,
  };
}
