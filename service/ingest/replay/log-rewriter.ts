import { parseClockSentence } from '../../ais/clock-sentence.js';
import { isAisSentence, Sentence } from '../../ais/sentence.js';
import { parseTagBlock, type TagBlock } from '../../ais/tag-block.js';
import { TagGroups } from '../../ais/tag-groups.js';
import { parseUscgFields } from '../../ais/uscg-fields.js';
import {
  lineOf,
  type LineParts,
  partsOf,
  timeBlock,
  withClock,
  withTime,
  withUscgTime,
} from './recorded-line.js';

/** A line as it is sent. */
export interface RewrittenLine {
  readonly text: string;
  /** When it was recorded, epoch ms; `null` when nothing tells. */
  readonly time: number | null;
}

const MOST_GROUPS = 64;
const NO_BLOCK: TagBlock = { station: null, time: null, group: null };

/**
 * Goes through the lines of a log, in order, finds out when each was recorded (tag block, USCG
 * field, `$PGHP`, `$--ZDA`, in that order, as the service does), and writes that time, shifted, into
 * the line: into a tag block of every sound AIS sentence, so that it does not depend on the lines
 * around it, and into the clock sentences. Lines without a time, and damaged ones, stay as they are.
 */
export class LogRewriter {
  readonly #sentence = new Sentence();
  readonly #groups = new TagGroups(MOST_GROUPS, Number.POSITIVE_INFINITY);
  #pghp: number | null = null;
  #zda: number | null = null;

  /** @param shiftMs added to every time, milliseconds; 0 keeps them. */
  constructor(private readonly shiftMs: number) {}

  /** @param line without its end, one character a byte. */
  rewrite(line: string): RewrittenLine {
    const parts = partsOf(line);
    if (parts.sentence.startsWith('$')) return this.#clock(line, parts);
    const block = this.#readBlocks(parts);
    const after = this.#soundSentenceEnd(parts.sentence);
    if (after === null) return { text: line, time: null };
    const uscg = parseUscgFields(parts.sentence.slice(after).replace(/^,/, ''));
    const time = block.time ?? uscg.time ?? this.#pghp ?? this.#zda;
    this.#pghp = null;
    if (time === null) return { text: line, time: null };
    return { text: this.#stamp(line, parts, { time, hasUscgTime: uscg.time !== null }), time };
  }

  #clock(line: string, parts: LineParts): RewrittenLine {
    const bytes = Buffer.from(parts.sentence.trimEnd(), 'latin1');
    const clock = parseClockSentence(bytes, 0, bytes.length);
    if (clock === null) return { text: line, time: null };
    if (clock.kind === 'pghp') this.#pghp = clock.time;
    else this.#zda = clock.time;
    if (clock.time === null || this.shiftMs === 0) return { text: line, time: clock.time };
    const blocks = parts.blocks.map((block) => this.#shifted(block));
    const sentence = withClock(parts.sentence, clock.kind, clock.time + this.shiftMs);
    return { text: lineOf({ blocks, sentence }), time: clock.time };
  }

  /** What the sound blocks say together, and what their group said before. */
  #readBlocks({ blocks }: LineParts): TagBlock {
    let block = NO_BLOCK;
    for (const text of blocks) {
      const read = readBlock(text);
      if (read === null) continue;
      block = {
        station: read.station ?? block.station,
        time: read.time ?? block.time,
        group: read.group ?? block.group,
      };
    }
    return block.group === null ? block : this.#groups.share(block, block.group, 0);
  }

  /** Where a sound AIS sentence of the line has its end, after the checksum; `null`: there is none. */
  #soundSentenceEnd(text: string): number | null {
    const bytes = Buffer.from(text.trimEnd(), 'latin1');
    // Damage at the front of a line does not spoil a sentence further on.
    for (const at of new Set([0, text.lastIndexOf('!')])) {
      const isCandidate = text.charAt(at) === '!' && isAisSentence(bytes, at, bytes.length);
      if (isCandidate && this.#sentence.parse(bytes, at, bytes.length) === null) {
        return this.#sentence.after;
      }
    }
    return null;
  }

  #stamp(
    line: string,
    parts: LineParts,
    { time, hasUscgTime }: { readonly time: number; readonly hasUscgTime: boolean },
  ): string {
    const hasOwn = parts.blocks.some((block) => (readBlock(block)?.time ?? null) !== null);
    if (hasOwn && this.shiftMs === 0) return line;
    const shifted = time + this.shiftMs;
    const blocks = parts.blocks.map((block) => this.#shifted(block));
    const sentence = hasUscgTime ? withUscgTime(parts.sentence, shifted) : parts.sentence;
    const text = lineOf({ blocks, sentence });
    return hasOwn ? text : timeBlock(shifted) + text;
  }

  /** A damaged block is left as it is: it must not look sound afterwards. */
  #shifted(block: string): string {
    const time = readBlock(block)?.time ?? null;
    return time === null ? block : withTime(block, time + this.shiftMs);
  }
}

function readBlock(text: string): TagBlock | null {
  const bytes = Buffer.from(text, 'latin1');
  return parseTagBlock(bytes, 0, bytes.length);
}
