import { SentenceStream } from './sentence-stream.js';
import { FIRST, message, NOW, push, reasonOf, SECOND, SINGLE } from './testing/outcomes.js';
import { sentence } from './testing/sentences.js';

describe('a single sentence', () => {
  it('is a message', () => {
    expect(push(SINGLE)).toEqual({
      kind: 'message',
      payload: '15RTgt0PAso;90TKcjM8h6g208CQ',
      fillBits: 0,
      isOwnShip: false,
      talker: 'AI',
      channel: 'A',
      raw: SINGLE,
      lineCount: 1,
      station: null,
      stationTime: null,
      stationTimeFrom: null,
      hasDamagedTagBlock: false,
    });
  });

  it('is the same as bytes, in the middle of a buffer', () => {
    const bytes = Buffer.from(`xx${SINGLE}yy`, 'latin1');
    const outcome = new SentenceStream().push(bytes, NOW, 2, 2 + SINGLE.length);
    expect(outcome).toEqual(push(SINGLE));
    expect(push(Uint8Array.from(Buffer.from(SINGLE)))).toEqual(push(SINGLE));
  });

  it('may come from any talker, as VDO, on any channel or none', () => {
    const own = message(push(sentence('BSVDO,1,1,,,0000,0')));
    expect([own.talker, own.isOwnShip, own.channel]).toEqual(['BS', true, '']);
    const numbered = message(push(sentence('ZZVDM,1,1,,2,0000,0')));
    expect([numbered.talker, numbered.isOwnShip, numbered.channel]).toEqual(['ZZ', false, '2']);
  });

  it('may be longer than 82 characters and stand among spaces', () => {
    const long = sentence(`AIVDM,1,1,,A,${'0'.repeat(100)},0`);
    expect(message(push(`  ${long}  \r`)).raw).toBe(long);
  });

  it('may have its checksum in lower case', () => {
    expect(push(SINGLE.replace('*4A', '*4a')).kind).toBe('message');
  });

  it.each([
    ['a wrong checksum', SINGLE.replace('*4A', '*4B'), 'checksum'],
    ['no checksum', SINGLE.replace('*4A', ''), 'checksum'],
    ['half a checksum', SINGLE.replace('*4A', '*4'), 'checksum'],
    ['no hexadecimal checksum', SINGLE.replace('*4A', '*4G'), 'checksum'],
    ['a damaged talker', sentence('=IVDM,1,1,,A,0000,0'), 'malformed'],
    ['part 2 of 1', sentence('AIVDM,1,2,,A,0000,0'), 'malformed'],
    ['part 0', sentence('AIVDM,1,0,,A,0000,0'), 'malformed'],
    ['no part count', sentence('AIVDM,,1,,A,0000,0'), 'malformed'],
    ['a sequence of two digits', sentence('AIVDM,1,1,12,A,0000,0'), 'malformed'],
    ['a channel of two letters', sentence('AIVDM,1,1,,AB,0000,0'), 'malformed'],
    ['a channel that is a sign', sentence('AIVDM,1,1,,[,0000,0'), 'malformed'],
    ['6 fill bits', sentence('AIVDM,1,1,,A,0000,6'), 'malformed'],
    ['no fill bits', sentence('AIVDM,1,1,,A,0000'), 'malformed'],
    ['a field too few', sentence('AIVDM,1,1,A,0000,0'), 'malformed'],
    ['an empty payload', sentence('AIVDM,1,1,,A,,0'), 'payload'],
    ['an illegal character', sentence('AIVDM,1,1,,A,00X0,0'), 'payload'],
    ['a byte outside ASCII', sentence('AIVDM,1,1,,A,00\u00e90,0'), 'payload'],
    ['more than 1,064 bits', sentence(`AIVDM,1,1,,A,${'0'.repeat(178)},0`), 'too-long'],
    ['far more than that', sentence(`AIVDM,1,1,,A,${'0'.repeat(900)},0`), 'too-long'],
    ['no exclamation mark', SINGLE.slice(1), 'malformed'],
  ])('with %s is refused', (_, line, reason) => {
    expect(push(line)).toEqual({ kind: 'rejected', reason, lineCount: 1 });
  });

  it('of more than 1,024 bytes is refused unread', () => {
    expect(reasonOf(push(SINGLE.padEnd(1025)))).toBe('line-too-long');
  });
});

describe('what is not AIS', () => {
  it.each([
    '',
    '   ',
    '# a comment with !AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4A',
    '$GPRMC,114702.00,A,3351.01,S,15117.21,E,0.0,,270112,,*0A',
    '$BSALR,,006,V,V,general failure*62',
    '$AIVSI,,114701.28,0057,-079,0*6F',
    '!AIABM,1,1,1,123456789,3,12,00,0*00',
    'hello',
    '\\s:rX,c:1*00\\',
  ])('%j is ignored', (line) => {
    expect(push(line)).toEqual({ kind: 'ignored' });
  });

  it('is refused as binary when it is no text', () => {
    expect(reasonOf(push(Uint8Array.of(0, 1, 2, 255)))).toBe('binary');
    expect(reasonOf(push('\u{1F6A2}'))).toBe('binary');
  });
});

