import { Logger } from '@nestjs/common';

import { Clock } from '../../service/clock/clock.js';
import type { Config } from '../../service/config/config.js';
import { PositionRepository } from '../../service/positions/position.repository.js';
import { PositionRetention } from '../../service/positions/position-retention.js';
import { PositionRetentionRepository } from '../../service/positions/position-retention.repository.js';
import type { PositionReport } from '../../service/positions/position-report.js';
import { openDatabase, type OpenDatabase } from './open-database.js';
import { newReport } from './reports.js';

const dayMs = 86_400_000;
/** What is written in these tests is written today; the retention looks at it from later days. */
const today = Math.floor(Date.now() / dayMs) * dayMs;
const noon = today + dayMs / 2;

let database: OpenDatabase;

beforeAll(() => {
  Logger.overrideLogger(false);
});

beforeEach(async () => {
  database = await openDatabase();
});

afterEach(async () => {
  await database.stop();
});

async function write(...reports: PositionReport[]): Promise<void> {
  await database.write(async (tx) => await new PositionRepository().write(tx, reports));
}

class FixedClock extends Clock {
  constructor(private readonly time: number) {
    super();
  }

  override now(): number {
    return this.time;
  }
}

function retentionAt(now: number): PositionRetention {
  const settings = { positionsRetentionDays: 30, positionsFullResolutionDays: 7 };
  const repository = new PositionRetentionRepository(database.pool);
  return new PositionRetention(repository, new FixedClock(now), settings as Config);
}

async function partitions(): Promise<string[]> {
  const rows = await database.rows<{ name: string }>(
    `SELECT inhrelid::regclass::text AS name FROM pg_inherits
     WHERE inhparent = 'position'::regclass ORDER BY 1`,
  );
  return rows.map((row) => row.name);
}

function tableOf(time: number): string {
  return `position_${new Date(time).toISOString().slice(0, 10).replaceAll('-', '')}`;
}

describe('partitions', () => {
  it('are made for the day of a report, however long ago, and for both sides of midnight', async () => {
    const past = Date.UTC(2012, 0, 27, 23, 59, 59, 999);
    await write(newReport({ time: past, digest: 1 }), newReport({ time: past + 1, digest: 2 }));
    expect(await partitions()).toEqual(['position_20120127', 'position_20120128']);
    const rows = await database.rows<{ day: string; count: number }>(
      'SELECT tableoid::regclass::text AS day, count(*)::int FROM position GROUP BY 1 ORDER BY 1',
    );
    expect(rows.map((row) => row.day)).toEqual(['position_20120127', 'position_20120128']);
  });

  it('are made today and two days ahead, once, by two processes at once', async () => {
    await Promise.all([retentionAt(noon).round(), retentionAt(noon).round()]);
    await retentionAt(noon).round();
    expect(await partitions()).toEqual([0, 1, 2].map((ahead) => tableOf(today + ahead * dayMs)));
  });

  it('are made again by a writer after they were dropped', async () => {
    await write(newReport({ time: noon, digest: 1 }));
    await retentionAt(today + 40 * dayMs).round();
    await write(newReport({ time: noon, digest: 2 }));
    expect(await database.rows('SELECT digest FROM position')).toEqual([{ digest: 2 }]);
  });
});

describe('retention', () => {
  it('drops a day 30 days after it ended, and keeps the latest position', async () => {
    await write(newReport({ time: noon }));
    const lastMoment = today + 31 * dayMs - 1;
    expect((await retentionAt(lastMoment).round()).dropped).toEqual([]);
    const dropped = (await retentionAt(lastMoment + 1).round()).dropped;
    expect(dropped).toEqual([new Date(today).toISOString().slice(0, 10)]);
    expect(await database.rows('SELECT 1 FROM position')).toEqual([]);
    expect(await database.rows('SELECT mmsi FROM latest_position')).toHaveLength(1);
  });

  it('keeps an archive of an old day for 30 days after it was loaded', async () => {
    await write(newReport({ time: Date.UTC(2012, 0, 27) }));
    expect((await retentionAt(Date.now() + 29 * dayMs).round()).dropped).toEqual([]);
    expect((await retentionAt(Date.now() + 31 * dayMs).round()).dropped).toContain('2012-01-27');
  });
});

