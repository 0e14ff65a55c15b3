import { UnstorableValueError } from './database.errors.js';

/** PostgreSQL counts from 2000-01-01, in microseconds. */
const pgEpochMs = Date.UTC(2000, 0, 1);
const firstMs = Date.UTC(1970, 0, 1);
const lastMs = Date.UTC(9999, 11, 31);
const twoTo32 = 2 ** 32;

const signature = Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1');
/** Signature, flags and the length of the (empty) header extension. */
const headerBytes = signature.length + 8;
const textOid = 25;
/** A UTF-16 code unit is at most three bytes of UTF-8. */
const maxBytesPerUnit = 3;
/** More than any row's fixed-width columns need. */
const rowReserve = 512;
/** What stands for U+0000, which PostgreSQL's text cannot hold. */
const replacementCharacter = '\uFFFD';

/**
 * Writes rows in PostgreSQL's binary COPY format (PostgreSQL manual, COPY, "Binary Format") into
 * one buffer that grows and is used again: no garbage per row. Call `begin`, then for each row
 * `row` and its columns in order, then `finish`.
 */
export class CopyEncoder {
  private buffer: Buffer;
  private view: DataView;
  private at = 0;

  /** @param capacity bytes to begin with. */
  constructor(capacity = 1 << 20) {
    this.buffer = Buffer.allocUnsafeSlow(capacity);
    this.view = viewOf(this.buffer);
  }

  /** Starts over. */
  begin(): void {
    this.reserve(headerBytes);
    signature.copy(this.buffer);
    this.view.setInt32(signature.length, 0);
    this.view.setInt32(signature.length + 4, 0);
    this.at = headerBytes;
  }

  /** Starts a row of `columns` columns. */
  row(columns: number): void {
    this.reserve(rowReserve);
    this.view.setInt16(this.at, columns);
    this.at += 2;
  }

  /** `null` writes NULL, here and below. */
  boolean(value: boolean): void {
    this.view.setInt32(this.at, 1);
    this.view.setInt8(this.at + 4, value ? 1 : 0);
    this.at += 5;
  }

  /** A `smallint`, -32,768 to 32,767. */
  int16(value: number | null): void {
    if (value === null) {
      this.missing();
      return;
    }
    this.view.setInt32(this.at, 2);
    this.view.setInt16(this.at + 4, value);
    this.at += 6;
  }

  /** An `integer`, 32 bits signed. */
  int32(value: number | null): void {
    if (value === null) {
      this.missing();
      return;
    }
    this.view.setInt32(this.at, 4);
    this.view.setInt32(this.at + 4, value);
    this.at += 8;
  }

  /** A `real`. */
  float32(value: number | null): void {
    if (value === null) {
      this.missing();
      return;
    }
    this.view.setInt32(this.at, 4);
    this.view.setFloat32(this.at + 4, value);
    this.at += 8;
  }

  /** A `double precision`. */
  float64(value: number | null): void {
    if (value === null) {
      this.missing();
      return;
    }
    this.view.setInt32(this.at, 8);
    this.view.setFloat64(this.at + 4, value);
    this.at += 12;
  }

  /**
   * A `timestamptz` from epoch milliseconds.
   * @throws UnstorableValueError outside the years 1970 to 9999.
   */
  timestamp(epochMs: number): void {
    if (!(epochMs >= firstMs && epochMs <= lastMs)) {
      throw new UnstorableValueError(`not a time of 1970 to 9999: ${epochMs} ms`);
    }
    const micros = Math.round((epochMs - pgEpochMs) * 1000);
    const high = Math.floor(micros / twoTo32);
    this.view.setInt32(this.at, 8);
    this.view.setInt32(this.at + 4, high);
    this.view.setUint32(this.at + 8, micros - high * twoTo32);
    this.at += 12;
  }

  /** A `text`. U+0000 becomes U+FFFD. */
  text(value: string): void {
    this.reserve(value.length * maxBytesPerUnit + rowReserve);
    const lengthAt = this.at;
    this.at += 4;
    this.characters(value);
    this.view.setInt32(lengthAt, this.at - lengthAt - 4);
  }

  /** A `text[]` of one dimension, without NULLs. */
  textArray(values: readonly string[]): void {
    this.reserve(rowReserve);
    const lengthAt = this.at;
    const { view } = this;
    view.setInt32(lengthAt + 4, values.length === 0 ? 0 : 1);
    view.setInt32(lengthAt + 8, 0);
    view.setInt32(lengthAt + 12, textOid);
    this.at += 16;
    if (values.length > 0) {
      view.setInt32(this.at, values.length);
      view.setInt32(this.at + 4, 1);
      this.at += 8;
      for (const value of values) this.text(value);
    }
    this.view.setInt32(lengthAt, this.at - lengthAt - 4);
  }

  /** Ends the data. The buffer is the encoder's own: it is valid until the next `begin`. */
  finish(): Buffer {
    this.reserve(2);
    this.view.setInt16(this.at, -1);
    return this.buffer.subarray(0, this.at + 2);
  }

  private missing(): void {
    this.view.setInt32(this.at, -1);
    this.at += 4;
  }

  /** Almost all text here is short ASCII: for that a loop beats the call into the engine. */
  private characters(value: string): void {
    const { buffer } = this;
    let { at } = this;
    for (let i = 0; i < value.length; i++) {
      const code = value.charCodeAt(i);
      if (code === 0 || code > 127) {
        this.at += buffer.write(value.replaceAll('\0', replacementCharacter), this.at, 'utf8');
        return;
      }
      buffer[at++] = code;
    }
    this.at = at;
  }

  private reserve(bytes: number): void {
    if (this.at + bytes <= this.buffer.length) return;
    const grown = Buffer.allocUnsafeSlow(Math.max(this.buffer.length * 2, this.at + bytes));
    this.buffer.copy(grown, 0, 0, this.at);
    this.buffer = grown;
    this.view = viewOf(grown);
  }
}

function viewOf(buffer: Buffer): DataView {
  return new DataView(buffer.buffer, buffer.byteOffset, buffer.length);
}
