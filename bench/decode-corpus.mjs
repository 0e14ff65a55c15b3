/**
 * The corpus of the decoding benchmark: real messages where the reference data is present, else
 * messages of our own encoder, shuffled and repeated to a number of lines.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** Small seeded generator (mulberry32): the same corpus in every run. */
export function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Unique messages, each the array of its sentences: `{ messages, origin }`. */
export async function uniqueMessages(build) {
  const folder = process.env.PORTTRACK_REFERENCE_DIR ?? '../shared';
  let bytes;
  try {
    bytes = gunzipSync(readFileSync(join(folder, 'data/ais/amsa-australia-2012-01-27.raw.txt.gz')));
  } catch {
    return { messages: await generatedMessages(build), origin: 'our own generator' };
  }
  return { messages: await messagesOf(bytes, build), origin: 'the AMSA log of 2012-01-27' };
}

async function messagesOf(bytes, build) {
  const { LineReader } = await import(join(build, 'ais/line-reader.js'));
  const { SentenceStream } = await import(join(build, 'ais/sentence-stream.js'));
  const { dedupeKey } = await import(join(build, 'ais/dedupe-key.js'));
  const { decode } = await import(join(build, 'ais/decoder.js'));
  const stream = new SentenceStream();
  const unique = new Map();
  const sink = {
    line(buffer, start, end) {
      const outcome = stream.push(buffer, 0, start, end);
      if (outcome.kind !== 'message' || outcome.isOwnShip) return;
      if (decode(outcome.payload, outcome.fillBits).kind === 'rejected') return;
      const key = dedupeKey(outcome.payload, outcome.fillBits);
      if (!unique.has(key)) unique.set(key, outcome.raw.split('\n'));
    },
    overlong() {},
  };
  new LineReader().push(bytes, sink);
  return [...unique.values()];
}

async function generatedMessages(build) {
  const { encodeMessage } = await import(join(build, 'ais/encoder.js'));
  const next = random(1);
  const whole = (from, to) => Math.floor(from + next() * (to - from));
  const position = (i) => ({
    kind: 'position',
    type: i % 10 < 8 ? 1 : 18,
    mmsi: String(200_000_000 + whole(0, 500_000_000)),
    lon: whole(-18e6, 18e6) / 1e5,
    lat: whole(-9e6, 9e6) / 1e5,
    sogKnots: whole(0, 250) / 10,
    cogDegrees: whole(0, 3600) / 10,
    headingDegrees: whole(0, 360),
    rawSecond: whole(0, 60),
  });
  const voyage = () => ({
    kind: 'static',
    type: 5,
    mmsi: String(200_000_000 + whole(0, 500_000_000)),
    name: `BENCH VESSEL ${whole(0, 9999)}`,
    callSign: `B${whole(100, 999)}`,
    shipType: whole(30, 90),
    destination: 'NOWHERE',
    dimensions: { a: whole(1, 200), b: whole(1, 80), c: whole(1, 20), d: whole(1, 20) },
  });
  return Array.from({ length: 6700 }, (_, i) =>
    encodeMessage(i % 20 === 0 ? voyage() : position(i), { sequence: i % 10 }),
  );
}

/** At least `lines` lines: the messages in a new random order again and again; `{ text, messages }`. */
export function corpusText(messages, lines) {
  const next = random(2);
  const shuffled = [...messages];
  const out = [];
  let count = 0;
  while (out.length < lines) {
    for (let i = shuffled.length - 1; i > 0; i--) {
      const j = Math.floor(next() * (i + 1));
      [shuffled[i], shuffled[j]] = [shuffled[j], shuffled[i]];
    }
    for (const sentences of shuffled) {
      if (out.length >= lines) break;
      out.push(...sentences);
      count++;
    }
  }
  return { text: `${out.join('\n')}\n`, messages: count };
}
