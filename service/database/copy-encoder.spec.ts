import { CopyEncoder } from './copy-encoder.js';
import { UnstorableValueError } from './database.errors.js';

const header = '5047434f50590aff0d0a00' + '00000000' + '00000000';
const trailer = 'ffff';

/** Hex of one row of one column, without header, column count and trailer. */
function column(write: (encoder: CopyEncoder) => void): string {
  const encoder = new CopyEncoder(16);
  encoder.begin();
  encoder.row(1);
  write(encoder);
  const hex = encoder.finish().toString('hex');
  expect(hex.startsWith(`${header}0001`)).toBe(true);
  expect(hex.endsWith(trailer)).toBe(true);
  return hex.slice(header.length + 4, -trailer.length);
}

describe('CopyEncoder', () => {
  it('writes numbers big-endian after their length', () => {
    expect(
      column((encoder) => {
        encoder.int16(-2);
      }),
    ).toBe('00000002fffe');
    expect(
      column((encoder) => {
        encoder.int32(-2_147_483_648);
      }),
    ).toBe('0000000480000000');
    expect(
      column((encoder) => {
        encoder.float32(1.5);
      }),
    ).toBe('000000043fc00000');
    expect(
      column((encoder) => {
        encoder.float64(-71.5);
      }),
    ).toBe('00000008c051e00000000000');
    expect(
      column((encoder) => {
        encoder.boolean(true);
      }),
    ).toBe('0000000101');
  });

  it('writes null as a length of -1', () => {
    for (const write of ['int16', 'int32', 'float32', 'float64'] as const) {
      expect(
        column((encoder) => {
          encoder[write](null);
        }),
      ).toBe('ffffffff');
    }
  });

  it('writes times as microseconds since 2000, before and after', () => {
    const at = (time: number) =>
      column((encoder) => {
        encoder.timestamp(time);
      });
    expect(at(Date.UTC(2000, 0, 1))).toBe('000000080000000000000000');
    expect(at(Date.UTC(2000, 0, 1) + 1)).toBe('0000000800000000000003e8');
    expect(at(Date.UTC(2000, 0, 1) - 1)).toBe('00000008fffffffffffffc18');
    const expected = BigInt(Date.UTC(2026, 0, 2, 3, 4, 5, 678) - Date.UTC(2000, 0, 1)) * 1000n;
    expect(at(Date.UTC(2026, 0, 2, 3, 4, 5, 678)).slice(8)).toBe(
      expected.toString(16).padStart(16, '0'),
    );
  });

  it.each([Number.NaN, Infinity, -1, Date.UTC(10_000, 0, 1)])('refuses the time %d', (time) => {
    expect(() =>
      column((encoder) => {
        encoder.timestamp(time);
      }),
    ).toThrow(UnstorableValueError);
  });

  it('writes text as UTF-8, in any length', () => {
    expect(
      column((encoder) => {
        encoder.text('AB');
      }),
    ).toBe('000000024142');
    expect(
      column((encoder) => {
        encoder.text('');
      }),
    ).toBe('00000000');
    const long = 'a'.repeat(5_000) + 'ñ€\u{1F6A2}';
    const bytes = Buffer.from(long);
    const length = bytes.length.toString(16).padStart(8, '0');
    expect(
      column((encoder) => {
        encoder.text(long);
      }),
    ).toBe(length + bytes.toString('hex'));
  });

  it('writes the replacement character for U+0000 and for half a surrogate pair', () => {
    expect(
      column((encoder) => {
        encoder.text('a\0b');
      }),
    ).toBe('0000000561efbfbd62');
    expect(
      column((encoder) => {
        encoder.text('\uD800');
      }),
    ).toBe('00000003efbfbd');
  });

  it('writes arrays of text with one dimension, or none when empty', () => {
    const oid = '00000019';
    expect(
      column((encoder) => {
        encoder.textArray([]);
      }),
    ).toBe(`0000000c0000000000000000${oid}`);
    const elements = '000000014100000002c3b1';
    expect(
      column((encoder) => {
        encoder.textArray(['A', 'ñ']);
      }),
    ).toBe(`0000001f0000000100000000${oid}0000000200000001${elements}`);
  });

  it('starts over with each begin', () => {
    const encoder = new CopyEncoder();
    encoder.begin();
    encoder.row(1);
    encoder.text('first');
    encoder.begin();
    expect(encoder.finish().toString('hex')).toBe(header + trailer);
  });
});
