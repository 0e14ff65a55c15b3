import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { DataSource } from 'typeorm';

import { SystemClock } from '../../service/clock/clock.js';
import { connectionOptions } from '../../service/database/data-source.js';
import { Transactions } from '../../service/database/transactions.js';
import { importPortFile } from '../../service/ports/port-import.js';
import { PortZone } from '../../service/ports/port-zone.entity.js';
import { Port } from '../../service/ports/port.entity.js';
import { TideFileError } from '../../service/ports/ports.errors.js';
import { PortsRepository } from '../../service/ports/ports.repository.js';
import { PortsService } from '../../service/ports/ports.service.js';
import { importTides } from '../../service/ports/tides-import.js';
import { TidesRepository } from '../../service/ports/tides.repository.js';
import { TidesService, type StayTide } from '../../service/ports/tides.service.js';
import { startTestDatabase, type TestDatabase } from '../support/database.js';
import { queryDatabase } from '../support/query-database.js';
import { RecordingBus } from './open-database.js';

let database: TestDatabase;
let folder: string;

beforeEach(async () => {
  database = await startTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'porttrack-tides-'));
  const environment = { DATABASE_URL: database.url };
  const path = resolve('ports/clvap.geojson');
  await importPortFile({ environment, path, defaults: {}, say: () => undefined });
});

afterEach(async () => {
  await database.stop();
  await rm(folder, { recursive: true });
});

async function importText(text: string, { locode = 'CLVAP', datum = 'NRS' } = {}) {
  const path = join(folder, 'tides.csv');
  await writeFile(path, text);
  const environment = { DATABASE_URL: database.url };
  return await importTides({ environment, path, locode, datum, say: () => undefined });
}

async function rows(): Promise<unknown> {
  return await queryDatabase(
    database.url,
    `SELECT datum, to_char(time AT TIME ZONE 'UTC', 'HH24:MI') AS time, height_metres AS height
     FROM tide_height ORDER BY datum, tide_height.time`,
  );
}

const table =
  'time,height\n2026-03-01T00:00:00Z,1.6\n2026-03-01T06:00:00Z,0.2\n2026-03-01T12:00:00Z,1.8\n';

describe('importing a tide table', () => {
  it('keeps its heights, and changes nothing the second time', async () => {
    const first = await importText(table);
    expect(first).toEqual({ added: 3, changed: 0, removed: 0, unchanged: 0 });
    const before = await rows();
    const second = await importText(table);
    expect(second).toEqual({ added: 0, changed: 0, removed: 0, unchanged: 3 });
    expect(await rows()).toEqual(before);
  });

  it('replaces what lies between its first and its last time, and nothing else', async () => {
    await importText(table);
    await importText(table, { datum: 'LAT' });
    const outcome = await importText('2026-03-01T05:00:00Z,0.3\n2026-03-01T12:00:00Z,1.7\n');
    expect(outcome).toEqual({ added: 1, changed: 1, removed: 1, unchanged: 0 });
    expect(await rows()).toEqual([
      { datum: 'LAT', time: '00:00', height: 1.6 },
      { datum: 'LAT', time: '06:00', height: 0.2 },
      { datum: 'LAT', time: '12:00', height: 1.8 },
      { datum: 'NRS', time: '00:00', height: 1.6 },
      { datum: 'NRS', time: '05:00', height: 0.3 },
      { datum: 'NRS', time: '12:00', height: 1.7 },
    ]);
  });

  it('takes all or nothing', async () => {
    await importText(table);
    const before = await rows();
    await expect(importText('2026-03-01T00:00:00Z,0\n2026-03-01T01:00:00Z,low\n')).rejects.toThrow(
      TideFileError,
    );
    expect(await rows()).toEqual(before);
  });

  it('is refused for a port that is not here', async () => {
    await expect(importText(table, { locode: 'NLRTM' })).rejects.toMatchObject({
      faults: [{ line: null, reason: 'is for port NLRTM, which was not imported' }],
    });
  });
});

describe('the tide of a stay', () => {
  async function during(datum: string | null, from: string, to: string): Promise<StayTide> {
    const options = connectionOptions({ url: database.url, poolSize: 1, applicationName: 'test' });
    const source = new DataSource({ ...options, entities: [Port, PortZone] });
    await source.initialize();
    const clock = new SystemClock();
    const service = new TidesService(
      new TidesRepository(new Transactions(source, new RecordingBus())),
      new PortsService(new PortsRepository(source), clock),
      clock,
    );
    const stay = { from: Date.parse(from), to: Date.parse(to) };
    const found = await service.during('CLVAP', datum, stay);
    await source.destroy();
    return found;
  }

  it('is the lowest of it, above the datum of the depth', async () => {
    expect(await during('NRS', '2026-03-01T01:00:00Z', '2026-03-01T10:00:00Z')).toEqual({
      kind: 'no-table',
    });
    await importText(table);
    expect(await during('NRS', '2026-03-01T01:00:00Z', '2026-03-01T10:00:00Z')).toEqual({
      kind: 'lowest',
      datum: 'NRS',
      heightMetres: 0.2,
      at: Date.parse('2026-03-01T06:00:00Z'),
    });
  });

  it('is not known by another datum, nor outside of the table', async () => {
    await importText(table);
    const stay = ['2026-03-01T01:00:00Z', '2026-03-01T10:00:00Z'] as const;
    expect(await during('LAT', ...stay)).toEqual({ kind: 'other-datum', datums: ['NRS'] });
    expect(await during(null, ...stay)).toEqual({ kind: 'other-datum', datums: ['NRS'] });
    expect(await during('NRS', '2026-03-01T01:00:00Z', '2026-03-02T10:00:00Z')).toEqual({
      kind: 'not-covered',
    });
  });
});
