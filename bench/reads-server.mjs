/**
 * What reads.mjs compares the service with: the same bytes under the same headers, by plain Express
 * (ETag off) or by bare node:http.
 *
 *   node bench/reads-server.mjs express|express-json|http FILE CODING
 *
 * Prints the port that it listens on. `express-json` serialises the document for each request.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { createRequire } from 'node:module';

/** The very Express that the service runs on. */
const require = createRequire(import.meta.url);
const express = createRequire(require.resolve('@nestjs/platform-express'))('express');

const [, , kind, file, coding] = process.argv;
const body = readFileSync(file);
const headers = {
  'Content-Type': 'application/geo+json',
  ...(coding === 'identity' ? {} : { 'Content-Encoding': coding }),
  ETag: '"a-strong-tag-made-once"',
  Vary: 'Accept-Encoding',
  'Cache-Control': 'no-cache',
};

function plainHttp() {
  const all = { ...headers, 'Content-Length': body.length };
  return createServer((request, response) => {
    response.writeHead(200, all);
    response.end(body);
  });
}

function plainExpress() {
  const app = express();
  app.set('etag', false);
  const document = kind === 'express-json' ? JSON.parse(text()) : null;
  app.get('/api/v1/positions', (request, response) => {
    if (document === null) response.set(headers).send(body);
    else response.json(document);
  });
  return createServer(app);
}

function text() {
  return (coding === 'gzip' ? gunzipSync(body) : body).toString('utf8');
}

const server = kind === 'http' ? plainHttp() : plainExpress();
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
