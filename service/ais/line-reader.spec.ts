import fc from 'fast-check';
import { LineReader, LONGEST_LINE } from './line-reader.js';

/** Every line that comes out, `OVERLONG` for those that were too long. */
function linesOf(chunks: readonly (string | Uint8Array)[], longest?: number): string[] {
  const lines: string[] = [];
  const sink = {
    line: (bytes: Uint8Array, start: number, end: number) => {
      lines.push(Buffer.from(bytes.slice(start, end)).toString('latin1'));
    },
    overlong: () => {
      lines.push('OVERLONG');
    },
  };
  const reader = new LineReader(longest);
  for (const chunk of chunks) {
    reader.push(typeof chunk === 'string' ? Buffer.from(chunk, 'latin1') : chunk, sink);
  }
  reader.end(sink);
  return lines;
}

describe('line reader', () => {
  it('takes LF, CR and CR LF as one end of line each', () => {
    expect(linesOf(['a\nb\rc\r\nd'])).toEqual(['a', 'b', 'c', 'd']);
  });

  it('gives empty lines between two ends', () => {
    expect(linesOf(['a\n\nb\r\rc\r\n\r\nd\n'])).toEqual(['a', '', 'b', '', 'c', '', 'd']);
  });

  it('does not make a line of a CR LF that two chunks share', () => {
    expect(linesOf(['a\r', '\nb\r', 'c'])).toEqual(['a', 'b', 'c']);
    expect(linesOf(['a\r', '', '\nb'])).toEqual(['a', 'b']);
  });

  it('puts together a line that many chunks share', () => {
    expect(linesOf(['!AI', 'VDM', '', ',1\n!B', 'S'])).toEqual(['!AIVDM,1', '!BS']);
  });

  it('tells an over-long line once, and goes on after it', () => {
    const long = 'x'.repeat(5);
    expect(linesOf([long, long, long, 'x\nnext\n'], 10)).toEqual(['OVERLONG', 'next']);
    expect(linesOf([`${'x'.repeat(11)}\nnext\n`], 10)).toEqual(['OVERLONG', 'next']);
    expect(linesOf([`${'x'.repeat(10)}\nnext\n`], 10)).toEqual(['x'.repeat(10), 'next']);
    expect(linesOf(['x'.repeat(8), 'xxx\nnext'], 10)).toEqual(['OVERLONG', 'next']);
    expect(linesOf(['x'.repeat(50)], 10)).toEqual(['OVERLONG']);
  });

  it('keeps lines of up to 1,024 bytes', () => {
    expect(linesOf([`${'x'.repeat(LONGEST_LINE)}\n`])).toEqual(['x'.repeat(1024)]);
    expect(linesOf([`${'x'.repeat(LONGEST_LINE + 1)}\n`])).toEqual(['OVERLONG']);
  });

  it('hands bytes over as they are', () => {
    expect(linesOf([Uint8Array.of(0, 255, 10, 128)])).toEqual(['\x00\xff', '\x80']);
  });

  it('gives the same lines however the bytes are split', () => {
    const byte = fc.constantFrom('a', 'b', '\r', '\n', '\r\n', '\xff', 'long text');
    fc.assert(
      fc.property(fc.array(byte), fc.array(fc.nat(8)), (parts, cuts) => {
        const text = parts.join('');
        const chunks: string[] = [];
        let at = 0;
        for (const cut of cuts) {
          chunks.push(text.slice(at, at + cut));
          at += cut;
        }
        chunks.push(text.slice(at));
        expect(linesOf(chunks, 12)).toEqual(linesOf([text], 12));
      }),
    );
  });
});
