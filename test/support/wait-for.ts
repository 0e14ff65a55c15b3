import { setTimeout as sleep } from 'node:timers/promises';

/** How long to wait, and what for. */
export interface WaitOptions {
  /** What is awaited, for the message of the failure. */
  readonly what?: string;
  /** Default 20,000. */
  readonly deadlineMs?: number;
  /** Time between two looks; default 20. */
  readonly everyMs?: number;
}

/**
 * Looks again and again until `look` answers something truthy, and answers that.
 * @throws Error when the deadline passes; an error of `look` counts as "not yet", and the last one
 *   is the cause.
 */
export async function waitFor<T>(
  look: () => Promise<T> | T,
  options: WaitOptions = {},
): Promise<NonNullable<T>> {
  const { what = 'the condition', deadlineMs = 20_000, everyMs = 20 } = options;
  const end = performance.now() + deadlineMs;
  let cause: unknown;
  do {
    try {
      const seen = await look();
      if (seen) return seen;
    } catch (error) {
      cause = error;
    }
    await sleep(everyMs);
  } while (performance.now() < end);
  throw new Error(`${what} did not come true within ${String(deadlineMs)} ms`, { cause });
}
