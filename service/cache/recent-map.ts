/**
 * A map that forgets what was not asked for lately. Bounded without bookkeeping on each use: two
 * generations, of which the older is forgotten as a whole when the younger is full; what is used
 * moves to the younger.
 */
export class RecentMap<Key, Value> {
  private young = new Map<Key, Value>();
  private old = new Map<Key, Value>();

  /** @param generation entries; at least so many are remembered, and at most twice as many. */
  constructor(private readonly generation: number) {}

  /** Entries held; one that is in both generations counts twice. */
  get size(): number {
    return this.young.size + this.old.size;
  }

  get(key: Key): Value | undefined {
    const found = this.young.get(key);
    if (found !== undefined) return found;
    const older = this.old.get(key);
    if (older !== undefined) this.set(key, older);
    return older;
  }

  set(key: Key, value: Value): void {
    this.young.set(key, value);
    if (this.young.size < this.generation) return;
    this.old = this.young;
    this.young = new Map();
  }

  clear(): void {
    this.young = new Map();
    this.old = new Map();
  }
}
