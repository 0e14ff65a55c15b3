import { readTideFile } from './tide-file.js';

describe('a tide file', () => {
  it('is a line for each height, with or without a header, in any order', () => {
    const text = '# Valparaíso\r\ntime,height\r\n2026-03-01T06:10:00Z, 0.35\r\n\r\n2026-03-01T00:00:00-03:00,-0.1\r\n';
    expect(readTideFile(text)).toEqual({
      heights: [
        { time: Date.parse('2026-03-01T03:00:00Z'), heightMetres: -0.1 },
        { time: Date.parse('2026-03-01T06:10:00Z'), heightMetres: 0.35 },
      ],
    });
  });

  it('is refused with every fault, by line', () => {
    const text = [
      'time,height',
      '2026-03-01T00:00:00Z,1.2',
      '2026-03-01T06:00:00,0.3',
      '2026-03-01T07:00:00Z,high',
      '2026-03-01T08:00:00Z,40',
      '2026-03-01T09:00:00Z',
      '2026-03-01T00:00:00Z,1.3',
    ].join('\n');
    expect(readTideFile(text)).toEqual({
      faults: [
        { line: 3, reason: '2026-03-01T06:00:00 is no time with a zone, such as 2026-03-01T05:12:00Z' },
        { line: 4, reason: 'high is no height in metres' },
        { line: 5, reason: '40 m is further than 20 m from the datum' },
        { line: 6, reason: 'must have two values: time,height' },
        { line: 7, reason: 'the time stands in line 2 already' },
      ],
    });
  });

  it('needs two heights', () => {
    expect(readTideFile('2026-03-01T00:00:00Z,1\n')).toEqual({
      faults: [{ line: null, reason: 'has fewer than two heights' }],
    });
  });
});
