/**
 * What the page costs its browser: 2,000 vessels that all move, through the real service, stream and
 * page, in Chromium without a GPU. Prints the main thread's time for each frame that was drawn.
 *
 *   npm run build && node bench/page.mjs
 *
 * BENCH_VESSELS (2000), BENCH_SECONDS (20) and BENCH_RATE (400 reports a second) change what is run.
 */
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { build, startService, stopAll } from './bench-service.mjs';

const vessels = Number(process.env.BENCH_VESSELS ?? 2000);
const seconds = Number(process.env.BENCH_SECONDS ?? 20);
const rate = Number(process.env.BENCH_RATE ?? 400);

const { encodeMessage } = await import(join(build, 'ais', 'encoder.js'));

/** Headers by which the service takes sentences. */
let credentials = {};

try {
  const { url, databaseUrl, headers } = await startService();
  credentials = headers;
  await importDemoPort(databaseUrl);
  await post(
    url,
    [...Array(vessels).keys()].flatMap((index) => [...particulars(index), ...report(index, 0)]),
  );
  await measure(url);
} finally {
  await stopAll();
}

/** The page frames the port, and so the vessels, which all lie within its limits. */
async function importDemoPort(databaseUrl) {
  const { importPortFile } = await import(join(build, 'ports', 'port-import.js'));
  await importPortFile({
    environment: { DATABASE_URL: databaseUrl },
    path: 'ports/clvap.geojson',
    defaults: { propertyNames: {} },
    say: () => undefined,
  });
}

async function measure(url) {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-background-networking', '--enable-unsafe-swiftshader'],
  });
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.addInitScript(countDraws);
  await page.goto(url);
  await page.locator(`canvas[data-vessels="${vessels}"]`).waitFor({ timeout: 120_000 });
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable');
  const before = await reading(page, devtools);
  await move(url);
  const after = await reading(page, devtools);
  await browser.close();
  const draws = after.draws.slice(before.draws.length);
  const busy = (after.busy - before.busy) * 1000;
  console.log(`${vessels} vessels in view, ${rate} reports a second, ${seconds} s:`);
  console.log(`frames drawn            ${draws.length}`);
  console.log(`drawing, median         ${quantile(draws, 0.5).toFixed(2)} ms a frame`);
  console.log(`drawing, 95th           ${quantile(draws, 0.95).toFixed(2)} ms a frame`);
  console.log(
    `script in all           ${(((after.script - before.script) * 1000) / draws.length).toFixed(2)} ms a frame`,
  );
  console.log(`main thread in all      ${(busy / draws.length).toFixed(2)} ms a frame`);
}

async function reading(page, devtools) {
  const { metrics } = await devtools.send('Performance.getMetrics');
  const value = (name) => metrics.find((metric) => metric.name === name).value;
  const draws = await page.evaluate(() => globalThis.draws);
  return { busy: value('TaskDuration'), script: value('ScriptDuration'), draws };
}

/** Runs in the page: the time from the overlay's clearing to the end of its animation frame. */
function countDraws() {
  globalThis.draws = [];
  const { prototype } = globalThis.CanvasRenderingContext2D;
  const clear = prototype.clearRect;
  let begun = null;
  prototype.clearRect = function (...area) {
    begun ??= performance.now();
    clear.apply(this, area);
  };
  const request = globalThis.requestAnimationFrame;
  globalThis.requestAnimationFrame = (callback) =>
    request.call(globalThis, (time) => {
      callback(time);
      if (begun !== null) globalThis.draws.push(performance.now() - begun);
      begun = null;
    });
}

/** Sends reports for the time of the measurement, every vessel in turn. */
async function move(url) {
  let sent = 0;
  const begin = performance.now();
  for (let now = begin; now - begin < seconds * 1000; now = performance.now()) {
    const due = Math.floor(((now - begin) / 1000) * rate) - sent;
    const reports = Array.from({ length: due }, (_, index) => (sent + index) % vessels);
    const turn = Math.floor(sent / vessels) + 1;
    if (due > 0)
      await post(
        url,
        reports.flatMap((index) => report(index, turn)),
      );
    sent += due;
    await new Promise((done) => setTimeout(done, 250));
  }
}

function report(index, turn) {
  return encodeMessage({
    kind: 'position',
    type: 1,
    mmsi: String(725_000_000 + index),
    lon: -71.668 + (index % 50) * 0.0021 + turn * 0.0001,
    lat: -33.04 + Math.floor(index / 50) * 0.0021,
    sogKnots: 7.2,
    cogDegrees: 90,
    headingDegrees: 90,
    navStatus: 0,
  });
}

function particulars(index) {
  const mmsi = String(725_000_000 + index);
  const dimensions = { a: 150, b: 39, c: 12, d: 18 };
  return encodeMessage({
    kind: 'static',
    type: 5,
    mmsi,
    name: `VESSEL ${index}`,
    shipType: 70 + (index % 15),
    dimensions,
  });
}

async function post(url, lines) {
  const body = lines.join('\r\n');
  const answer = await fetch(`${url}/api/v1/ais`, {
    method: 'POST',
    headers: { ...credentials, 'content-type': 'text/plain' },
    body,
  });
  if (!answer.ok) throw new Error(await answer.text());
}

function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN;
}
