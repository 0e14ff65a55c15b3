import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { busyPort } from './busy-port.mjs';
import { ApiClient } from './client.mjs';
import { play } from './play.mjs';
import { planWeek, sizeFor } from './week.mjs';

const DAY = 86_400_000;

const USAGE = `Usage: npm run scenario -- --port CLVAP --days 7 [--seed 1] [--from 2026-01-05]
    [--calls CALLS_A_DAY] [--staff PERSONS] [--url http://127.0.0.1:3000] [--key KEY]
  says a week of a busy port to a running service, through its public API alone. Run again with the
  same seed and day it changes nothing. Without --from the week ends today. Without --key it
  takes PORTTRACK_API_KEY, or the key that PortTrack's own PostgreSQL came with.
       npm run scenario -- --write-port FILE
  writes the demo port with 25 berths, for npm run port:import -- FILE.`;

const options = {
  port: { type: 'string', default: 'CLVAP' },
  days: { type: 'string', default: '7' },
  seed: { type: 'string', default: '1' },
  from: { type: 'string' },
  calls: { type: 'string' },
  staff: { type: 'string' },
  url: { type: 'string', default: 'http://127.0.0.1:3000' },
  key: { type: 'string' },
  'write-port': { type: 'string' },
  help: { type: 'boolean', default: false },
};

/**
 * Runs the command. @param surroundings.root of the checkout @param surroundings.dataFolder where the
 * embedded default leaves its key @param surroundings.key that is set; null: none
 * @returns the exit code
 */
export async function runScenario(args, { root, dataFolder, key }) {
  let given;
  try {
    given = parseArgs({ args, options }).values;
  } catch (error) {
    console.error(`${error.message}\n${USAGE}`);
    return 2;
  }
  if (given.help) {
    console.log(USAGE);
    return 0;
  }
  if (given['write-port'] !== undefined) {
    const port = JSON.parse(await readFile(join(root, 'ports', 'clvap.geojson'), 'utf8'));
    await writeFile(given['write-port'], `${JSON.stringify(busyPort(port), null, 1)}\n`);
    console.log(`${given['write-port']} holds a port with 25 berths.`);
    return 0;
  }
  const client = new ApiClient({
    url: given.url.replace(/\/$/, ''),
    key: given.key ?? key ?? (await localKey(dataFolder, given.url)),
    run: '',
  });
  try {
    return await say(client, settingsOf(given));
  } catch (error) {
    console.error(error instanceof TypeError ? `${given.url}: ${error.message}` : error.message);
    return 1;
  }
}

function settingsOf({ port, days, seed, from, calls, staff }) {
  const count = Number(days);
  const today = Math.floor(Date.now() / DAY) * DAY;
  const begin = from === undefined ? today - (count - 1) * DAY : Date.parse(`${from}T00:00:00Z`);
  if (!(count >= 1 && count <= 31) || Number.isNaN(begin)) throw new Error(USAGE);
  return { locode: port, days: count, seed, from: begin, calls, staff };
}

async function say(client, { locode, days, seed, from, calls, staff }) {
  const started = Date.now();
  await requireRole(client);
  const port = await readPort(client, locode);
  const wanted = { callsADay: numberOf(calls), staff: numberOf(staff) };
  const size = sizeFor(port.berths.length, wanted);
  const day = new Date(from).toISOString().slice(0, 10);
  client.run = `scenario/${seed}/${locode}/${day}/${days}/${size.callsADay}/${size.staff}`;
  console.log(
    `${locode}: ${port.berths.length} berths, ${size.callsADay} port calls a day for ${days} days from ${day}, ` +
      `${size.staff} persons, seed ${seed}`,
  );
  const week = planWeek({ seed: client.run, from, days, ...size, staffCount: size.staff, port });
  const smallest = [...port.berths].sort(
    (one, other) => (one.maxLengthMetres ?? 999) - (other.maxLengthMetres ?? 999),
  )[0];
  await play(client, week, { locode, now: Date.now(), smallest });
  report(client, week, (Date.now() - started) / 1000);
  return client.unexpected.length === 0 ? 0 : 1;
}

function numberOf(text) {
  return text === undefined ? undefined : Number(text);
}

/** Hundreds of refusals would say the same later. @throws Error telling what to do. */
async function requireRole(client) {
  const { roles } = await client.get('/api/v1/me');
  if (roles.some((role) => role === 'admin' || role === 'harbour-master')) return;
  throw new Error(
    'This takes a key of role admin or harbour-master: --key KEY, or PORTTRACK_API_KEY ' +
      '(the first start prints one; npm run key -- --name NAME --role ROLE makes another).',
  );
}

/** Berths and fairways as everybody sees them. */
async function readPort(client, locode) {
  const { berths } = await client.get(`/api/v1/berths?port=${locode}&limit=1000`);
  if (berths.length === 0) throw new Error(`${locode} has no berths: import a port file first`);
  const { features } = await client.get(`/api/v1/ports/${locode}/zones?kind=fairway`);
  const lines = features.filter(({ geometry }) => geometry.type === 'LineString');
  const leading = (direction) => {
    const line = lines.find(({ properties }) => properties.attributes.direction === direction);
    return line === undefined ? undefined : { id: line.id };
  };
  return { berths, fairways: { inbound: leading('inbound'), outbound: leading('outbound') } };
}

function report(client, week, seconds) {
  const refusals = [...client.refusals].sort().map(([kind, count]) => `  ${count} x ${kind}`);
  const refused = [...client.refusals.values()].reduce((sum, count) => sum + count, 0);
  const lines = [
    `${week.calls.length} port calls of ${week.vessels.length} vessels, ${week.staff.length} persons, ` +
      `${week.calls.reduce((sum, { assignments }) => sum + assignments.length, 0)} assignments`,
    `${client.requests} requests in ${seconds.toFixed(1)} s (${(client.requests / seconds).toFixed(0)} a second), ` +
      `${client.replayed} answered from an earlier run, ${client.waited} sent again after a wait`,
    `${refused} refused, as they had to be:`,
    ...refusals,
    `${client.unexpected.length} answered otherwise than expected`,
    ...client.unexpected.slice(0, 20).map((message) => `  ${message}`),
  ];
  console.log(lines.join('\n'));
}

/** The first key of the embedded default, for this machine alone. */
async function localKey(dataFolder, url) {
  if (!['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname)) return null;
  return await readFile(join(dataFolder, 'admin-key'), 'utf8').then(
    (text) => text.trim(),
    () => null,
  );
}