describe('thinning', () => {
  /** Minutes and seconds after noon of the reports that are left, by vessel. */
  async function left(): Promise<Partial<Record<string, string[]>>> {
    const rows = await database.rows<{ mmsi: number; at: string }>(
      `SELECT mmsi, to_char(time AT TIME ZONE 'UTC', 'HH24:MI:SS') AS at
       FROM position ORDER BY mmsi, time, digest`,
    );
    const byMmsi: Partial<Record<string, string[]>> = {};
    for (const { mmsi, at } of rows) (byMmsi[mmsi] ??= []).push(at);
    return byMmsi;
  }

  function every(seconds: number, until: number, given: Parameters<typeof newReport>[0]) {
    return Array.from({ length: until / seconds }, (_, n) =>
      newReport({ ...given, time: noon + n * seconds * 1000, digest: n }),
    );
  }

  const later = today + 8 * dayMs;

  it('leaves one a minute under way, and one an hour at rest', async () => {
    await write(...every(20, 180, { id: 201_000_001, sogKnots: 12 }));
    await write(...every(600, 7200, { id: 201_000_002, sogKnots: 0.4 }));
    const { thinned } = await retentionAt(later).round();
    expect(await left()).toEqual({
      '201000001': ['12:00:00', '12:01:00', '12:02:00'],
      '201000002': ['12:00:00', '13:00:00'],
    });
    expect(thinned).toBe(6 + 10);
  });

  it('goes by the speed, and by the status only where the speed is unknown', async () => {
    await write(...every(60, 300, { id: 201_000_001, sogKnots: 8, navStatus: 5 }));
    await write(...every(60, 300, { id: 201_000_002, sogKnots: null, navStatus: 1 }));
    await write(...every(60, 300, { id: 201_000_003, sogKnots: null, navStatus: null }));
    await write(...every(60, 300, { id: 201_000_004, sogKnots: 0.5, navStatus: 5 }));
    await retentionAt(later).round();
    const counts = Object.entries(await left()).map(([mmsi, times]) => [mmsi, times?.length]);
    expect(counts).toEqual([
      ['201000001', 5],
      ['201000002', 1],
      ['201000003', 5],
      ['201000004', 5],
    ]);
  });

  it('keeps the first report of a minute that has a position', async () => {
    const given = { id: 201_000_001, sogKnots: 12 };
    await write(
      newReport({ ...given, time: noon, digest: 1, lon: null, lat: null }),
      newReport({ ...given, time: noon + 10_000, digest: 2 }),
      newReport({ ...given, time: noon + 20_000, digest: 3 }),
    );
    await retentionAt(later).round();
    expect(await left()).toEqual({ '201000001': ['12:00:10'] });
  });

  it('never lets a jump or a shared MMSI take the place of a sound report', async () => {
    const given = { id: 201_000_001, sogKnots: 12 };
    await write(
      newReport({ ...given, time: noon, digest: 1, flags: 1 }),
      newReport({ ...given, time: noon + 5_000, digest: 2, flags: 3 }),
      newReport({ ...given, time: noon + 10_000, digest: 3 }),
    );
    await retentionAt(later).round();
    expect(await left()).toEqual({ '201000001': ['12:00:00', '12:00:10'] });
  });

  it('waits until the day ended 7 days ago, and then happens once', async () => {
    await write(...every(20, 180, { id: 201_000_001, sogKnots: 12 }));
    expect((await retentionAt(later - 1).round()).thinned).toBe(0);
    expect((await retentionAt(later).round()).thinned).toBe(6);
    expect((await retentionAt(later + dayMs).round()).thinned).toBe(0);
  });

  it('happens again to a day that was written since', async () => {
    await write(...every(20, 180, { id: 201_000_001, sogKnots: 12 }));
    await retentionAt(later).round();
    await write(...every(20, 180, { id: 201_000_002, sogKnots: 12 }));
    expect((await retentionAt(later).round()).thinned).toBe(6);
  });

  it('leaves the latest position alone', async () => {
    const reports = every(20, 60, { id: 201_000_001, sogKnots: 12 });
    await write(...reports);
    await retentionAt(later).round();
    const [row] = await database.rows<{ digest: number }>('SELECT digest FROM latest_position');
    expect(row?.digest).toBe(reports.at(-1)?.digest);
  });
});
