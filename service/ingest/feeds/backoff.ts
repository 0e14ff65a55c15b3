const FIRST_MS = 500;
const LONGEST_MS = 30_000;

/**
 * How long to wait before dialling again: doubling from half a second to 30 s, of which a random
 * half is taken off so that many processes don't dial in step.
 * @param attempt 0 for the first wait; @param random 0 (inclusive) to 1
 * @returns milliseconds, 250 to 30,000
 */
export function backoffMs(attempt: number, random: number): number {
  const ceiling = Math.min(FIRST_MS * 2 ** Math.min(attempt, 16), LONGEST_MS);
  return ceiling / 2 + (ceiling / 2) * random;
}
