import { Assembler } from './assembler.js';
import { parseClockSentence } from './clock-sentence.js';
import type { CompletePayload, LineOutcome } from './line-outcome.js';
import { FRAGMENT, IGNORED, rejectedLine } from './line-outcome.js';
import { LONGEST_LINE } from './line-reader.js';
import type { RejectReason } from './reject-reason.js';
import { isAisSentence, Sentence } from './sentence.js';
import { LONGEST_MESSAGE_BITS, messageBits } from './sixbit.js';
import { StationClock } from './station-clock.js';
import type { TagBlock } from './tag-block.js';
import { parseTagBlock } from './tag-block.js';
import { TagGroups } from './tag-groups.js';
import { lastIndexOf, isPrintable, looksLikeAis, textOf } from './text.js';
import type { UscgFields } from './uscg-fields.js';
import { parseUscgFields } from './uscg-fields.js';

/** Bounds of one source's state. */
export interface SentenceStreamOptions {
  /** Ms after its first part in which a message must be complete; 3,000. */
  readonly fragmentLifetime?: number;
  /** Messages that may wait for parts at one time; 64. */
  readonly mostWaiting?: number;
}

const BANG = 0x21;
const DOLLAR = 0x24;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;
const SPACE = 0x20;
const HASH = 0x23;

const FRAGMENT_LIFETIME = 3000;
const MOST_WAITING = 64;
const MOST_GROUPS = 64;

const NO_BLOCK: TagBlock = { station: null, time: null, group: null };
const NO_USCG: UscgFields = { station: null, time: null };

/**
 * The sentences of one source (a connection, a sender of datagrams, a file), line by line: sums and
 * shapes are checked, tag blocks and the source's clock applied, parts joined. Never throws, and its
 * state is bounded whatever arrives. Every line is accounted for exactly once (`LineOutcome`).
 */
export class SentenceStream {
  readonly #assembler: Assembler;
  readonly #groups: TagGroups;
  readonly #clock = new StationClock();
  readonly #sentence = new Sentence();
  readonly #scratch = Buffer.alloc(LONGEST_LINE);
  /** What the tag blocks of the present line say. */
  #block: TagBlock = NO_BLOCK;
  #hasDamagedTagBlock = false;
  /** Of the present line: when it reached us, and where it begins in its buffer. */
  #receivedAt = 0;
  #lineStart = 0;
  /** The present line as text, when it came as text. */
  #text: string | null = null;

  constructor(options: SentenceStreamOptions = {}) {
    const lifetime = options.fragmentLifetime ?? FRAGMENT_LIFETIME;
    this.#assembler = new Assembler(lifetime, options.mostWaiting ?? MOST_WAITING);
    this.#groups = new TagGroups(MOST_GROUPS, lifetime);
  }

  /** Messages that wait for parts now. */
  get waiting(): number {
    return this.#assembler.waiting;
  }

  /**
   * Takes one line in, without its end of line.
   * @param line text, or bytes of which `line[start..end)` is the line (read during the call only)
   * @param receivedAt when it reached us, epoch ms
   */
  push(
    line: string | Uint8Array,
    receivedAt: number,
    start = 0,
    end: number = line.length,
  ): LineOutcome {
    if (end - start > LONGEST_LINE) return rejectedLine('line-too-long');
    this.#receivedAt = receivedAt;
    if (typeof line !== 'string') {
      this.#text = null;
      return this.#line(line, start, end);
    }
    const scratch = this.#scratch;
    for (let i = start; i < end; i++) {
      const code = line.charCodeAt(i);
      scratch[i - start] = code > 255 ? 255 : code;
    }
    this.#text = start === 0 && end === line.length ? line : line.slice(start, end);
    return this.#line(scratch, 0, end - start);
  }

  /**
   * Gives up messages whose parts are overdue at `now`, epoch ms. To be called from time to time.
   * @returns incomplete lines that settled since `expire` or `end` was last called
   */
  expire(now: number): number {
    this.#assembler.expire(now);
    return this.#assembler.settled();
  }

  /**
   * The source has ended: gives up all that waits.
   * @returns incomplete lines that settled since `expire` or `end` was last called
   */
  end(): number {
    this.#assembler.clear();
    return this.#assembler.settled();
  }

