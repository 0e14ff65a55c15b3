import { textOf } from './text.js';

/** Longest message in bits, five slots (ITU-R M.1371-5 Annex 2): what is longer is no AIS message. */
export const LONGEST_MESSAGE_BITS = 1064;

const ILLEGAL = 255;
const HEX = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, '0'));
const SPACE = 32;

/** Longest payload that is taken in, in characters; the words hold more, so reads past it find zeros. */
export const LONGEST_PAYLOAD = 200;
const WORDS = 64;

/** Six-bit value of each payload character code; 255 for those that are not legal (IEC 61162-1). */
const SIX_BIT_VALUES: Readonly<Uint8Array> = Uint8Array.from({ length: 256 }, (_, code) => {
  if (code >= 0x30 && code <= 0x57) return code - 0x30;
  return code >= 0x60 && code <= 0x77 ? code - 0x38 : ILLEGAL;
});

function sixBitAt(bytes: Uint8Array, at: number): number {
  return SIX_BIT_VALUES[bytes[at] ?? 0] ?? ILLEGAL;
}

/**
 * Reader of the fields of one payload at a time, from 32-bit words. One buffer serves every
 * message: nothing is allocated until a text is read. Offsets count bits from 0, as in
 * ITU-R M.1371-5 Annex 8; bits past the end read as 0.
 */
export class SixBitReader {
  readonly #words = new Int32Array(WORDS);
  readonly #codes = Buffer.alloc(LONGEST_PAYLOAD);
  #usedWords = 0;
  #payload = '';
  #fillBits = 0;
  #bitLength = 0;

  /** Bits of the message, without the padding. */
  get bitLength(): number {
    return this.#bitLength;
  }

  /**
   * Takes a payload in; at once when it is the one that `loadBytes` has taken in last.
   * @param fillBits padding bits at its end, 0 to 5
   * @returns false when it holds a character that is not legal, or is longer than any message
   */
  load(payload: string, fillBits: number): boolean {
    if (payload === this.#payload && fillBits === this.#fillBits) return true;
    this.#payload = '';
    const length = payload.length;
    if (length > LONGEST_PAYLOAD) return false;
    const codes = this.#codes;
    for (let i = 0; i < length; i++) {
      const code = payload.charCodeAt(i);
      codes[i] = code > 255 ? 255 : code;
    }
    return this.#pack(codes, 0, length, fillBits);
  }

  /** As `load`, from `bytes[start..end)`. */
  loadBytes(bytes: Uint8Array, start: number, end: number, fillBits: number): boolean {
    this.#payload = '';
    return end - start <= LONGEST_PAYLOAD && this.#pack(bytes, start, end, fillBits);
  }

  /** Names the payload that `loadBytes` took in, so that `load` need not read it again. */
  remember(payload: string): void {
    this.#payload = payload;
  }

  /** Packs four characters at a time, 24 bits, and the last few one by one. */
  #pack(bytes: Uint8Array, start: number, end: number, fillBits: number): boolean {
    const words = this.#words;
    let worst = 0;
    let word = 0;
    let free = 32;
    let used = 0;
    let at = start;
    for (; at + 4 <= end; at += 4) {
      const first = sixBitAt(bytes, at);
      const second = sixBitAt(bytes, at + 1);
      const third = sixBitAt(bytes, at + 2);
      const fourth = sixBitAt(bytes, at + 3);
      worst |= first | second | third | fourth;
      const four = (first << 18) | (second << 12) | (third << 6) | fourth;
      free -= 24;
      if (free >= 0) word |= four << free;
      else {
        words[used++] = word | (four >> -free);
        free += 32;
        word = four << free;
      }
    }
    for (; at < end; at++) {
      const value = sixBitAt(bytes, at);
      worst |= value;
      free -= 6;
      if (free >= 0) word |= value << free;
      else {
        words[used++] = word | (value >> -free);
        free += 32;
        word = value << free;
      }
    }
    words[used++] = word;
    this.#took(used, (end - start) * 6 - fillBits, fillBits);
    return worst < 64;
  }

  #took(usedWords: number, bitLength: number, fillBits: number): void {
    for (let i = usedWords; i < this.#usedWords; i++) this.#words[i] = 0;
    this.#usedWords = usedWords;
    this.#fillBits = fillBits;
    this.#bitLength = Math.max(0, bitLength);
  }

  /** The 32 bits from `start` on: several fields that stand together, in one reading. */
  word(start: number): number {
    const index = start >> 5;
    const offset = start & 31;
    const high = (this.#words[index] ?? 0) << offset;
    // Two shifts, since a shift by 32 is none at all.
    return high | (((this.#words[index + 1] ?? 0) >>> 1) >>> (31 - offset));
  }

  /** Unsigned field of 1 to 31 bits. */
  unsigned(start: number, length: number): number {
    return this.word(start) >>> (32 - length);
  }

  /** Two's complement field of 2 to 31 bits. */
  signed(start: number, length: number): number {
    return this.word(start) >> (32 - length);
  }

  /** One bit. */
  flag(at: number): boolean {
    return (this.#words[at >> 5] ?? 0) << (at & 31) < 0;
  }

  /**
   * Six-bit text: `@` ends it, then trailing spaces go (ITU-R M.1371-5 Annex 8, Table 47). Whole
   * characters only, and none from past the end of the message.
   * @param more where the text goes on when `@` has not ended it: first bit, and its length
   * @returns `null` when nothing is left
   */
  text(
    start: number,
    length: number,
    more?: readonly [start: number, length: number],
  ): string | null {
    let count = this.#collect(start, length, 0);
    // `@` ended it when fewer characters came than would have fitted.
    if (more && count * 6 === length) count = this.#collect(more[0], more[1], count);
    const codes = this.#codes;
    while (count > 0 && codes[count - 1] === SPACE) count--;
    return count === 0 ? null : textOf(codes, 0, count);
  }

  /** The bits from `start` to the end as hexadecimal, left-aligned; empty when there are none. */
  hex(start: number): string {
    let text = '';
    for (let at = start; at < this.#bitLength; at += 8) {
      const length = Math.min(8, this.#bitLength - at);
      text += HEX[this.unsigned(at, length) << (8 - length)] ?? '';
    }
    return text;
  }

  /** Writes character codes from `at` on, up to `@`; returns where they end. */
  #collect(start: number, length: number, at: number): number {
    const codes = this.#codes;
    let left = Math.floor((Math.min(start + length, this.#bitLength) - start) / 6);
    let to = at;
    // A word holds five characters and two bits.
    for (let from = start; left > 0; from += 30) {
      let word = this.word(from);
      for (const end = to + Math.min(left, 5); to < end; to++) {
        const value = word >>> 26;
        if (value === 0) return to;
        codes[to] = value < 32 ? value + 64 : value;
        word <<= 6;
      }
      left -= 5;
    }
    return to;
  }
}

/**
 * The reader of the message that is being taken in. A sentence and the decoder share it: the
 * payload of a single sentence is read once, while its sentence is checked.
 */
export const messageBits = new SixBitReader();
