import { decode } from './decoder.js';
import { encodeMessage, tagBlock } from './encoder.js';
import { mmsiFromNumber } from './mmsi.js';
import { received } from './testing/encoded.js';

describe('encoder', () => {
  it('makes the sentence of gpsd sample.aivdm again', () => {
    const message = decode('15RTgt0PAso;90TKcjM8h6g208CQ', 0);
    if (message.kind !== 'position' || message.type !== 1) throw new Error(message.kind);
    expect(encodeMessage({ ...message, type: 1 })).toEqual([
      '!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4A',
    ]);
  });

  it('sends what is left out as not available', () => {
    const { payload, fillBits } = received({ kind: 'position', type: 1, mmsi: mmsiFromNumber(1) });
    expect(decode(payload, fillBits)).toMatchObject({
      lon: null,
      lat: null,
      sogKnots: null,
      cogDegrees: null,
      headingDegrees: null,
      rateOfTurn: null,
      navStatus: null,
      rawSecond: 60,
    });
  });

  it('caps what the fields cannot hold', () => {
    const moving = received({
      kind: 'position',
      type: 3,
      mmsi: mmsiFromNumber(1),
      sogKnots: 150,
      cogDegrees: 359.99,
      rateOfTurn: 900,
    });
    expect(decode(moving.payload, 0)).toMatchObject({
      sogKnots: 102.2,
      cogDegrees: 359.9,
      rateOfTurn: 708.71,
    });
    const large = received({
      kind: 'static',
      type: 5,
      mmsi: mmsiFromNumber(1),
      draughtMetres: 30,
      name: 'ñandú y un nombre larguísimo',
      dimensions: { a: 600, b: 1, c: 70, d: 2 },
    });
    expect(decode(large.payload, 2)).toMatchObject({
      draughtMetres: 25.5,
      name: '?AND? Y UN NOMBRE LA',
      dimensions: { a: 511, b: 1, c: 63, d: 2 },
    });
  });

  it('puts talker, channel, sequence, own ship and tag block where they belong', () => {
    const options = {
      talker: 'SA',
      channel: 'B',
      sequence: 7,
      isOwnShip: true,
      station: 'PORT',
      time: Date.UTC(2026, 0, 1),
    } as const;
    const outcome = received({ kind: 'static', type: 5, mmsi: mmsiFromNumber(725000123) }, options);
    expect(outcome).toMatchObject({
      talker: 'SA',
      channel: 'B',
      isOwnShip: true,
      station: 'PORT',
      stationTime: options.time,
      stationTimeFrom: 'tag-block',
      lineCount: 2,
    });
    expect(outcome.raw).toContain('!SAVDO,2,1,7,B,');
  });

  it('writes a time that is no whole second in milliseconds, and nothing for nothing', () => {
    expect(tagBlock({ time: 1767225600000 })).toBe('\\c:1767225600*5D\\');
    expect(tagBlock({ time: 1767225600250 })).toBe('\\c:1767225600250*6A\\');
    expect(tagBlock({})).toBe('');
  });
});
