import { SentenceStream } from './sentence-stream.js';
import { FIRST, message, push, reasonOf, SECOND, SINGLE } from './testing/outcomes.js';
import { sentence, tagged } from './testing/sentences.js';

describe('a tag block', () => {
  it('names station and time', () => {
    const line = tagged('s:rORBCOMM104,q:u,c:1418172113,T:2014-12-10 00.41.53', SINGLE);
    const heard = message(push(line));
    expect(heard.station).toBe('rORBCOMM104');
    expect(heard.stationTime).toBe(Date.UTC(2014, 11, 10, 0, 41, 53));
    expect(heard.stationTimeFrom).toBe('tag-block');
    expect(heard.raw).toBe(line);
  });

  it.each([
    ['1418172113', 1418172113000],
    ['1418172113.25', 1418172113250],
    ['1418172113250', 1418172113250],
    ['1418172113250999', 1418172113251],
    ['0', null],
    ['99999999999', null],
    ['-5', null],
    ['noon', null],
    ['', null],
  ])('reads the time %j as %p', (text, time) => {
    expect(message(push(tagged(`c:${text}`, SINGLE))).stationTime).toBe(time);
  });

  it('is not believed when its checksum is wrong or missing; its sentence is', () => {
    for (const block of ['\\s:x,c:1418172113*00\\', '\\s:x,c:1418172113\\', '\\\\']) {
      const heard = message(push(block + SINGLE));
      expect([heard.station, heard.stationTime, heard.hasDamagedTagBlock]).toEqual([
        null,
        null,
        true,
      ]);
    }
  });

  it('without end is passed over; without a sentence it is refused', () => {
    const heard = message(push(`\\s:x,c:1418172113*12${SINGLE}`));
    expect([heard.raw, heard.station, heard.hasDamagedTagBlock]).toEqual([SINGLE, null, true]);
    expect(reasonOf(push('\\s:x,c:1418172113*12'))).toBe('tag-block');
  });

  it('may stand beside another', () => {
    const heard = message(push(tagged('s:x', tagged('c:1418172113', SINGLE))));
    expect([heard.station, heard.stationTime]).toEqual(['x', 1418172113000]);
  });

  it('shares station and time over its group', () => {
    const stream = new SentenceStream();
    push(tagged('g:1-2-7,s:x,c:1418172113', '$GPTXT,01*00'), stream);
    const heard = message(push(tagged('g:2-2-7', SINGLE), stream));
    expect([heard.station, heard.stationTime]).toEqual(['x', 1418172113000]);
    const other = message(push(tagged('g:2-2-8', SINGLE), stream));
    expect([other.station, other.stationTime]).toEqual([null, null]);
  });

  it('begins a new group when a line number comes again', () => {
    const stream = new SentenceStream();
    push(tagged('g:1-2-7,s:x,c:1418172113', SINGLE), stream);
    push(tagged('g:1-2-7', SINGLE), stream);
    expect(message(push(tagged('g:2-2-7', SINGLE), stream)).station).toBeNull();
  });

  it('keeps groups apart that interleave under one sequence number', () => {
    const stream = new SentenceStream();
    const part = (group: string, fields: string) => push(tagged(group, sentence(fields)), stream);
    part('g:1-2-1', 'AIVDM,2,1,6,A,0000,0');
    part('1G2:2', 'AIVDM,2,1,6,A,1111,0');
    expect(message(part('2G2:2', 'AIVDM,2,2,6,A,3333,0')).payload).toBe('11113333');
    expect(message(part('g:2-2-1', 'AIVDM,2,2,6,A,2222,0')).payload).toBe('00002222');
  });

  it('keeps two stations apart that use one sequence number', () => {
    const stream = new SentenceStream();
    const part = (station: string, fields: string) =>
      push(tagged(`s:${station}`, sentence(fields)), stream);
    part('x', 'AIVDM,2,1,6,A,0000,0');
    part('y', 'AIVDM,2,1,6,A,1111,0');
    const ofX = message(part('x', 'AIVDM,2,2,6,A,2222,0'));
    expect([ofX.payload, ofX.station]).toEqual(['00002222', 'x']);
    const ofY = message(part('y', 'AIVDM,2,2,6,A,3333,0'));
    expect([ofY.payload, ofY.station]).toEqual(['11113333', 'y']);
  });

  it('need not stand before every part', () => {
    const stream = new SentenceStream();
    push(tagged('s:x,c:1418172113', FIRST), stream);
    const heard = message(push(SECOND, stream));
    expect([heard.station, heard.stationTime]).toEqual(['x', 1418172113000]);
  });
});
