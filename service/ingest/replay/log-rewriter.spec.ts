import type { CompletePayload } from '../../ais/line-outcome.js';
import { SentenceStream } from '../../ais/sentence-stream.js';
import { LogRewriter } from './log-rewriter.js';
import { withChecksum } from './recorded-line.js';

const HOUR = 3600_000;
const sentence = '!AIVDM,1,1,,A,17P@<J?P00blFWmjG@5a5?v62<10,0*27';
const first = Date.UTC(2012, 0, 27, 11, 46, 59);

function block(fields: string): string {
  return `\\${withChecksum(fields)}\\`;
}

/** What the service makes of the lines: the last one must complete a message. */
function heard(...lines: string[]): CompletePayload {
  const stream = new SentenceStream();
  const outcome = lines.map((line) => stream.push(line, 0)).at(-1);
  if (outcome?.kind !== 'message') throw new Error(`no message: ${JSON.stringify(outcome)}`);
  return outcome;
}

describe('LogRewriter', () => {
  it('shifts the time of a tag block and gives it a right checksum', () => {
    const line = block(`s:north,c:${first / 1000},n:7`) + sentence;
    const { text, time } = new LogRewriter(HOUR).rewrite(line);
    expect(time).toBe(first);
    expect(text).toBe(block(`s:north,c:${(first + HOUR) / 1000},n:7`) + sentence);
    expect(heard(text)).toMatchObject({ stationTime: first + HOUR, station: 'north' });
  });

  it('keeps milliseconds', () => {
    const { text } = new LogRewriter(HOUR).rewrite(block(`c:${first + 250}`) + sentence);
    expect(heard(text).stationTime).toBe(first + HOUR + 250);
    const decimal = new LogRewriter(HOUR).rewrite(block(`c:${(first + 250) / 1000}`) + sentence);
    expect(heard(decimal.text).stationTime).toBe(first + HOUR + 250);
  });

  it('leaves a line alone whose time is kept', () => {
    const line = block(`c:${first / 1000}`) + sentence;
    expect(new LogRewriter(0).rewrite(line)).toEqual({ text: line, time: first });
  });

  it('writes the time of $GPZDA into the sentences after it', () => {
    const rewriter = new LogRewriter(HOUR);
    const zda = rewriter.rewrite(`$${withChecksum('GPZDA,114659.51,27,01,2012,,')}`);
    expect(zda).toEqual({
      text: `$${withChecksum('GPZDA,124659.51,27,01,2012,,')}`,
      time: first + 510,
    });
    const { text, time } = rewriter.rewrite(sentence);
    expect(time).toBe(first + 510);
    expect(text).toBe(block(`c:${first + HOUR + 510}`) + sentence);
    expect(heard(text).stationTime).toBe(first + HOUR + 510);
  });

  it('writes the time of $PGHP into the next sentence only', () => {
    const rewriter = new LogRewriter(HOUR);
    const pghp = rewriter.rewrite(
      `$${withChecksum('PGHP,1,2012,1,27,11,46,59,7,219,1,2190047,1,0A')}`,
    );
    expect(pghp.text).toBe(`$${withChecksum('PGHP,1,2012,1,27,12,46,59,7,219,1,2190047,1,0A')}`);
    expect(heard(rewriter.rewrite(sentence).text).stationTime).toBe(first + HOUR + 7);
    expect(rewriter.rewrite(sentence)).toEqual({ text: sentence, time: null });
  });

  it('carries the date over midnight and the year', () => {
    const rewriter = new LogRewriter(2 * HOUR);
    const zda = rewriter.rewrite(`$${withChecksum('GPZDA,233000.00,31,12,2011,00,00')}`);
    expect(zda.text).toBe(`$${withChecksum('GPZDA,013000.00,01,01,2012,00,00')}`);
  });

  it('shifts the time of the USCG fields, and keeps their station', () => {
    const line = `${sentence},s28089,d-103,r08TPHI1,${first / 1000}`;
    const { text } = new LogRewriter(HOUR).rewrite(line);
    expect(text).toBe(
      `${block(`c:${(first + HOUR) / 1000}`)}${sentence},s28089,d-103,r08TPHI1,${(first + HOUR) / 1000}`,
    );
    expect(heard(text)).toMatchObject({ stationTime: first + HOUR, station: 'r08TPHI1' });
  });

  it('keeps groups together: a part without a time takes that of its group', () => {
    const part1 =
      '!AIVDM,2,1,6,A,53@o0E000001Q0CG37U8u<Tp4q@D00000000000018330400000000000000,0*63';
    const part2 = '!AIVDM,2,2,6,A,00000000008,2*2A';
    const rewriter = new LogRewriter(HOUR);
    const one = rewriter.rewrite(block(`g:1-2-1604,s:orb,c:${first / 1000}`) + part1);
    const two = rewriter.rewrite(block('g:2-2-1604') + part2);
    expect(two.time).toBe(first);
    expect(heard(one.text, two.text)).toMatchObject({
      stationTime: first + HOUR,
      station: 'orb',
      lineCount: 2,
    });
  });

  it('does not make a damaged tag block look sound', () => {
    const damaged = `\\c:${first / 1000}*00\\${sentence}`;
    expect(new LogRewriter(HOUR).rewrite(damaged)).toEqual({ text: damaged, time: null });
  });

  it('gives a line with a damaged tag block the time of the clock around it', () => {
    const rewriter = new LogRewriter(HOUR);
    rewriter.rewrite(`$${withChecksum('GPZDA,114659.00,27,01,2012,,')}`);
    const damaged = `\\c:1*00\\${sentence}`;
    expect(heard(rewriter.rewrite(damaged).text).stationTime).toBe(first + HOUR);
  });

  it.each([
    ['a sentence with a wrong checksum', sentence.replace('*27', '*28')],
    ['another sentence', '$GPVTG,,T,,M,0.0,N,0.0,K*4E'],
    ['a clock with a wrong checksum', '$GPZDA,114659.51,27,01,2012,,*00'],
    ['noise', '\u0001\u00ff!!\\\\'],
    ['an empty line', ''],
    ['a tag block without an end', '\\s:north,c:13'],
  ])('leaves %s alone', (_, line) => {
    const rewriter = new LogRewriter(HOUR);
    expect(rewriter.rewrite(line)).toEqual({ text: line, time: null });
  });

  it('finds a sound sentence behind damage at the front of its line', () => {
    const rewriter = new LogRewriter(HOUR);
    rewriter.rewrite(`$${withChecksum('GPZDA,114659.00,27,01,2012,,')}`);
    expect(heard(rewriter.rewrite(`!AIV${sentence}`).text).stationTime).toBe(first + HOUR);
  });
});
