/** Numbers in [0, 1) that look random and are the same for the same seed (mulberry32). */
export type Random = () => number;

/** @param seed whole number */
export function randomFrom(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** A number between two bounds. */
export function uniform(random: Random, minimum: number, maximum: number): number {
  return minimum + random() * (maximum - minimum);
}

/** One of some values. @throws RangeError when there are none */
export function choice<T>(random: Random, values: readonly T[]): T {
  const value = values[Math.floor(random() * values.length)];
  if (value === undefined) {
    throw new RangeError('nothing to choose from');
  }
  return value;
}
