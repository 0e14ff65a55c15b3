import { createHash } from 'node:crypto';

/** Numbers that a seed determines (sfc32), for plans that are the same each time. */
export class Random {
  #state;

  /** @param {string} seed any text */
  constructor(seed) {
    const digest = createHash('sha256').update(seed).digest();
    this.#state = [0, 4, 8, 12].map((offset) => digest.readUInt32LE(offset));
  }

  /** From 0 to below 1. */
  next() {
    const [a, b, c, d] = this.#state;
    const sum = (((a + b) | 0) + d) | 0;
    this.#state = [
      b ^ (b >>> 9),
      (c + (c << 3)) | 0,
      (((c << 21) | (c >>> 11)) + sum) | 0,
      (d + 1) | 0,
    ];
    return (sum >>> 0) / 2 ** 32;
  }

  /** A number within bounds, with so many decimals. */
  between(low, high, decimals = 0) {
    return Number((low + this.next() * (high - low)).toFixed(decimals));
  }

  /** A whole number from `low` to `high`, both possible. */
  whole(low, high) {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  /** Whether something happens that happens in a share of cases. */
  chance(share) {
    return this.next() < share;
  }

  /** One of several. */
  pick(values) {
    return values[Math.floor(this.next() * values.length)];
  }

  /** All of them in another order. */
  shuffled(values) {
    const left = [...values];
    for (let last = left.length - 1; last > 0; last--) {
      const other = this.whole(0, last);
      [left[last], left[other]] = [left[other], left[last]];
    }
    return left;
  }
}
