import fc from 'fast-check';
import { SixBitReader } from './sixbit.js';
import { SixBitWriter } from './sixbit-writer.js';

/** Reader of what `write` writes. */
function readerOf(write: (writer: SixBitWriter) => void): SixBitReader {
  const writer = new SixBitWriter();
  write(writer);
  const { payload, fillBits } = writer.payload();
  const reader = new SixBitReader();
  expect(reader.load(payload, fillBits)).toBe(true);
  expect(reader.bitLength).toBe(writer.bitLength);
  return reader;
}

const field = fc
  .integer({ min: 2, max: 31 })
  .chain((length) => fc.record({ length: fc.constant(length), value: fc.nat(2 ** length - 1) }));

describe('six-bit reader', () => {
  it('reads back any row of fields, wherever they fall', () => {
    fc.assert(
      fc.property(fc.array(field, { minLength: 1, maxLength: 40 }), (fields) => {
        const reader = readerOf((writer) => {
          for (const { value, length } of fields) writer.number(value, length);
        });
        let at = 0;
        for (const { value, length } of fields) {
          expect(reader.unsigned(at, length)).toBe(value);
          const half = 2 ** (length - 1);
          expect(reader.signed(at, length)).toBe(value >= half ? value - 2 * half : value);
          expect(reader.flag(at)).toBe(value >= half);
          at += length;
        }
      }),
    );
  });

  it('reads zeros past the end, also after a longer message', () => {
    const reader = new SixBitReader();
    reader.load('w'.repeat(170), 0);
    reader.load('ww', 2);
    expect(reader.bitLength).toBe(10);
    expect(reader.unsigned(12, 30)).toBe(0);
    expect(reader.unsigned(1000, 30)).toBe(0);
    expect(reader.flag(12)).toBe(false);
  });

  it('refuses what is not six-bit armour, and what is longer than any message', () => {
    const reader = new SixBitReader();
    for (const bad of ['X', '_', '/', 'x', ' ', '\u0130', 'é', '0X0']) {
      expect(reader.load(bad, 0)).toBe(false);
    }
    expect(reader.load('0'.repeat(201), 0)).toBe(false);
    expect(reader.load('0W`w', 0)).toBe(true);
  });

  it('ends text at @ and drops trailing spaces only', () => {
    const text = (value: string) => readerOf((writer) => writer.text(value, 20)).text(0, 120);
    expect(text('EVER DIADEM')).toBe('EVER DIADEM');
    expect(text('  TWO  SPACES  ')).toBe('  TWO  SPACES');
    expect(text('   ')).toBeNull();
    expect(text('')).toBeNull();
  });

  it('goes on with a second text only when @ has not ended the first', () => {
    const whole = readerOf((writer) => writer.text('ABCD', 4).text('EF', 2));
    expect(whole.text(0, 24, [24, 12])).toBe('ABCDEF');
    const ended = readerOf((writer) => writer.text('AB', 4).text('EF', 2));
    expect(ended.text(0, 24, [24, 12])).toBe('AB');
  });

  it('reads no character that is not whole', () => {
    const cut = readerOf((writer) => writer.text('AB', 2).number(1, 4));
    expect(cut.text(0, 120)).toBe('AB');
  });

  it('gives the rest as hexadecimal, left-aligned', () => {
    const reader = readerOf((writer) => writer.number(0, 4).number(0xabc, 12).number(1, 2));
    expect(reader.hex(4)).toBe('abc4');
    expect(reader.hex(18)).toBe('');
  });
});
