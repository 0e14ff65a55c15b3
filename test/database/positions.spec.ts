import fc from 'fast-check';

import { mmsiFromNumber } from '../../service/ais/mmsi.js';
import { isRefusedData } from '../../service/database/database.errors.js';
import { PgStreamReader } from '../../service/database/pg-stream-reader.js';
import { LatestPositionRepository } from '../../service/positions/latest-position.repository.js';
import type { LatestPosition, PositionReport } from '../../service/positions/position-report.js';
import { PositionRepository } from '../../service/positions/position.repository.js';
import { TrackRepository } from '../../service/positions/track.repository.js';
import { openDatabase, type OpenDatabase } from './open-database.js';
import { newReport, testTime } from './reports.js';

let database: OpenDatabase;
let repository: PositionRepository;

beforeAll(async () => {
  database = await openDatabase();
});

afterAll(async () => {
  await database.stop();
});

beforeEach(async () => {
  await database.rows('TRUNCATE position, latest_position');
  repository = new PositionRepository();
});

async function write(...reports: PositionReport[]) {
  return await database.write(async (tx) => await repository.write(tx, reports));
}

async function latest(): Promise<LatestPosition[]> {
  const reader = new PgStreamReader(database.pool);
  const repositoryOfLatest = new LatestPositionRepository(database.pool);
  return await reader.read(async (snapshot) => {
    const all: LatestPosition[] = [];
    for await (const page of repositoryOfLatest.findChangedSince(snapshot, -1)) all.push(...page);
    return all;
  });
}

async function stored() {
  return await database.rows<{ mmsi: number; digest: number; stations: string[] }>(
    'SELECT mmsi, digest, stations FROM position ORDER BY mmsi, time, digest',
  );
}

