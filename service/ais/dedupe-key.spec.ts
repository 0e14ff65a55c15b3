import { dedupeKey, digest } from './dedupe-key.js';

const payload = '15RTgt0PAso;90TKcjM8h6g208CQ';
/** The same with repeat indicator 1, 2 and 3. */
const repeats = [
  '1ERTgt0PAso;90TKcjM8h6g208CQ',
  '1URTgt0PAso;90TKcjM8h6g208CQ',
  '1mRTgt0PAso;90TKcjM8h6g208CQ',
];

describe('dedupe key', () => {
  it('is the same whatever the repeat indicator', () => {
    for (const repeat of repeats) expect(dedupeKey(repeat, 0)).toBe(dedupeKey(payload, 0));
  });

  it('differs when any other bit does', () => {
    expect(dedupeKey('15RTgt0PAso;90TKcjM8h6g208CP', 0)).not.toBe(dedupeKey(payload, 0));
    expect(dedupeKey('14RTgt0PAso;90TKcjM8h6g208CQ', 0)).not.toBe(dedupeKey(payload, 0));
  });

  it('leaves the padding bits out', () => {
    expect(dedupeKey('702R5`hwCjq8', 2)).toBe(dedupeKey('702R5`hwCjq;', 2));
    expect(dedupeKey('702R5`hwCjq8', 2)).not.toBe(dedupeKey('702R5`hwCjq<', 2));
  });

  it('tells apart messages of different length', () => {
    expect(dedupeKey('702R5`hwCjq0', 2)).not.toBe(dedupeKey('702R5`hwCjq0', 0));
    expect(dedupeKey('15RT', 2)).not.toBe(dedupeKey('15RT2', 0));
  });

  it('survives payloads of one and two characters', () => {
    expect(dedupeKey('1', 0)).toBe('1,0');
    expect(dedupeKey('1E', 0)).toBe(dedupeKey('15', 0));
    expect(dedupeKey('1E', 2)).toBe(dedupeKey('15', 2));
  });
});

describe('digest', () => {
  it('is FNV-1a as a signed 32-bit number', () => {
    expect(digest('')).toBe(0x811c9dc5 | 0);
    expect(digest('a')).toBe(0xe40c292c | 0);
    expect(digest('foobar')).toBe(0xbf9cf968 | 0);
  });
});
