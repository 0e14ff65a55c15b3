/** Decodes a file of sentences with ggencoder: node bench/decode-ggencoder.mjs FILE */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import ggencoder from 'ggencoder';

const { AisDecode } = ggencoder;
const session = {};
let decoded = 0;
let rejected = 0;
let sum = 0;
const lines = createInterface({ input: createReadStream(process.argv[2], 'latin1') });
lines.on('line', (line) => {
  const message = new AisDecode(line, session);
  if (message.valid) decoded++;
  else rejected++;
  if (message.valid && message.lon !== undefined) sum += message.lon;
});
lines.on('close', () => {
  process.stdout.write(JSON.stringify({ decoded, rejected, sum }));
});