describe('PositionRepository', () => {
  it('keeps every field of a report as it was', async () => {
    const report = newReport({
      digest: -2_147_483_648,
      stations: ['first', 'sécond "quoted"', 'third,with{braces}'],
      raw: '\\s:one,c:1767355200*5C\\!AIVDM,1,1,,A,13u@Dt,0*7D\n!AIVDM ñ €',
      time: testTime + 123,
      flags: 31,
      isTimeTrusted: false,
      aisClass: 'SAR',
      source: 'replay',
    });
    await write(report);
    const evidence = new LatestPositionRepository(database.pool);
    const { committedAt, ...found } = {
      ...(await evidence.findEvidenceAt(report.mmsi, report.time)),
    };
    expect(found).toEqual(report);
    expect(Math.abs(Number(committedAt) - Date.now())).toBeLessThan(60_000);
    expect(await evidence.findLatestEvidence(report.mmsi)).toEqual({ committedAt, ...report });
  });

  it('keeps what is not available as NULL', async () => {
    const nothing = {
      sogKnots: null,
      cogDegrees: null,
      headingDegrees: null,
      lon: null,
      lat: null,
    };
    const report = newReport({ ...nothing, rateOfTurn: null, navStatus: null, stations: [] });
    await write(report);
    const evidence = new LatestPositionRepository(database.pool);
    expect(await evidence.findLatestEvidence(report.mmsi)).toMatchObject(report);
  });

  it('keeps a sentence with a zero byte, which text cannot hold, with its replacement', async () => {
    await write(newReport({ raw: '!AIVDM,1\0,1' }));
    expect(await database.rows('SELECT raw FROM position')).toEqual([{ raw: '!AIVDM,1\uFFFD,1' }]);
  });

  it('gives the moved reports numbers of the transaction, at most one of each vessel', async () => {
    const older = newReport({ id: 201_000_001, digest: 1 });
    const newer = newReport({ id: 201_000_001, digest: 2, time: testTime + 1000 });
    const other = newReport({ id: 201_000_002, digest: 3 });
    const { moved, written } = await write(newer, other, older);
    expect(written).toBe(3);
    const byMmsi = [...moved].sort((a, b) => a.streamId - b.streamId);
    expect(byMmsi.map(({ report }) => report)).toEqual([newer, other]);
    expect((await latest()).map(({ streamId }) => streamId).sort()).toEqual(
      byMmsi.map(({ streamId }) => streamId),
    );
  });

  it('stores an older report that comes later, without moving the latest', async () => {
    await write(newReport({ time: testTime, digest: 1 }));
    const { moved, written } = await write(newReport({ time: testTime - 60_000, digest: 2 }));
    expect([moved, written]).toEqual([[], 1]);
    expect((await latest()).map(({ digest }) => digest)).toEqual([1]);
  });

  it('stores a report without a position, which never takes the place of one with', async () => {
    await write(newReport({ digest: 1 }));
    const lost = newReport({ digest: 2, time: testTime + 5000, lon: null, lat: null });
    expect((await write(lost)).moved).toEqual([]);
    expect((await latest()).map(({ digest }) => digest)).toEqual([1]);
    expect(await stored()).toHaveLength(2);
  });

  it('lets any report with a position take the place of one without', async () => {
    await write(newReport({ digest: 1, lon: null, lat: null }));
    await write(newReport({ digest: 2, time: testTime - 5000 }));
    expect((await latest()).map(({ digest }) => digest)).toEqual([2]);
  });

  it('keeps both reports of one instant when two ships share an MMSI', async () => {
    const { written } = await write(newReport({ digest: 1 }), newReport({ digest: 2, lat: 12 }));
    expect(written).toBe(2);
  });

  it('ends with the newest report of each vessel, in whatever order and batches they come', async () => {
    const arrival = fc
      .array(
        fc.record({
          vessel: fc.integer({ min: 0, max: 3 }),
          second: fc.integer({ min: 0, max: 400 }),
          hasPosition: fc.boolean(),
        }),
        { minLength: 1, maxLength: 40 },
      )
      .chain((reports) => fc.tuple(fc.constant(reports), fc.integer({ min: 1, max: 10 })));
    await fc.assert(
      fc.asyncProperty(arrival, async ([arrived, batch]) => {
        await database.rows('TRUNCATE position, latest_position');
        const distinct = new Map(arrived.map((one) => [`${one.vessel}/${one.second}`, one]));
        const reports = [...distinct.values()].map((one, index) =>
          newReport({
            id: 201_000_000 + one.vessel,
            time: testTime + one.second * 1000,
            digest: index,
            ...(one.hasPosition ? {} : { lon: null, lat: null }),
          }),
        );
        for (let at = 0; at < reports.length; at += batch) {
          await write(...reports.slice(at, at + batch));
        }
        const rank = (report: PositionReport) => (report.lon === null ? 0 : 1e15) + report.time;
        const newest = new Map<string, PositionReport>();
        for (const report of reports) {
          const known = newest.get(report.mmsi);
          if (known === undefined || rank(report) > rank(known)) newest.set(report.mmsi, report);
        }
        const digests = Object.fromEntries([...newest].map(([mmsi, { digest }]) => [mmsi, digest]));
        const found = (await latest()).map(({ mmsi, digest }) => [mmsi, digest] as const);
        expect(Object.fromEntries(found)).toEqual(digests);
        expect(await stored()).toHaveLength(reports.length);
      }),
      { numRuns: 40 },
    );
  });
});

