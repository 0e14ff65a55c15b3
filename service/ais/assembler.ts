import type { CompletePayload } from './line-outcome.js';

/** One sentence of a message of several. */
export interface Part {
  /** The sentence as if it were the whole message. */
  readonly sentence: CompletePayload;
  /** Sequential message identifier, `0` to `9` or empty. */
  readonly sequence: string;
  readonly count: number;
  /** 1 to `count`. */
  readonly number: number;
  /** Id of its tag block group; `null` when it has none. */
  readonly group: string | null;
  /** Epoch ms. */
  readonly receivedAt: number;
}

/** A message that waits for parts. */
interface Waiting {
  readonly key: string;
  readonly firstAt: number;
  /** By part number - 1. */
  readonly parts: (Part | null)[];
  missing: number;
}

/** `waiting`: parts are missing; `repeated`: this part is there already. */
export type Assembled = CompletePayload | 'waiting' | 'repeated';

/**
 * Joins the parts of messages of several sentences, in any order. A message is known by talker,
 * channel, count and sequence number, and by station and tag block group where both parts name
 * one. Holds at most `mostWaiting` messages, each for at most `lifetime`; parts that never become a
 * message are counted, and told by `settled`.
 */
export class Assembler {
  readonly #lifetime: number;
  readonly #mostWaiting: number;
  /** In order of their first part. */
  readonly #waiting: Waiting[] = [];
  #settled = 0;

  /**
   * @param lifetime ms after its first part in which a message must be complete
   * @param mostWaiting messages waiting at one time; one more pushes the oldest out
   */
  constructor(lifetime: number, mostWaiting: number) {
    this.#lifetime = lifetime;
    this.#mostWaiting = mostWaiting;
  }

  /** Messages that wait now. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Takes one part of a message of two or more. */
  add(part: Part): Assembled {
    this.expire(part.receivedAt);
    const key = keyOf(part);
    const known = this.#find(key, part);
    if (known === null) {
      this.#open(key, part);
      return 'waiting';
    }
    const twin = known.parts[part.number - 1];
    if (twin) {
      if (isSamePayload(twin.sentence, part.sentence)) return 'repeated';
      // The sender has begun another message under this number: the older one stays incomplete.
      this.#drop(known);
      this.#open(key, part);
      return 'waiting';
    }
    known.parts[part.number - 1] = part;
    known.missing--;
    if (known.missing > 0) return 'waiting';
    this.#waiting.splice(this.#waiting.indexOf(known), 1);
    return joined(known.parts.flatMap((each) => each?.sentence ?? []));
  }

  /** Gives up the messages whose time is over at `now`, epoch ms. */
  expire(now: number): void {
    for (let oldest = this.#waiting[0]; oldest; oldest = this.#waiting[0]) {
      if (now - oldest.firstAt <= this.#lifetime) return;
      this.#drop(oldest);
    }
  }

  /** Gives up everything that waits. */
  clear(): void {
    for (const each of [...this.#waiting]) this.#drop(each);
  }

  /** Lines given up since this was last asked. */
  settled(): number {
    const lines = this.#settled;
    this.#settled = 0;
    return lines;
  }

  #find(key: string, part: Part): Waiting | null {
    let taken: Waiting | null = null;
    for (const each of this.#waiting) {
      if (each.key !== key || !isOfSameSource(each, part)) continue;
      if (!each.parts[part.number - 1]) return each;
      taken = each;
    }
    return taken;
  }

  #open(key: string, part: Part): void {
    const oldest = this.#waiting[0];
    if (oldest && this.#waiting.length >= this.#mostWaiting) this.#drop(oldest);
    const parts = new Array<Part | null>(part.count).fill(null);
    parts[part.number - 1] = part;
    this.#waiting.push({ key, firstAt: part.receivedAt, parts, missing: part.count - 1 });
  }

  #drop(each: Waiting): void {
    this.#settled += each.parts.length - each.missing;
    this.#waiting.splice(this.#waiting.indexOf(each), 1);
  }
}

function keyOf({ sentence, count, sequence }: Part): string {
  const own = sentence.isOwnShip ? 'O' : 'M';
  return `${sentence.talker}${own}${sentence.channel},${count},${sequence}`;
}

/** Two parts may differ in what only one of them says, not in what both say. */
function isOfSameSource(waiting: Waiting, { sentence, group }: Part): boolean {
  return waiting.parts.every(
    (each) =>
      each === null || (agree(each.sentence.station, sentence.station) && agree(each.group, group)),
  );
}

function agree(one: string | null, other: string | null): boolean {
  return one === null || other === null || one === other;
}

function isSamePayload(one: CompletePayload, other: CompletePayload): boolean {
  return one.payload === other.payload && one.fillBits === other.fillBits;
}

/** The message of its sentences; station and time are those of the first that names one. */
function joined(sentences: readonly CompletePayload[]): CompletePayload {
  const [first] = sentences;
  const last = sentences[sentences.length - 1];
  if (!first || !last) throw new Error('a message has at least two sentences');
  const timed = sentences.find((each) => each.stationTime !== null);
  return {
    ...first,
    payload: sentences.map((each) => each.payload).join(''),
    fillBits: last.fillBits,
    raw: sentences.map((each) => each.raw).join('\n'),
    lineCount: sentences.length,
    station: sentences.find((each) => each.station !== null)?.station ?? null,
    stationTime: timed?.stationTime ?? null,
    stationTimeFrom: timed?.stationTimeFrom ?? null,
    hasDamagedTagBlock: sentences.some((each) => each.hasDamagedTagBlock),
  };
}
