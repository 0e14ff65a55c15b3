/** Decodes a file of sentences with this project's decoder: node bench/decode-porttrack.mjs BUILD FILE */
import { createReadStream } from 'node:fs';
import { join } from 'node:path';

const [build, file] = process.argv.slice(2);
const { LineReader } = await import(join(build, 'ais/line-reader.js'));
const { SentenceStream } = await import(join(build, 'ais/sentence-stream.js'));
const { decode } = await import(join(build, 'ais/decoder.js'));

const reader = new LineReader();
const stream = new SentenceStream();
let decoded = 0;
let rejected = 0;
let sum = 0;
const sink = {
  line(bytes, start, end) {
    const outcome = stream.push(bytes, 0, start, end);
    if (outcome.kind !== 'message') return;
    const message = decode(outcome.payload, outcome.fillBits);
    if (message.kind === 'rejected') rejected++;
    else decoded++;
    if (message.kind === 'position') sum += message.lon ?? 0;
  },
  overlong() {},
};
for await (const chunk of createReadStream(file)) reader.push(chunk, sink);
reader.end(sink);
process.stdout.write(JSON.stringify({ decoded, rejected, sum }));
