/**
 * Reads of GET /api/v1/positions: the whole service (metrics and log on) against plain Express (ETag
 * off) and bare node:http that serve the very same bytes. Requests for each CPU second of the
 * server's process, interleaved, medians. Needs `wrk`, and /proc (Linux).
 *
 *   npm run build && node bench/reads.mjs
 *
 * BENCH_RUNS (5), BENCH_SECONDS (4) and BENCH_VESSELS (300) change what is run. Quote the ratios, not
 * the absolute figures: they are of one machine in one hour.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, endLater, folder, startService, stopAll } from './bench-service.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const runs = Number(process.env.BENCH_RUNS ?? 5);
const seconds = Number(process.env.BENCH_SECONDS ?? 4);
const vessels = Number(process.env.BENCH_VESSELS ?? 300);
const path = '/api/v1/positions?bbox=-73,-35,-70,-31&limit=10000';
/** Clock ticks of /proc/<pid>/stat in a second. */
const ticks = Number(spawnSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }).stdout);

try {
  await main();
} finally {
  await stopAll();
}

async function main() {
  const service = await startService();
  await sendVessels(service);
  for (const coding of ['gzip', 'identity']) {
    const answer = await readRaw(service.url + path, coding);
    const file = join(folder, coding);
    writeFileSync(file, answer.body);
    const contenders = [
      { name: 'porttrack', pid: service.pid, url: service.url + path, coding },
      { ...(await startPlain('http', file, coding)), name: 'node:http' },
      { ...(await startPlain('express', file, coding)), name: 'express (ETag off)' },
    ];
    if (coding === 'identity') {
      const conditional = { name: 'porttrack, 304', pid: service.pid, url: service.url + path };
      contenders.push({ ...conditional, coding, etag: answer.etag });
      const json = await startPlain('express-json', file, coding);
      contenders.push({ ...json, name: 'express, JSON each time' });
    }
    print(`${vessels} vessels, ${coding}, ${answer.body.length} bytes`, measure(contenders));
  }
}

/** Medians of requests for each CPU second, contender by contender. */
function measure(contenders) {
  for (const contender of contenders) load(contender, 1);
  const rates = new Map(contenders.map(({ name }) => [name, []]));
  for (let run = 0; run < runs; run += 1) {
    for (const contender of contenders) rates.get(contender.name).push(load(contender, seconds));
  }
  return contenders.map(({ name }) => ({ name, rate: median(rates.get(name)) }));
}

/** Requests for each CPU second that the contender's process spent meanwhile. */
function load({ pid, url, coding, etag }, duration) {
  const before = cpuSeconds(pid);
  const headers = ['-H', `Accept-Encoding: ${coding}`];
  if (etag !== undefined) headers.push('-H', `If-None-Match: ${etag}`);
  const { stdout, status } = spawnSync(
    'wrk',
    ['-t', '1', '-c', '16', '-d', `${duration}s`, ...headers, url],
    { encoding: 'utf8' },
  );
  const requests = Number(/(\d+) requests in/.exec(stdout)?.[1] ?? 0);
  if (status !== 0 || requests === 0 || /Non-2xx or 3xx/.test(stdout)) throw new Error(stdout);
  return requests / (cpuSeconds(pid) - before);
}

/** User and system time of a process and its threads so far. */
function cpuSeconds(pid) {
  const [user, system] = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ')
    .slice(11, 13)
    .map(Number);
  return (user + system) / ticks;
}

function print(title, results) {
  const rateOf = (wanted) => results.find(({ name }) => name === wanted).rate;
  console.log(`\n${title}\n`);
  console.log('| server | requests per CPU second | vs Express | vs node:http |');
  console.log('|---|---|---|---|');
  for (const { name, rate } of results) {
    const ratios = ['express (ETag off)', 'node:http'].map((base) =>
      (rate / rateOf(base)).toFixed(2),
    );
    console.log(`| ${name} | ${Math.round(rate)} | ${ratios[0]}x | ${ratios[1]}x |`);
  }
}

async function startPlain(kind, file, coding) {
  const child = spawn(process.execPath, [join(here, 'reads-server.mjs'), kind, file, coding]);
  endLater(child);
  const [port] = await once(child.stdout, 'data');
  return { pid: child.pid, url: `http://127.0.0.1:${Number(port)}/api/v1/positions`, coding };
}

/** Vessels spread over the box, with names. */
async function sendVessels({ url, headers }) {
  const { encodeMessage } = await import(join(build, 'ais', 'encoder.js'));
  const lines = Array.from({ length: vessels }, (_, index) => {
    const mmsi = String(725000000 + index);
    const lon = -72.9 + (index % 50) / 20;
    const position = {
      kind: 'position',
      type: 1,
      mmsi,
      lon,
      lat: -34 + index / 200,
      sogKnots: 7.2,
    };
    const particulars = { name: `VESSEL ${index}`, shipType: 70, destination: 'VALPARAISO' };
    return [
      ...encodeMessage({ ...position, cogDegrees: 181.4, headingDegrees: 180, navStatus: 5 }),
      ...encodeMessage({ kind: 'static', type: 5, mmsi, ...particulars }),
    ];
  });
  const body = lines.flat().join('\r\n');
  const answer = await fetch(`${url}/api/v1/ais`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'text/plain' },
    body,
  });
  if (!answer.ok) throw new Error(await answer.text());
  // Snapshots may be a second old.
  await new Promise((done) => setTimeout(done, 1500));
}

/** The bytes as they come, and their tag. */
async function readRaw(url, coding) {
  const { get } = await import('node:http');
  const request = get(url, { headers: { 'accept-encoding': coding } });
  const [response] = await once(request, 'response');
  const chunks = [];
  for await (const chunk of response) chunks.push(chunk);
  return { body: Buffer.concat(chunks), etag: response.headers.etag };
}

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
