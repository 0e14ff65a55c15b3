/** What others spend on the same lines: gpsdecode to decode them, ggencoder and TypeORM to keep them. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import ggencoder from 'ggencoder';
import { DataSource } from 'typeorm';
import { sliceBytes } from './ingest-corpus.mjs';

const { AisDecode } = ggencoder;
const SAVED_LINES = 3_000;

/** Prints CPU a sentence of each, and how many times that is of the service's. */
export async function measureBaselines({ build, slices, database, atPace }) {
  const ours = (atPace.podCpu / atPace.lines) * 1e6;
  const kept = await decodeAndSave(build, slices, database.url);
  const decoded = gpsdecode(slices);
  console.log('\n| CPU of the process, µs a sentence | | vs PortTrack |\n|---|--:|--:|');
  const row = (name, value) =>
    console.log(`| ${name} | ${value.toFixed(1)} | ${(value / ours).toFixed(2)}x |`);
  row('PortTrack: decode, dedupe, persist, stream', ours);
  row(`ggencoder + TypeORM save() of each row (first ${SAVED_LINES} lines)`, kept);
  row('gpsdecode: decode to JSON only', decoded);
}

function gpsdecode(slices) {
  const input = Buffer.concat(slices.map((slice) => sliceBytes(slice, 0)));
  const lines = slices.reduce((sum, slice) => sum + slice.length, 0);
  const script = 'gpsdecode > /dev/null; times';
  const { stdout } = spawnSync('sh', ['-c', script], { input, encoding: 'utf8' });
  const children = stdout.trim().split('\n')[1] ?? '';
  const seconds = [...children.matchAll(/(\d+)m([\d.]+)s/g)].reduce(
    (sum, [, minutes, rest]) => sum + Number(minutes) * 60 + Number(rest),
    0,
  );
  return (seconds / lines) * 1e6;
}

/** The straightforward service: decode a line, save the position, save it as the latest. */
async function decodeAndSave(build, slices, url) {
  const { PositionEntity } = await import(join(build, 'positions/position.entity.js'));
  const { LatestPositionEntity } = await import(join(build, 'positions/latest-position.entity.js'));
  const entities = [PositionEntity, LatestPositionEntity];
  const source = new DataSource({ type: 'postgres', url, entities });
  await source.initialize();
  await source.query('TRUNCATE position, latest_position');
  const lines = slices.flat().slice(0, SAVED_LINES);
  const session = {};
  const before = process.cpuUsage();
  for (const [index, { station = 'bench-a', text }] of lines.entries()) {
    const message = new AisDecode(text, session);
    if (!message.valid || message.lon === undefined || message.aistype > 18) continue;
    const row = toRow(message, { index, station, text });
    await source.getRepository(PositionEntity).save(row);
    await source.getRepository(LatestPositionEntity).save({ ...row, streamId: String(index) });
  }
  const { user, system } = process.cpuUsage(before);
  await source.destroy();
  return (user + system) / lines.length;
}

function toRow(message, { index, station, text }) {
  const now = new Date();
  return {
    mmsi: Number(message.mmsi),
    time: now,
    digest: index,
    receivedAt: now,
    committedAt: now,
    lon: message.lon,
    lat: message.lat,
    sog: message.sog,
    cog: message.cog,
    rot: null,
    heading: message.hdg ?? null,
    navStatus: message.navstatus ?? null,
    messageType: message.aistype,
    flags: 0,
    accuracy: false,
    isTimeTrusted: true,
    aisClass: message.class,
    source: 'ais',
    feed: 'bench',
    stations: [station],
    raw: text,
  };
}
