import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { decode } from '../../service/ais/decoder.js';
import { dedupeKey, digest } from '../../service/ais/dedupe-key.js';
import { LineReader, LONGEST_LINE } from '../../service/ais/line-reader.js';
import { REJECT_REASONS } from '../../service/ais/reject-reason.js';
import { SentenceStream } from '../../service/ais/sentence-stream.js';
import { Mutator } from './support/mutator.js';

/** Mutated sentences; `AIS_FUZZ_SENTENCES` makes it more or fewer. */
const SENTENCES = Number(process.env['AIS_FUZZ_SENTENCES'] ?? 1_000_000);
/** Few, so that the bound is reached. */
const MOST_WAITING = 32;
/** Half of them warm up what is compiled and cached; the heap may not grow over the other half. */
const MOST_GROWTH_BYTES = 4 * 1024 * 1024;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Bytes of the heap in use after a collection. */
function heapInUse(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

describe(`${SENTENCES} mutated sentences`, () => {
  const reader = new LineReader();
  const stream = new SentenceStream({ mostWaiting: MOST_WAITING });
  const counts = { lines: 0, settled: 0, ignored: 0, fragments: 0, messages: 0, decoded: 0 };
  const reasons = new Set<string>();
  let mostWaiting = 0;
  let now = 1_800_000_000_000;

  const sink = {
    line(bytes: Uint8Array, start: number, end: number) {
      counts.lines++;
      if (end - start > LONGEST_LINE) throw new Error('a line over the limit');
      const outcome = stream.push(bytes, now, start, end);
      if (outcome.kind === 'ignored') counts.ignored++;
      if (outcome.kind === 'fragment') counts.fragments++;
      if (outcome.kind === 'rejected') {
        counts.settled += outcome.lineCount;
        reasons.add(outcome.reason);
      }
      if (outcome.kind !== 'message') return;
      counts.settled += outcome.lineCount;
      counts.messages++;
      digest(dedupeKey(outcome.payload, outcome.fillBits));
      const message = decode(outcome.payload, outcome.fillBits);
      if (message.kind === 'rejected') reasons.add(message.reason);
      else counts.decoded++;
    },
    overlong() {
      counts.lines++;
      counts.settled++;
      reasons.add('line-too-long');
    },
  };

  function feed(mutator: Mutator, sentences: number): void {
    for (let fed = 0; fed < sentences; fed += 100) {
      reader.push(mutator.chunk(100), sink);
      now += mutator.below(40);
      if (mutator.below(10) === 0) counts.settled += stream.expire(now);
      mostWaiting = Math.max(mostWaiting, stream.waiting);
    }
  }

  it('neither throw nor grow, and every line is accounted for', () => {
    const mutator = new Mutator(20_260_101);
    feed(mutator, SENTENCES / 2);
    const before = heapInUse();
    feed(mutator, SENTENCES / 2);
    const after = heapInUse();
    reader.end(sink);
    counts.settled += stream.end();

    expect(counts.lines).toBeGreaterThan(SENTENCES * 0.9);
    expect(counts.settled + counts.ignored).toBe(counts.lines);
    // The parts press against their bound, and do not pass it.
    expect(mostWaiting).toBe(MOST_WAITING);
    expect(after - before).toBeLessThan(MOST_GROWTH_BYTES);
    // The mutations reach everything: sound messages, parts, and each reason of refusal.
    expect(counts.decoded).toBeGreaterThan(SENTENCES / 10);
    expect(counts.fragments).toBeGreaterThan(SENTENCES / 100);
    expect([...reasons].sort()).toEqual([...REJECT_REASONS].sort());
  }, 300_000);

  it('hold no more in the stream than its parts', () => {
    expect(stream.waiting).toBe(0);
    expect(stream.end()).toBe(0);
  });
});
