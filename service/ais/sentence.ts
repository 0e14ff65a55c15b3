import { hexByte } from './checksum.js';
import type { RejectReason } from './reject-reason.js';
import { LONGEST_PAYLOAD, messageBits } from './sixbit.js';

const BANG = 0x21;
const COMMA = 0x2c;
const STAR = 0x2a;
const ZERO = 0x30;
const NINE = 0x39;
const A = 0x41;
const Z = 0x5a;
const V = 0x56;
const D = 0x44;
const M = 0x4d;
const O = 0x4f;

/** Shortest: `!AIVDM,1,1,,,0,0*00`. */
const SHORTEST = 19;
const LARGEST_FILL = 5;

const TALKERS = Array.from({ length: 26 * 26 }, (_, i) =>
  String.fromCharCode(A + Math.floor(i / 26), A + (i % 26)),
);
const CHARACTERS = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));

/** True when a VDM or VDO sentence of any talker could begin at `start`: `!`, two bytes, `VDM,`. */
export function isAisSentence(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start < 7 || bytes[start] !== BANG || bytes[start + 6] !== COMMA) return false;
  const last = bytes[start + 5];
  return bytes[start + 3] === V && bytes[start + 4] === D && (last === M || last === O);
}

/**
 * The fields of one VDM or VDO sentence (IEC 61162-1 §8.3), read in place. One object serves every
 * sentence: `parse` overwrites it.
 */
export class Sentence {
  isOwnShip = false;
  talker = '';
  /** Sentences of the message, 1 to 9. */
  count = 1;
  /** This one's place among them, 1 to `count`. */
  number = 1;
  /** Sequential message identifier, `0` to `9`; empty when not given. */
  sequence = '';
  /** One letter or digit; empty when not given. */
  channel = '';
  payloadStart = 0;
  payloadEnd = 0;
  fillBits = 0;
  /** First byte after the checksum. */
  after = 0;

  /**
   * Reads the sentence at `start` (the place of `!`); `isAisSentence` held there. What follows the
   * checksum is left alone.
   * @returns why it is refused, `null` when it is sound
   */
  parse(bytes: Uint8Array, start: number, end: number): RejectReason | null {
    let sum = 0;
    let star = start + 1;
    for (; star < end; star++) {
      const byte = bytes[star] ?? 0;
      if (byte === STAR) break;
      sum ^= byte;
    }
    if (star + 2 >= end || hexByte(bytes, star + 1) !== sum) return 'checksum';
    this.after = star + 3;
    if (this.after - start < SHORTEST || !this.#readTalker(bytes, start)) return 'malformed';
    const channelAt = this.#readNumbers(bytes, start + 7);
    if (channelAt < 0) return 'malformed';
    const payloadAt = this.#readChannel(bytes, channelAt);
    return payloadAt < 0 ? 'malformed' : this.#readPayload(bytes, payloadAt, star);
  }

  #readTalker(bytes: Uint8Array, start: number): boolean {
    const first = (bytes[start + 1] ?? 0) - A;
    const second = (bytes[start + 2] ?? 0) - A;
    if (first < 0 || second < 0 || first > Z - A || second > Z - A) return false;
    this.talker = TALKERS[first * 26 + second] ?? '';
    this.isOwnShip = bytes[start + 5] === O;
    return true;
  }

  /** Count, number and sequence; returns where the channel begins, -1 when they are wrong. */
  #readNumbers(bytes: Uint8Array, at: number): number {
    const count = (bytes[at] ?? 0) - ZERO;
    const number = (bytes[at + 2] ?? 0) - ZERO;
    if (count > 9 || number < 1 || number > count) return -1;
    if (bytes[at + 1] !== COMMA || bytes[at + 3] !== COMMA) return -1;
    this.count = count;
    this.number = number;
    return this.#readSequence(bytes, at + 4);
  }

  #readSequence(bytes: Uint8Array, at: number): number {
    const sequence = bytes[at] ?? 0;
    if (sequence === COMMA) {
      this.sequence = '';
      return at + 1;
    }
    if (sequence < ZERO || sequence > NINE || bytes[at + 1] !== COMMA) return -1;
    this.sequence = CHARACTERS[sequence] ?? '';
    return at + 2;
  }

  /** Returns where the payload begins, -1 when the channel is no letter, digit or nothing. */
  #readChannel(bytes: Uint8Array, at: number): number {
    const channel = bytes[at] ?? 0;
    if (channel === COMMA) {
      this.channel = '';
      return at + 1;
    }
    if (bytes[at + 1] !== COMMA || !isLetterOrDigit(channel)) return -1;
    this.channel = CHARACTERS[channel] ?? '';
    return at + 2;
  }

  #readPayload(bytes: Uint8Array, start: number, star: number): RejectReason | null {
    const end = star - 2;
    const fill = (bytes[star - 1] ?? 0) - ZERO;
    if (end < start || bytes[end] !== COMMA || fill < 0 || fill > LARGEST_FILL) return 'malformed';
    if (end - start > LONGEST_PAYLOAD) return 'too-long';
    if (end === start || !messageBits.loadBytes(bytes, start, end, fill)) return 'payload';
    this.payloadStart = start;
    this.payloadEnd = end;
    this.fillBits = fill;
    return null;
  }
}

function isLetterOrDigit(code: number): boolean {
  if (code >= ZERO && code <= NINE) return true;
  const upper = code & ~0x20;
  return upper >= A && upper <= Z && code >= A;
}
