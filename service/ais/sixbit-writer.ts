const FIRST_PRINTABLE = 32;
const LAST_SIX_BIT = 95;
const QUESTION_MARK = 63;

/** Writes the fields of one message, bit by bit, and armours them as a payload. */
export class SixBitWriter {
  readonly #bits: number[] = [];

  /** Bits written so far. */
  get bitLength(): number {
    return this.#bits.length;
  }

  /** Adds the low `length` bits of `value` (negative ones as two's complement), 1 to 31. */
  number(value: number, length: number): this {
    for (let i = length - 1; i >= 0; i--) this.#bits.push((value >> i) & 1);
    return this;
  }

  /** Adds one bit. */
  flag(isSet: boolean): this {
    return this.number(isSet ? 1 : 0, 1);
  }

  /**
   * Adds text as `characters` six-bit characters, filled up with `@`. Letters become capitals, what
   * the alphabet lacks becomes `?`, and what is too long is cut.
   */
  text(text: string | null, characters: number): this {
    const capitals = (text ?? '').toUpperCase();
    for (let i = 0; i < characters; i++) {
      this.number(i < capitals.length ? sixBitCode(capitals.charCodeAt(i)) : 0, 6);
    }
    return this;
  }

  /** Adds zero bits until the length is a multiple of eight. */
  padToByte(): this {
    while (this.#bits.length % 8 !== 0) this.#bits.push(0);
    return this;
  }

  /** The payload, and how many padding bits its last character holds. */
  payload(): { readonly payload: string; readonly fillBits: number } {
    const fillBits = (6 - (this.#bits.length % 6)) % 6;
    const bits = [...this.#bits, ...new Array<number>(fillBits).fill(0)];
    let payload = '';
    for (let at = 0; at < bits.length; at += 6) {
      const value = bits.slice(at, at + 6).reduce((sum, bit) => sum * 2 + bit, 0);
      payload += String.fromCharCode(value < 40 ? value + 48 : value + 56);
    }
    return { payload, fillBits };
  }
}

function sixBitCode(code: number): number {
  const known = code >= FIRST_PRINTABLE && code <= LAST_SIX_BIT && code !== 64;
  return (known ? code : QUESTION_MARK) & 63;
}
