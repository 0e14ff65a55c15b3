import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { DataSource } from 'typeorm';

import { Clock } from '../../service/clock/clock.js';
import { connectionOptions } from '../../service/database/data-source.js';
import { migrate } from '../../service/database/migrate.js';
import { PortZone } from '../../service/ports/port-zone.entity.js';
import { Port } from '../../service/ports/port.entity.js';
import { PortFileError } from '../../service/ports/ports.errors.js';
import { PortsRepository } from '../../service/ports/ports.repository.js';
import { PortsService } from '../../service/ports/ports.service.js';
import { startTestDatabase, type TestDatabase } from '../support/database.js';

class StoppedClock extends Clock {
  time = 0;

  override now(): number {
    return this.time;
  }
}

interface Collection {
  readonly type: 'FeatureCollection';
  readonly features: { readonly properties: Record<string, unknown>; geometry: unknown }[];
}

const demo = resolve('ports/clvap.geojson');
const clock = new StoppedClock();
let database: TestDatabase;
let dataSource: DataSource;
let folder: string;

beforeAll(async () => {
  database = await startTestDatabase();
  await migrate(database.url);
  const options = connectionOptions({ url: database.url, poolSize: 4, applicationName: 'test' });
  dataSource = new DataSource({ ...options, entities: [Port, PortZone] });
  await dataSource.initialize();
});

afterAll(async () => {
  await dataSource.destroy();
  await database.stop();
});