  #line(bytes: Uint8Array, start: number, end: number): LineOutcome {
    const to = trimmedEnd(bytes, start, end);
    let from = start;
    while (from < to && bytes[from] === SPACE) from++;
    this.#lineStart = start;
    this.#block = NO_BLOCK;
    this.#hasDamagedTagBlock = false;
    const at = bytes[from] === BACKSLASH ? this.#readBlocks(bytes, from, to) : from;
    if (at < 0) return this.#salvage(bytes, from, to, 'tag-block');
    if (at === to || bytes[at] === HASH) return IGNORED;
    if (bytes[at] === DOLLAR) return this.#hearClock(bytes, at, to);
    if (!isAisSentence(bytes, at, to)) return this.#salvage(bytes, at, to, null);
    const reason = this.#sentence.parse(bytes, at, to);
    return reason === null
      ? this.#settle(bytes, from, to)
      : this.#salvage(bytes, at + 1, to, reason);
  }

  #hearClock(bytes: Uint8Array, at: number, to: number): LineOutcome {
    this.#clock.hear(parseClockSentence(bytes, at, to), this.#receivedAt);
    return IGNORED;
  }

  /**
   * Reads the tag blocks at `from` and returns where they end, -1 when one has no end. One with a
   * wrong checksum is passed over and not believed: networks in service send such, and the sentence
   * after it has a checksum of its own.
   */
  #readBlocks(bytes: Uint8Array, from: number, to: number): number {
    let at = from;
    while (at < to && bytes[at] === BACKSLASH) {
      let close = at + 1;
      while (close < to && bytes[close] !== BACKSLASH) close++;
      if (close === to) return -1;
      const block = isPrintable(bytes, at + 1, close) ? parseTagBlock(bytes, at + 1, close) : null;
      if (block === null) this.#hasDamagedTagBlock = true;
      else this.#block = merged(this.#block, block);
      at = close + 1;
    }
    const { group } = this.#block;
    if (group) this.#block = this.#groups.share(this.#block, group, this.#receivedAt);
    return at;
  }

  /** Looks for a sound sentence further on in a line that does not begin with one. */
  #salvage(bytes: Uint8Array, from: number, to: number, failure: RejectReason | null): LineOutcome {
    const at = lastIndexOf(bytes, BANG, from, to);
    let reason = failure;
    if (at >= 0 && isAisSentence(bytes, at, to)) {
      const second = this.#sentence.parse(bytes, at, to);
      if (second === null) {
        this.#hasDamagedTagBlock ||= failure === 'tag-block';
        return this.#settle(bytes, at, to);
      }
      reason ??= second;
    }
    return reason === null ? unknownLine(bytes, from, to) : rejectedLine(reason);
  }

  /** What becomes of the sentence that was parsed; its tag blocks begin at `from`. */
  #settle(bytes: Uint8Array, from: number, to: number): LineOutcome {
    const { after, payloadStart, payloadEnd, fillBits } = this.#sentence;
    if ((payloadEnd - payloadStart) * 6 - fillBits > LONGEST_MESSAGE_BITS) {
      return rejectedLine('too-long');
    }
    // What follows the checksum is kept only when it is text: it goes into the database.
    const rawEnd = after < to && !isPrintable(bytes, after, to) ? after : to;
    const text = this.#text;
    const raw =
      text === null
        ? textOf(bytes, from, rawEnd)
        : text.slice(from - this.#lineStart, rawEnd - this.#lineStart);
    const hasFields = rawEnd > after && bytes[after] === COMMA;
    const message = this.#message(
      raw,
      raw.slice(payloadStart - from, payloadEnd - from),
      hasFields ? parseUscgFields(raw.slice(after - from + 1)) : NO_USCG,
    );
    if (this.#sentence.count > 1) return this.#join(message);
    messageBits.remember(message.payload);
    return message;
  }

  #message(raw: string, payload: string, uscg: UscgFields): CompletePayload {
    const { isOwnShip, talker, channel, fillBits } = this.#sentence;
    const block = this.#block;
    const heard = this.#clock.take(this.#receivedAt);
    const isOfBlock = block.time !== null;
    const isOfUscg = !isOfBlock && uscg.time !== null;
    return {
      kind: 'message',
      payload,
      fillBits,
      isOwnShip,
      talker,
      channel,
      raw,
      lineCount: 1,
      station: block.station ?? uscg.station,
      stationTime: block.time ?? uscg.time ?? heard.time,
      stationTimeFrom: isOfBlock ? 'tag-block' : isOfUscg ? 'uscg' : heard.from,
      hasDamagedTagBlock: this.#hasDamagedTagBlock,
    };
  }

  #join(sentence: CompletePayload): LineOutcome {
    const { sequence, count, number } = this.#sentence;
    const group = this.#block.group?.id ?? null;
    const receivedAt = this.#receivedAt;
    const result = this.#assembler.add({ sentence, sequence, count, number, group, receivedAt });
    if (result === 'waiting') return FRAGMENT;
    if (result === 'repeated') return rejectedLine('repeated-part');
    const bits = result.payload.length * 6 - result.fillBits;
    return bits > LONGEST_MESSAGE_BITS ? rejectedLine('too-long', result.lineCount) : result;
  }
}

/** Where a line ends without its trailing spaces and control characters. */
function trimmedEnd(bytes: Uint8Array, start: number, end: number): number {
  let to = end;
  while (to > start && (bytes[to - 1] ?? 0) <= SPACE) to--;
  return to;
}

/** A line in which no AIS sentence was found. */
function unknownLine(bytes: Uint8Array, from: number, to: number): LineOutcome {
  if (!isPrintable(bytes, from, to)) return rejectedLine('binary');
  return looksLikeAis(bytes, from, to) ? rejectedLine('malformed') : IGNORED;
}

/** Of two blocks on one line the later one's fields stand. */
function merged(one: TagBlock, other: TagBlock): TagBlock {
  return {
    station: other.station ?? one.station,
    time: other.time ?? one.time,
    group: other.group ?? one.group,
  };
}
