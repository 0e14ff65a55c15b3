import type { TagBlock, TagGroup } from './tag-block.js';

/** What the lines of one group share. */
interface Shared {
  station: string | null;
  time: number | null;
  /** Bit set of the line numbers seen. */
  seen: number;
  at: number;
}

/**
 * Shares station and time over the lines of a tag block group: a line that leaves them out takes
 * them from an earlier line of its group. Groups may interleave; the oldest of `most` are forgotten.
 */
export class TagGroups {
  readonly #most: number;
  readonly #lifetime: number;
  readonly #groups = new Map<string, Shared>();

  /**
   * @param most groups remembered at one time
   * @param lifetime ms after which a group's id may stand for another group
   */
  constructor(most: number, lifetime: number) {
    this.#most = most;
    this.#lifetime = lifetime;
  }

  /** `block` with what its group already said, at `receivedAt`, epoch ms. */
  share(block: TagBlock, group: TagGroup, receivedAt: number): TagBlock {
    const known = this.#current(group, receivedAt);
    known.seen |= 1 << (group.number % 32);
    known.station = block.station ?? known.station;
    known.time = block.time ?? known.time;
    return { station: known.station, time: known.time, group };
  }

  /** A line number that comes again, or a long silence, means that the id is in use anew. */
  #current(group: TagGroup, receivedAt: number): Shared {
    const known = this.#groups.get(group.id);
    const isSame =
      known !== undefined &&
      (known.seen & (1 << (group.number % 32))) === 0 &&
      receivedAt - known.at <= this.#lifetime;
    if (isSame) return known;
    const fresh: Shared = { station: null, time: null, seen: 0, at: receivedAt };
    this.#groups.delete(group.id);
    const [oldest] = this.#groups.keys();
    if (oldest !== undefined && this.#groups.size >= this.#most) this.#groups.delete(oldest);
    this.#groups.set(group.id, fresh);
    return fresh;
  }
}
