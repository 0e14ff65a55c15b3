import { readFileSync } from 'node:fs';
import { credentialsAt } from '../support/credentials.js';
import { startTestDatabase, type TestDatabase } from '../support/database.js';
import { describeWith, hasRealPart, referencePath } from '../support/real-parts.js';
import { type RunningService, startService } from '../support/service.js';
import { waitFor } from '../support/wait-for.js';
import { readLineCounts, readMetric, sumOf } from './ingest-support.js';
import { type DecodedLine, decodeWithGpsd, type GpsdReport, npmReplay } from './replay-support.js';

const LOG = referencePath('data/ais/gladstone-AUGLT-2012-01-27.tagblock.nmea');
const LINES = 3_953;
const MINUTE = 60_000;

interface Feature {
  readonly id: string;
  readonly geometry: { readonly coordinates: readonly [number, number] } | null;
  readonly properties: Readonly<Record<string, unknown>> & { readonly time: string };
}

interface Vessel {
  readonly mmsi: string;
  readonly name: string | null;
  readonly shipType: number | null;
  readonly dimensions: Readonly<Record<'a' | 'b' | 'c' | 'd', number | null>>;
  readonly destination: string | null;
}

/** Not available, in the units of the air interface (ITU-R M.1371-5 Annex 8 table 45). */
const noPosition = {
  lon: 108_600_000,
  lat: 54_600_000,
  speed: 1_023,
  course: 3_600,
  heading: 511,
  second: 60,
};

/** A latest position in the units of the air interface. */
interface Latest {
  readonly time: number;
  readonly lon: number;
  readonly lat: number;
  readonly speed: number;
  readonly course: number;
  readonly heading: number;
}

/** When the report was true: the second of the message in the minute of the station. */
function reportTime(time: number, second: number): number {
  if (second > 59) return time;
  const refined = time - (time % MINUTE) + second * 1000;
  return Math.abs(refined - time) < MINUTE / 2 ? refined : time;
}

function mmsiText(mmsi: number): string {
  return String(mmsi).padStart(9, '0');
}

/** What is kept of a report; `null` for one that tells no position. */
function placeOf({ time, report }: DecodedLine): Latest | null {
  if (report === null || ![1, 2, 3, 18].includes(report.type)) return null;
  const { lon, lat, speed, course, heading, second } = { ...noPosition, ...report };
  if (lon === noPosition.lon || lat === noPosition.lat) return null;
  return { time: reportTime(time, second), lon, lat, speed, course, heading };
}

/** The latest position of each vessel by the time of its report, then by order. */
function latestOf(lines: readonly DecodedLine[]): Map<string, Latest> {
  const latest = new Map<string, Latest>();
  for (const line of lines) {
    const place = placeOf(line);
    if (place === null || line.report === null) continue;
    const mmsi = mmsiText(line.report.mmsi);
    if ((latest.get(mmsi)?.time ?? 0) <= place.time) latest.set(mmsi, place);
  }
  return latest;
}

interface Particulars {
  readonly name: string | null;
  readonly shipType: number | null;
  readonly dimensions: Vessel['dimensions'];
  readonly destination: string | null;
}

function particularsOf(report: GpsdReport): Particulars {
  const orNull = (value: number | undefined) => (value === undefined || value === 0 ? null : value);
  return {
    name: report.shipname ?? null,
    shipType: orNull(report.shiptype),
    dimensions: {
      a: orNull(report.to_bow),
      b: orNull(report.to_stern),
      c: orNull(report.to_port),
      d: orNull(report.to_starboard),
    },
    destination:
      report.destination === undefined || report.destination === '' ? null : report.destination,
  };
}

async function get<T>(service: RunningService, path: string): Promise<T> {
  const response = await fetch(`${service.url}/api/v1/${path}`);
  if (!response.ok) throw new Error(`${path}: ${String(response.status)} ${await response.text()}`);
  return (await response.json()) as T;
}

describe('npm run replay', () => {
  it.each([
    [['nowhere.nmea'], 1, 'nowhere.nmea cannot be read: there is no such file'],
    [[], 2, 'Which file? None is named.'],
    [['package.json', '--to', '127.0.0.1:1'], 1, 'Nothing listens on 127.0.0.1:1'],
    [
      ['package.json', '--url', 'http://127.0.0.1:9', '--speed', 'max'],
      1,
      'cannot be reached: bad',
    ],
  ])('says what is wrong with %j', async (words, code, message) => {
    const ended = await npmReplay(...words);
    expect(ended.stderr).toContain(message);
    expect(ended.code).toBe(code);
  });
});

const needsBoth = hasRealPart('gpsd') ? 'reference' : 'gpsd';

