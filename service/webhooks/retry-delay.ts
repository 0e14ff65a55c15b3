const firstMs = 5_000;
const longestMs = 3_600_000;

/** A try that failed. */
export interface FailedTry {
  /** 1 after the first try. */
  readonly attempts: number;
  /** Time that the receiver asked for (`Retry-After`), milliseconds; `null`: none. */
  readonly askedMs: number | null;
  /** Time left until the delivery is given up, milliseconds; at most 0: this was the last try. */
  readonly leftMs: number;
}

/**
 * Pause before the next try: 5 s, doubled each time up to an hour, and between half of that and all
 * of it, so that subscribers that failed together don't come back together. The last try is made at
 * the very end of the time.
 * @param random 0 to 1.
 * @returns milliseconds; `null`: there is no next try.
 */
export function retryDelay(
  { attempts, askedMs, leftMs }: FailedTry,
  random: number,
): number | null {
  if (leftMs <= 0) return null;
  const whole = Math.min(firstMs * 2 ** Math.min(attempts - 1, 20), longestMs);
  const delay = Math.round(whole * (0.5 + random / 2));
  return Math.min(Math.max(delay, Math.min(askedMs ?? 0, longestMs)), leftMs);
}