beforeEach(async () => {
  await dataSource.query('TRUNCATE port, port_zone CASCADE');
  folder = await mkdtemp(join(tmpdir(), 'porttrack-ports-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

/** A process of its own, as far as ports go. */
function newService(): PortsService {
  return new PortsService(new PortsRepository(dataSource), clock);
}

/** The demo port, changed, under its own name in the test's folder. */
async function changedDemo(change: (file: Collection) => void, name = 'clvap.geojson') {
  const file = JSON.parse(await readFile(demo, 'utf8')) as Collection;
  change(file);
  const path = join(folder, name);
  await writeFile(path, JSON.stringify(file));
  return path;
}

async function snapshot(): Promise<unknown> {
  return {
    ports: await dataSource.query<unknown>('SELECT * FROM port ORDER BY locode'),
    zones: await dataSource.query<unknown>('SELECT * FROM port_zone ORDER BY id'),
  };
}

async function faultsOf(work: Promise<unknown>): Promise<unknown> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  return error instanceof PortFileError ? error.faults : error;
}

describe('importing a port file', () => {
  it('keeps the port and its zones', async () => {
    const ports = newService();
    expect(await ports.importFile(demo)).toEqual({
      ports: { added: 1, changed: 0, removed: 0, unchanged: 0 },
      zones: { added: 32, changed: 0, removed: 0, unchanged: 0 },
    });
    expect(await ports.port('CLVAP')).toMatchObject({
      name: 'Valparaíso',
      timeZone: 'America/Santiago',
      notice: 'Illustrative drawing, not for navigation.',
    });
    const [first] = await ports.zonesOf('CLVAP', ['berth']);
    expect(first).toMatchObject({
      code: '1',
      lengthMetres: 220,
      depthMetres: 14,
      attributes: { terminal: 'T1' },
    });
  });

  it('changes nothing the second time', async () => {
    const ports = newService();
    await ports.importFile(demo);
    const before = await snapshot();
    expect(await ports.importFile(demo)).toEqual({
      ports: { added: 0, changed: 0, removed: 0, unchanged: 1 },
      zones: { added: 0, changed: 0, removed: 0, unchanged: 32 },
    });
    expect(await snapshot()).toEqual(before);
  });

  it('follows a changed file: zones are added, changed and removed, and keep their ids', async () => {
    const ports = newService();
    await ports.importFile(demo);
    const before = await ports.zonesOf('CLVAP', ['berth']);
    const since = (await ports.port('CLVAP')).updatedAt;
    const path = await changedDemo((file) => {
      const berths = file.features.filter(({ properties }) => properties['kind'] === 'berth');
      const [one, two, three] = berths.map(({ properties }) => properties);
      Object.assign(one ?? {}, { depthMetres: 15 });
      Object.assign(two ?? {}, { code: '2A' });
      Object.assign(three ?? {}, { attributes: null, crane: 'new' });
    });
    expect((await ports.importFile(path)).zones).toEqual({
      added: 1,
      changed: 2,
      removed: 1,
      unchanged: 29,
    });
    const after = await ports.zonesOf('CLVAP', ['berth']);
    expect(after.map(({ code }) => code)).toEqual(
      before.map(({ code }) => (code === '2' ? '2A' : code)),
    );
    expect(after[0]).toEqual({ ...before[0], depthMetres: 15 });
    expect((await ports.port('CLVAP')).updatedAt).toBeGreaterThan(since);
  });

  it('refuses a file with faults, every one told, and changes nothing', async () => {
    const ports = newService();
    await ports.importFile(demo);
    const before = await snapshot();
    const path = await changedDemo((file) => {
      Object.assign(file.features[2]?.properties ?? {}, { kind: 'harbour' });
      Object.assign(file.features[5]?.properties ?? {}, { lengthMetres: -1 });
      Object.assign(file.features[6]?.properties ?? {}, { lengthMetres: 999 });
    });
    expect(await faultsOf(ports.importFile(path))).toEqual([
      { index: 2, reason: expect.stringContaining('kind must be port, port-limits') as unknown },
      { index: 5, reason: 'lengthMetres must be a number above 0' },
    ]);
    expect(await snapshot()).toEqual(before);
  });

  it('refuses zones of a port that nobody described', async () => {
    const path = await changedDemo((file) => {
      file.features.splice(0, 1);
    });
    const faults = await faultsOf(newService().importFile(path));
    expect(faults).toHaveLength(32);
    expect(faults).toContainEqual({
      index: 31,
      reason: 'port CLVAP is neither in this file nor imported before',
    });
    expect(await snapshot()).toEqual({ ports: [], zones: [] });
  });

  it('lets several files describe one port, and refuses a code that another file holds', async () => {
    const ports = newService();
    await ports.importFile(demo);
    const more = await changedDemo((file) => {
      file.features.splice(0, file.features.length - 1);
      Object.assign(file.features[0]?.properties ?? {}, { code: 'EXTRA' });
    }, 'more.geojson');
    expect((await ports.importFile(more)).zones.added).toBe(1);
    expect((await ports.importFile(demo)).zones).toMatchObject({ removed: 0, unchanged: 32 });
    const taken = await changedDemo((file) => {
      file.features.splice(0, file.features.length - 1);
    }, 'taken.geojson');
    expect(await faultsOf(ports.importFile(taken))).toEqual([
      { index: 0, reason: 'restricted-area ARM of CLVAP came in clvap.geojson already' },
    ]);
  });

  it('removes a port that its file no longer describes', async () => {
    const ports = newService();
    await ports.importFile(demo);
    const path = await changedDemo((file) => {
      for (const { properties } of file.features) {
        properties['locode'] = 'CLSAI';
      }
    });
    expect((await ports.importFile(path)).ports).toEqual({
      added: 1,
      changed: 0,
      removed: 1,
      unchanged: 0,
    });
    expect((await ports.atlas()).ports.map(({ locode }) => locode)).toEqual(['CLSAI']);
  });

  it('says what cannot be read', async () => {
    const path = join(folder, 'broken.geojson');
    await writeFile(path, '{"type":');
    const ports = newService();
    expect(await faultsOf(ports.importFile(path))).toEqual([
      { index: null, reason: 'is not JSON' },
    ]);
    expect(await faultsOf(ports.importFile(join(folder, 'absent.geojson')))).toEqual([
      { index: null, reason: 'cannot be read' },
    ]);
  });
});

describe('the ports in memory', () => {
  it('follow an import of another process within five seconds', async () => {
    const [one, other] = [newService(), newService()];
    expect((await one.atlas()).ports).toEqual([]);
    await other.importFile(demo);
    clock.time += 4999;
    expect((await one.atlas()).ports).toEqual([]);
    clock.time += 1;
    expect((await one.atlas()).ports).toHaveLength(1);
  });

  it('are looked for again before a port is said not to be there', async () => {
    const [one, other] = [newService(), newService()];
    await expect(one.port('CLVAP')).rejects.toThrow('There is no port CLVAP here.');
    await other.importFile(demo);
    expect((await one.port('CLVAP')).name).toBe('Valparaíso');
  });

  it('stay as they were while the database is away', async () => {
    const ports = newService();
    await ports.importFile(demo);
    await ports.atlas();
    clock.time += 10_000;
    const away = new DataSource(dataSource.options);
    Object.assign(ports, { repository: new PortsRepository(away) });
    expect((await ports.atlas()).ports).toHaveLength(1);
    const fresh = new PortsService(new PortsRepository(away), clock);
    await expect(fresh.atlas()).rejects.toThrow();
  });

  it('tell the limits of a port and the zones around a place', async () => {
    const ports = newService();
    await ports.importFile(demo);
    expect(await ports.limitsOf('CLVAP')).toHaveLength(1);
    const zones = await ports.zonesContaining(-71.6195, -32.976);
    expect(zones.map(({ kind }) => kind)).toEqual([
      'fairway',
      'pilot-boarding-place',
      'port-limits',
    ]);
    await expect(ports.limitsOf('NLRTM')).rejects.toThrow('There is no port NLRTM here.');
  });
});

describe('the demo port', () => {
  it('is there after the first start, once, whoever starts', async () => {
    const started = await Promise.all(
      [1, 2, 3].map(async () => await newService().ensureDemoPort(resolve('ports'))),
    );
    expect(started.flat()).toEqual(['clvap.geojson']);
    expect((await newService().atlas()).zonesOf('CLVAP')).toHaveLength(32);
  });

  it('does not come back beside other ports', async () => {
    const path = await changedDemo((file) => {
      for (const { properties } of file.features) {
        properties['locode'] = 'CLSAI';
      }
    }, 'clsai.geojson');
    const ports = newService();
    await ports.importFile(path);
    expect(await ports.ensureDemoPort(resolve('ports'))).toEqual([]);
    expect((await ports.atlas()).ports).toHaveLength(1);
  });

  it('is refused with its faults when someone broke the file', async () => {
    await cp(await changedDemo((file) => file.features.splice(0, 1)), join(folder, 'x.geojson'));
    await rm(join(folder, 'clvap.geojson'));
    expect(await faultsOf(newService().ensureDemoPort(folder))).toHaveLength(32);
  });
});

describe('tables', () => {
  it('are what the entities say', async () => {
    const drift = await dataSource.driver.createSchemaBuilder().log();
    expect(drift.upQueries.map(({ query }) => query)).toEqual([]);
  });
});
