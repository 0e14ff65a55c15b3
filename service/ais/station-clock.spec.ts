import { SentenceStream } from './sentence-stream.js';
import { message, NOW, push, SINGLE } from './testing/outcomes.js';
import { sentence, tagged } from './testing/sentences.js';

describe('the clock of a source', () => {
  const PGHP = sentence('PGHP,1,2010,6,11,11,46,11,874,276,0,,1,55', '$');
  const ZDA = sentence('GPZDA,114702.51,27,01,2012,,', '$');

  it('is $PGHP for the next sentence only', () => {
    const stream = new SentenceStream();
    expect(push(PGHP, stream).kind).toBe('ignored');
    const next = message(push(SINGLE, stream));
    expect(next.stationTime).toBe(Date.UTC(2010, 5, 11, 11, 46, 11, 874));
    expect(next.stationTimeFrom).toBe('pghp');
    expect(message(push(SINGLE, stream)).stationTime).toBeNull();
  });

  it('is $GPZDA from then on, running with our own clock for a minute', () => {
    const stream = new SentenceStream();
    const zda = Date.UTC(2012, 0, 27, 11, 47, 2, 510);
    stream.push(ZDA, NOW);
    const at = (later: number) => message(stream.push(SINGLE, NOW + later)).stationTime;
    expect(at(0)).toBe(zda);
    expect(at(1500)).toBe(zda + 1500);
    expect(at(-20)).toBe(zda);
    expect(at(60_000)).toBe(zda + 60_000);
    expect(at(60_001)).toBeNull();
    expect(message(stream.push(SINGLE, NOW)).stationTimeFrom).toBe('zda');
  });

  it('is lost when a ZDA has no time', () => {
    const stream = new SentenceStream();
    push(ZDA, stream);
    push(sentence('GPZDA,,,,,,', '$'), stream);
    expect(message(push(SINGLE, stream)).stationTime).toBeNull();
  });

  it.each([
    ZDA.replace('*', '0*'),
    sentence('GPZDA,114702.51,31,04,2012,,', '$'),
    sentence('GPZDA,244702.51,27,01,2012,,', '$'),
    sentence('GPZDA,114702.51,27,01,1980,,', '$'),
    sentence('PGHP,1,2010,6,11,11,46,x,874,276,0,,1,55', '$'),
    sentence('PGHP,1,2010,6', '$'),
    '$GPZDA',
    '$',
  ])('is not set by %j', (line) => {
    const stream = new SentenceStream();
    expect(push(line, stream).kind).toBe('ignored');
    expect(message(push(SINGLE, stream)).stationTime).toBeNull();
  });

  it('gives way to a tag block', () => {
    const stream = new SentenceStream();
    push(ZDA, stream);
    expect(message(push(tagged('c:1418172113', SINGLE), stream)).stationTime).toBe(1418172113000);
  });
});

describe('the fields of the US Coast Guard', () => {
  it('name station and time', () => {
    const heard = message(
      push(
        '!AIVDM,1,1,,B,;4R33:1uUK2F`q?mOt@@GoQ00000,0*5D,s28089,d-103,T39.44353985,x147521,r08TPHI1,1242958962',
      ),
    );
    expect(heard.station).toBe('r08TPHI1');
    expect(heard.stationTime).toBe(1242958962000);
    expect(heard.stationTimeFrom).toBe('uscg');
  });

  it('may be a time only, a station only, or junk', () => {
    const timed = message(push(`${SINGLE},1327664821`));
    expect([timed.station, timed.stationTime]).toEqual([null, 1327664821000]);
    const named = message(push(`${SINGLE},b003660465`));
    expect([named.station, named.stationTime]).toEqual(['b003660465', null]);
    const junk = message(push(`${SINGLE},,d,,S`));
    expect([junk.station, junk.stationTime]).toEqual([null, null]);
    expect(message(push(`${SINGLE}\\x0d\\x0a`)).stationTime).toBeNull();
  });
});