describe('copies of a message that another process has stored', () => {
  it('are not stored again; their stations are merged, without repeats, in order', async () => {
    await write(newReport({ stations: ['one'] }));
    const other = new PositionRepository();
    const copies = [
      newReport({ stations: ['two', 'one'], time: testTime + 9_999 }),
      newReport({ stations: ['three'], time: testTime - 10_000 }),
    ];
    const { written, moved, restationed } = await database.write(
      async (tx) => await other.write(tx, copies),
    );
    expect([written, moved]).toEqual([0, []]);
    expect(await stored()).toEqual([
      { mmsi: 725_000_123, digest: 1, stations: ['one', 'two', 'three'] },
    ]);
    expect(restationed.map(({ stations, time }) => [stations, time])).toEqual([
      [['one', 'two', 'three'], testTime],
    ]);
    const [now] = await latest();
    expect(restationed).toEqual([now]);
  });

  it('are stored when they are more than 10 s apart, as of a ship that does not move', async () => {
    await write(newReport());
    const { written, moved } = await write(newReport({ time: testTime + 10_001 }));
    expect([written, moved.length]).toEqual([1, 1]);
  });

  it('are not taken for the newest of their batch', async () => {
    await write(
      newReport({ digest: 1, time: testTime }),
      newReport({ digest: 2, time: testTime - 60_000 }),
    );
    const { written, moved } = await write(
      newReport({ digest: 3, time: testTime + 5_000 }),
      newReport({ digest: 1, time: testTime + 9_000, stations: ['late'] }),
    );
    expect([written, moved.map(({ report }) => report.digest)]).toEqual([1, [3]]);
    expect((await latest()).map(({ digest, time }) => [digest, time])).toEqual([
      [3, testTime + 5_000],
    ]);
  });

  it('leave the stream alone when they name no new station', async () => {
    await write(newReport());
    expect((await write(newReport())).restationed).toEqual([]);
  });

  it('end as one row when eight writers bring the same messages at once', async () => {
    const messages = Array.from({ length: 300 }, (_, n) => n);
    const writers = Array.from({ length: 8 }, (_, station) => station);
    await Promise.all(
      writers.map(async (station) => {
        const own = new PositionRepository();
        for (let at = 0; at < messages.length; at += 50) {
          const reports = messages.slice(at, at + 50).map((n) =>
            newReport({
              id: 201_000_000 + (n % 40),
              digest: n,
              time: testTime + n * 1000 + station * 500,
              stations: [`station-${station}`],
            }),
          );
          await database.writer.run(50, async (tx) => {
            await own.write(tx, reports);
            return [];
          });
        }
      }),
    );
    const rows = await stored();
    expect(rows).toHaveLength(300);
    const everybody = writers.map((station) => `station-${station}`);
    for (const row of rows) expect([...row.stations].sort()).toEqual(everybody);
  });
});

describe('a report that cannot be stored', () => {
  it('fails the batch as refused data, and nothing of it stays', async () => {
    const poison = newReport({ id: 201_000_009, time: Number.NaN });
    const failure: unknown = await write(newReport(), poison).catch((error: unknown) => error);
    expect(isRefusedData(failure)).toBe(true);
    expect(await stored()).toEqual([]);
    expect((await write(newReport())).written).toBe(1);
  });

  it('is told from an outage, which may pass', async () => {
    const away = await database.pool
      .query('SELECT pg_terminate_backend(pg_backend_pid())')
      .catch((error: unknown) => error);
    expect(away).toBeInstanceOf(Error);
    expect(isRefusedData(away)).toBe(false);
  });
});

describe('TrackRepository', () => {
  it('gives the places of a time in order, page by page, without those that have none', async () => {
    const mmsi = mmsiFromNumber(725_000_123);
    const reports = Array.from({ length: 25 }, (_, n) =>
      newReport({ digest: n, time: testTime + Math.floor(n / 2) * 60_000, sogKnots: n / 10 }),
    );
    await write(...reports, newReport({ digest: 99, time: testTime + 1, lon: null, lat: null }));
    const pages: number[][] = [];
    const from = testTime + 60_000;
    const to = testTime + 10 * 60_000;
    for await (const page of new TrackRepository(database.pool).findTrack(mmsi, from, to, 4)) {
      pages.push(page.map((point) => Math.round((point.sogKnots ?? -1) * 10)));
    }
    expect(pages).toEqual([
      [2, 3, 4, 5],
      [6, 7, 8, 9],
      [10, 11, 12, 13],
      [14, 15, 16, 17],
      [18, 19, 20, 21],
    ]);
  });
});
