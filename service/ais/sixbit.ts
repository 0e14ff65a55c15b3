/** Longest message in bits, five slots (ITU-R M.1371-5 Annex 2): what is longer is no AIS message. */
export const LONGEST_MESSAGE_BITS = 1064;

const ILLEGAL = 255;
const HEX = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, '0'));
const SPACE = 32;

/** Room past the longest message, so that reads past the end find zeros. */
const CAPACITY = 256;
const LONGEST_PAYLOAD = CAPACITY - 8;

/** Six-bit value of each payload character code; 255 for those that are not legal (IEC 61162-1). */
export const SIX_BIT_VALUES: Readonly<Uint8Array> = Uint8Array.from({ length: 256 }, (_, code) => {
  if (code >= 0x30 && code <= 0x57) return code - 0x30;
  return code >= 0x60 && code <= 0x77 ? code - 0x38 : ILLEGAL;
});

/**
 * Reader of the fields of one payload at a time, six bits to a byte. One buffer serves every
 * message: nothing is allocated until a text is read. Offsets count bits from 0, as in
 * ITU-R M.1371-5 Annex 8; bits past the end read as 0.
 */
export class SixBitReader {
  readonly #values = new Uint8Array(CAPACITY);
  #used = 0;
  #bitLength = 0;

  /** Bits of the message, without the padding. */
  get bitLength(): number {
    return this.#bitLength;
  }

  /**
   * Takes a payload in.
   * @param fillBits padding bits at its end, 0 to 5
   * @returns false when it holds a character that is not legal, or is longer than any message
   */
  load(payload: string, fillBits: number): boolean {
    const length = payload.length;
    if (length > LONGEST_PAYLOAD) return false;
    const values = this.#values;
    let worst = 0;
    for (let i = 0; i < length; i++) {
      const code = payload.charCodeAt(i);
      const value = code < 256 ? (SIX_BIT_VALUES[code] ?? ILLEGAL) : ILLEGAL;
      worst |= value;
      values[i] = value;
    }
    if (length < this.#used) values.fill(0, length, this.#used);
    this.#used = length;
    this.#bitLength = Math.max(0, length * 6 - fillBits);
    return worst < 64;
  }

  /** Unsigned field of 1 to 31 bits. */
  unsigned(start: number, length: number): number {
    const values = this.#values;
    let index = (start / 6) | 0;
    const offset = start - index * 6;
    let value = (values[index] ?? 0) & (63 >> offset);
    let left = length + offset - 6;
    if (left <= 0) return value >> -left;
    for (; left >= 6; left -= 6) value = (value << 6) | (values[++index] ?? 0);
    return left === 0 ? value : (value << left) | ((values[index + 1] ?? 0) >> (6 - left));
  }

  /** Two's complement field of 2 to 31 bits. */
  signed(start: number, length: number): number {
    return (this.unsigned(start, length) << (32 - length)) >> (32 - length);
  }

  /** One bit. */
  flag(at: number): boolean {
    const index = (at / 6) | 0;
    return (((this.#values[index] ?? 0) >> (5 - at + index * 6)) & 1) === 1;
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
    const codes: number[] = [];
    const isEnded = this.#collect(codes, start, length);
    if (more && !isEnded) this.#collect(codes, more[0], more[1]);
    while (codes[codes.length - 1] === SPACE) codes.pop();
    return codes.length === 0 ? null : String.fromCharCode(...codes);
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

  /** Adds character codes up to `@`; true when it met one. */
  #collect(codes: number[], start: number, length: number): boolean {
    const end = Math.min(start + length, this.#bitLength);
    for (let at = start; at + 6 <= end; at += 6) {
      const value = this.unsigned(at, 6);
      if (value === 0) return true;
      codes.push(value < 32 ? value + 64 : value);
    }
    return false;
  }
}