describeWith(needsBoth, 'the Gladstone log, decoded by gpsdecode', () => {
  const decoded = decodeWithGpsd(readFileSync(LOG, 'latin1'));
  const latest = latestOf(decoded.lines);
  const gpsdReports = decoded.lines.flatMap(({ report }) => (report === null ? [] : [report]));
  let database: TestDatabase;
  let service: RunningService;

  beforeEach(async () => {
    database = await startTestDatabase();
    service = await startService({ DATABASE_URL: database.url });
  });

  afterEach(async () => {
    await service.stop();
    await database.stop();
  });

  async function readPicture() {
    const everyAge = 'maxAge=all&limit=10000';
    const [positions, vessels, aids, bases] = await Promise.all([
      get<{ features: Feature[] }>(service, `positions?${everyAge}`),
      get<{ vessels: Vessel[] }>(service, 'vessels?limit=10000'),
      get<{ features: Feature[] }>(service, `aids-to-navigation?${everyAge}`),
      get<{ features: Feature[] }>(service, `base-stations?${everyAge}`),
    ]);
    return {
      positions: positions.features,
      vessels: vessels.vessels,
      aids: aids.features,
      bases: bases.features,
    };
  }

  /** All that the issue asks to be equal. @returns by how much times are shifted, each once. */
  async function expectSamePicture(): Promise<number[]> {
    const { positions, vessels, aids, bases } = await waitFor(async () => {
      const picture = await readPicture();
      return picture.positions.length >= latest.size ? picture : null;
    });
    const seen = [...vessels.map(({ mmsi }) => mmsi), ...[...aids, ...bases].map(({ id }) => id)];
    expect(seen.sort()).toEqual([...new Set(gpsdReports.map(({ mmsi }) => mmsiText(mmsi)))].sort());
    expect(positions.map(latestEntry)).toEqual(
      [...latest].map(([mmsi, one]) => [mmsi, { ...one, time: 0 }]).sort(byMmsi),
    );
    expectParticulars(vessels);
    expectStations(aids, 21);
    expectStations(bases, 4);
    const shifts = positions.map(
      ({ id, properties }) => Date.parse(properties.time) - (latest.get(id)?.time ?? 0),
    );
    return [...new Set(shifts)];
  }

  function expectParticulars(vessels: readonly Vessel[]): void {
    const found = new Map(vessels.map((vessel) => [vessel.mmsi, vessel]));
    const voyages = gpsdReports.filter(({ type }) => type === 5);
    expect(voyages.length).toBe(193);
    expect(decoded.staticPairs.length).toBe(53);
    const expected = new Map<string, Particulars>();
    for (const report of [...decoded.staticPairs, ...voyages]) {
      expected.set(mmsiText(report.mmsi), particularsOf(report));
    }
    expect(expected.size).toBeGreaterThan(60);
    for (const [mmsi, particulars] of expected) {
      expect([mmsi, found.get(mmsi)]).toMatchObject([mmsi, particulars]);
    }
  }

  function expectStations(features: readonly Feature[], type: number): void {
    const expected = new Map(
      gpsdReports.filter((report) => report.type === type).map((report) => [report.mmsi, report]),
    );
    expect(features).toHaveLength(expected.size);
    for (const { id, geometry } of features) {
      const report = expected.get(Number(id));
      const place = geometry?.coordinates.map((degrees) => Math.round(degrees * 600_000));
      expect([id, place]).toEqual([id, [report?.lon, report?.lat]]);
    }
  }

  it('gives the same picture when it is posted, its times shifted to now', async () => {
    const startedAt = Date.now();
    const ended = await npmReplay(LOG, '--speed', 'max', '--url', service.url);
    expect([ended.code, ended.stderr]).toEqual([0, '']);
    expect(ended.stdout).toMatch(
      /3953 lines = \d+ accepted \+ \d+ duplicate \+ 0 rejected \+ 0 ignored \+ 0 incomplete/,
    );
    const shifts = await expectSamePicture();
    expect(shifts).toHaveLength(1);
    expect((shifts[0] ?? 0) % MINUTE).toBe(0);
    const newest = Math.max(...decoded.lines.map(({ time }) => time)) + (shifts[0] ?? 0);
    expect(newest).toBeLessThanOrEqual(startedAt + MINUTE);
    expect(newest).toBeGreaterThan(startedAt - 2 * MINUTE);
  });

  it('gives the same picture when its times are kept', async () => {
    const ended = await npmReplay(LOG, '--speed', 'max', '--recorded', '--url', service.url);
    expect([ended.code, ended.stderr]).toEqual([0, '']);
    expect(await expectSamePicture()).toEqual([0]);
    expect(sumOf(await readLineCounts(service, 'archive'))).toBe(LINES);
  });

  it('gives the same picture over plain TCP', async () => {
    const to = `127.0.0.1:${String(service.tcpPort)}`;
    const ended = await npmReplay(LOG, '--speed', 'max', '--to', to);
    expect([ended.code, ended.stderr]).toEqual([0, '']);
    await waitFor(async () => sumOf(await readLineCounts(service, 'tcp')) === LINES);
    await waitFor(async () => (await readMetric(service, 'porttrack_ingest_queue_messages')) === 0);
    expect(await expectSamePicture()).toHaveLength(1);
  });

  it('gives the same picture when it is sent in the wrong order', async () => {
    const lines = readFileSync(LOG, 'latin1').trimEnd().split('\n').reverse();
    const response = await fetch(`${service.url}/api/v1/ais?feed=archive`, {
      method: 'POST',
      headers: { ...(await credentialsAt(service.url, 'feed')), 'content-type': 'text/plain' },
      body: lines.join('\n'),
    });
    expect(response.status).toBe(200);
    const { positions } = await waitFor(async () => {
      const picture = await readPicture();
      return picture.positions.length >= latest.size ? picture : null;
    });
    const times = positions.map(({ id, properties }) => [id, Date.parse(properties.time)]);
    expect(times).toEqual([...latest].map(([mmsi, { time }]) => [mmsi, time]).sort(byMmsi));
  });
});

function byMmsi(one: readonly unknown[], other: readonly unknown[]): number {
  return String(one[0]) < String(other[0]) ? -1 : 1;
}

/** A feature in the units of the air interface, without its time. */
function latestEntry({ id, geometry, properties }: Feature): [string, Latest] {
  const [lon = 0, lat = 0] = geometry?.coordinates ?? [];
  const raw = (name: string, scale: number, missing: number) => {
    const value = properties[name];
    return typeof value === 'number' ? Math.round(value * scale) : missing;
  };
  return [
    id,
    {
      time: 0,
      lon: Math.round(lon * 600_000),
      lat: Math.round(lat * 600_000),
      speed: raw('sog', 10, 1023),
      course: raw('cog', 10, 3600),
      heading: raw('heading', 1, 511),
    },
  ];
}
