import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

// Serves a file of metrics as the exporter of CloudWatch would its own.
// Usage: node yace-stand-in.mjs FILE PORT

const [file = '', port = '5000'] = process.argv.slice(2);

const server = createServer((request, response) => {
  if (request.url === '/healthy') {
    response.end('ok\n');
    return;
  }
  // Read anew: a synth takes effect at the next scrape.
  const text = readFileSync(file);
  response.setHeader('Content-Type', 'text/plain; version=0.0.4; charset=utf-8').end(text);
});
server.listen(Number(port), () => console.log(`serves ${file} on ${server.address().port}`));
process.once('SIGTERM', () => process.exit(0)).once('SIGINT', () => process.exit(0));