describe('a damaged line', () => {
  it('gives up the sound sentence at its end', () => {
    const glued = message(push(`!AIVDM,1,1,,A,15RTgt0PA${SINGLE}`));
    expect([glued.raw, glued.lineCount]).toEqual([SINGLE, 1]);
    expect(message(push(`1327664821 ${SINGLE}`)).raw).toBe(SINGLE);
    expect(message(push(Buffer.from(`\x00\xff\x01${SINGLE}`, 'latin1'))).raw).toBe(SINGLE);
  });

  it('keeps no control characters that follow the checksum', () => {
    expect(message(push(`${SINGLE},r\x00x`)).raw).toBe(SINGLE);
  });
});

describe('a message of several sentences', () => {
  it('is complete with its last missing part', () => {
    const stream = new SentenceStream();
    expect(push(FIRST, stream)).toEqual({ kind: 'fragment' });
    const whole = message(push(SECOND, stream));
    expect(whole.payload).toBe(
      '55?MbV02;H;s<HtKR20EHE:0@T4@Dn2222222216L961O5Gf0NSQEp6ClRp888888888880',
    );
    expect([whole.fillBits, whole.lineCount, whole.raw]).toEqual([2, 2, `${FIRST}\n${SECOND}`]);
    expect(stream.end()).toBe(0);
  });

  it('may come in any order', () => {
    const stream = new SentenceStream();
    push(SECOND, stream);
    expect(message(push(FIRST, stream)).raw).toBe(`${FIRST}\n${SECOND}`);
  });

  it('is not mixed with one of another talker, channel, count, sequence or kind', () => {
    const stream = new SentenceStream();
    push(sentence('AIVDM,2,1,1,A,0000,0'), stream);
    for (const other of [
      'BSVDM,2,2,1,A,1111,0',
      'AIVDM,2,2,1,B,1111,0',
      'AIVDM,3,2,1,A,1111,0',
      'AIVDM,2,2,2,A,1111,0',
      'AIVDO,2,2,1,A,1111,0',
    ]) {
      expect(push(sentence(other), stream).kind).toBe('fragment');
    }
    expect(message(push(sentence('AIVDM,2,2,1,A,2222,0'), stream)).payload).toBe('00002222');
    expect(stream.end()).toBe(5);
  });

  it('counts a part that comes twice as repeated', () => {
    const stream = new SentenceStream();
    push(FIRST, stream);
    expect(push(FIRST, stream)).toEqual({
      kind: 'rejected',
      reason: 'repeated-part',
      lineCount: 1,
    });
    expect(message(push(SECOND, stream)).lineCount).toBe(2);
  });

  it('gives way to the next message under its number', () => {
    const stream = new SentenceStream();
    push(sentence('AIVDM,2,1,1,A,0000,0'), stream);
    push(sentence('AIVDM,2,1,1,A,1111,0'), stream);
    expect(message(push(sentence('AIVDM,2,2,1,A,2222,0'), stream)).payload).toBe('11112222');
    expect(stream.expire(NOW)).toBe(1);
  });

  it('is given up when its time is over', () => {
    const stream = new SentenceStream();
    stream.push(FIRST, NOW);
    expect(stream.expire(NOW + 3000)).toBe(0);
    expect(stream.expire(NOW + 3001)).toBe(1);
    expect(stream.push(SECOND, NOW + 3001).kind).toBe('fragment');
    expect(stream.end()).toBe(1);
    expect(stream.end()).toBe(0);
  });

  it('is not joined with a part that comes too late, without anybody calling expire', () => {
    const stream = new SentenceStream({ fragmentLifetime: 100 });
    stream.push(FIRST, NOW);
    expect(stream.push(SECOND, NOW + 101).kind).toBe('fragment');
    expect(stream.end()).toBe(2);
  });

  it('pushes the oldest out when too many wait', () => {
    const stream = new SentenceStream();
    for (let i = 0; i < 100; i++) {
      push(
        sentence(`${i % 2 === 0 ? 'AI' : 'BS'}VDM,9,1,${i % 10},${i % 7},000${i % 5},0`),
        stream,
      );
      expect(stream.waiting).toBeLessThanOrEqual(64);
    }
    expect(stream.waiting).toBe(64);
    expect(stream.end()).toBe(100);
  });

  it('of more than 1,064 bits is refused with all its lines', () => {
    const stream = new SentenceStream();
    for (let i = 1; i <= 2; i++) push(sentence(`AIVDM,3,${i},1,A,${'0'.repeat(60)},0`), stream);
    expect(push(sentence(`AIVDM,3,3,1,A,${'0'.repeat(60)},0`), stream)).toEqual({
      kind: 'rejected',
      reason: 'too-long',
      lineCount: 3,
    });
  });
});
