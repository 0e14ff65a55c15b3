/**
 * Counts by two labels without the cost of a metric's label hashing: hot paths add here, and the
 * metric takes the counts over when it is read.
 */
export class Tally {
  private readonly counts = new Map<string, Map<string, number>>();

  add(first: string, second: string, count: number): void {
    let inner = this.counts.get(first);
    if (inner === undefined) {
      inner = new Map();
      this.counts.set(first, inner);
    }
    inner.set(second, (inner.get(second) ?? 0) + count);
  }

  /** Gives every count since the last call (zeros that were added too), and starts again. */
  take(receive: (first: string, second: string, count: number) => void): void {
    for (const [first, inner] of this.counts) {
      for (const [second, count] of inner) receive(first, second, count);
      inner.clear();
    }
  }
}
