/** Receives the lines that a `LineReader` finds. */
export interface LineSink {
  /**
   * One line, `bytes[start..end)`, without its end of line. The bytes are the reader's: they may be
   * read during the call only.
   */
  line(bytes: Uint8Array, start: number, end: number): void;
  /** A line longer than the limit: told once, when the limit is passed; its bytes are gone. */
  overlong(): void;
}

/** Longest line that is kept, in bytes: a sentence of 116 with several tag blocks, eight times over. */
export const LONGEST_LINE = 1024;

const LF = 0x0a;
const CR = 0x0d;

/**
 * Cuts a stream of bytes into lines: LF, CR or CR LF end one, wherever the chunks were split. Holds
 * at most one unfinished line of `longest` bytes, whatever arrives.
 */
export class LineReader {
  readonly #longest: number;
  /** The unfinished line of earlier chunks. */
  readonly #kept: Uint8Array;
  #keptLength = 0;
  #isSkipping = false;
  #isAfterCr = false;

  constructor(longest: number = LONGEST_LINE) {
    this.#longest = longest;
    this.#kept = Buffer.alloc(longest);
  }

  /** Takes the next bytes in and hands every line that they finish to `sink`, in order. */
  push(chunk: Uint8Array, sink: LineSink): void {
    const length = chunk.length;
    let start = this.#skipLineFeed(chunk);
    let lf = indexOf(chunk, LF, start);
    let cr = indexOf(chunk, CR, start);
    while (lf < length || cr < length) {
      const end = Math.min(lf, cr);
      this.#finish(chunk, start, end, sink);
      start = end + 1;
      if (end === cr) {
        if (start === length) this.#isAfterCr = true;
        if (start === lf) start++;
        cr = indexOf(chunk, CR, start);
      }
      if (lf < start) lf = indexOf(chunk, LF, start);
    }
    if (start < length) this.#keep(chunk, start, length, sink);
  }

  /** The source has ended: hands over a last line that no end of line followed. */
  end(sink: LineSink): void {
    this.#isAfterCr = false;
    if (this.#keptLength > 0) this.#finish(this.#kept, 0, 0, sink);
    this.#isSkipping = false;
  }

  /** Where the chunk's first line begins: past the LF of a CR LF that was split. */
  #skipLineFeed(chunk: Uint8Array): number {
    if (!this.#isAfterCr || chunk.length === 0) return 0;
    this.#isAfterCr = false;
    return chunk[0] === LF ? 1 : 0;
  }

  #finish(chunk: Uint8Array, start: number, end: number, sink: LineSink): void {
    if (this.#isSkipping) {
      this.#isSkipping = false;
      return;
    }
    if (this.#keptLength === 0) {
      if (end - start > this.#longest) sink.overlong();
      else sink.line(chunk, start, end);
      return;
    }
    const isWhole = this.#keep(chunk, start, end, sink);
    const length = this.#keptLength;
    this.#keptLength = 0;
    this.#isSkipping = false;
    if (isWhole) sink.line(this.#kept, 0, length);
  }

  /** Adds to the unfinished line; false when it is too long by now. */
  #keep(chunk: Uint8Array, start: number, end: number, sink: LineSink): boolean {
    if (this.#isSkipping) return false;
    if (this.#keptLength + end - start > this.#longest) {
      this.#keptLength = 0;
      this.#isSkipping = true;
      sink.overlong();
      return false;
    }
    this.#kept.set(chunk.subarray(start, end), this.#keptLength);
    this.#keptLength += end - start;
    return true;
  }
}

/** Place of the next `byte` from `start` on; past the end when there is none. */
function indexOf(chunk: Uint8Array, byte: number, start: number): number {
  const at = chunk.indexOf(byte, start);
  return at < 0 ? chunk.length : at;
}
