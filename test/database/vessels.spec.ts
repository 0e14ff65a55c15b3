import fc from 'fast-check';

import { mmsiFromNumber } from '../../service/ais/mmsi.js';
import { VesselRepository } from '../../service/vessels/vessel.repository.js';
import { VesselSearchRepository } from '../../service/vessels/vessel-search.repository.js';
import type { Vessel } from '../../service/vessels/vessel.js';
import type { StaticReport } from '../../service/vessels/vessel-draft.js';
import { openDatabase, type OpenDatabase } from './open-database.js';
import {
  heardNameOnly,
  heardPartA,
  heardPartB,
  heardPosition,
  heardVoyage,
  testTime,
} from './reports.js';

const id = 725_000_123;
const minute = 60_000;

let database: OpenDatabase;
let repository: VesselRepository;

beforeAll(async () => {
  database = await openDatabase();
});

afterAll(async () => {
  await database.stop();
});

beforeEach(async () => {
  await database.rows('TRUNCATE vessel, vessel_change');
  repository = new VesselRepository();
});

async function write(...reports: StaticReport[]): Promise<Vessel[]> {
  return await writeBy(repository, ...reports);
}

async function writeBy(by: VesselRepository, ...reports: StaticReport[]): Promise<Vessel[]> {
  return await database.write(async (tx) => await by.writeStatic(tx, reports));
}

async function find(of = id) {
  const reader = {
    query: async <R>(sql: string, values?: readonly unknown[]) =>
      await database.rows<R>(sql, values),
  };
  const [found] = await new VesselSearchRepository(database.pool).findAllOf(reader, [
    mmsiFromNumber(of),
  ]);
  return found;
}

async function changes(): Promise<string[]> {
  const rows = await database.rows<{ text: string }>(
    `SELECT concat_ws(' ', field, coalesce(old_value, '-'), coalesce(new_value, '-')) AS text
     FROM vessel_change ORDER BY id`,
  );
  return rows.map((row) => row.text);
}

describe('VesselRepository', () => {
  it('makes a vessel of the first report of any kind, with a uuid that stays', async () => {
    const [fresh] = await write(heardPosition(id, testTime));
    expect(fresh).toMatchObject({ name: null, firstSeenAt: testTime, lastStaticAt: null });
    const [named] = await write(heardPartA(id, testTime + minute, 'BRISA'));
    expect(named?.id).toBe(fresh?.id);
    expect(await find()).toMatchObject({ id: fresh?.id, name: 'BRISA', firstSeenAt: testTime });
  });

  it('keeps what a type 5 says', async () => {
    const [vessel] = await write(heardVoyage(id, testTime));
    const found = await find();
    expect(found).toMatchObject({ ...vessel });
    expect(found).toMatchObject({
      imo: 9_074_729,
      name: 'AURORA',
      callSign: 'CBAA',
      shipType: 70,
      dimensions: { a: 100, b: 50, c: 10, d: 12 },
      draughtMetres: 8.3,
      destination: 'VALPARAISO',
      eta: { month: 1, day: 3, hour: 14, minute: 30 },
      lastStaticAt: testTime,
    });
  });

  it('keeps the mothership of an auxiliary craft', async () => {
    const mothershipMmsi = mmsiFromNumber(7_000_123);
    await write(heardPartB(id, testTime, { mothershipMmsi }));
    expect((await find())?.mothershipMmsi).toBe('007000123');
  });

  it('writes what changed, in order of report time whatever the order of arrival', async () => {
    await write(
      heardNameOnly(id, testTime + 2 * minute, 'THIRD'),
      heardNameOnly(id, testTime, 'FIRST'),
      heardNameOnly(id, testTime + minute, 'SECOND'),
    );
    expect(await changes()).toEqual(['name FIRST SECOND', 'name SECOND THIRD']);
    expect((await find())?.name).toBe('THIRD');
  });

  it('lets an older report change nothing, also after this process started anew', async () => {
    await write(heardNameOnly(id, testTime, 'NEW'));
    const late = heardNameOnly(id, testTime - minute, 'OLD');
    expect(await write(late)).toEqual([]);
    expect(await writeBy(new VesselRepository(), late)).toEqual([]);
    expect((await find())?.name).toBe('NEW');
  });

  it('writes nothing for a repeated report until its times are 15 minutes old', async () => {
    await write(heardVoyage(id, testTime));
    const before = await find();
    expect(await write(heardVoyage(id, testTime + 14 * minute))).toEqual([]);
    expect(await find()).toEqual(before);
    expect(await write(heardVoyage(id, testTime + 15 * minute))).toEqual([]);
    const after = await find();
    expect(after?.lastStaticAt).toBe(testTime + 15 * minute);
    expect(after?.updatedAt).toBe(before?.updatedAt);
    expect(await changes()).toEqual([]);
  });

  it('asks the database once for what changed, and nothing else, when all is repeated', async () => {
    await write(heardVoyage(id, testTime));
    await write(heardVoyage(id, testTime + minute));
    const asked: string[] = [];
    await database.write(async (tx) => {
      const query = tx.query.bind(tx);
      tx.query = async (sql, values) => {
        asked.push(sql);
        return await query(sql, values);
      };
      return await repository.writeStatic(tx, [heardVoyage(id, testTime + 2 * minute)]);
    });
    expect(asked).toHaveLength(1);
  });

  it('says nothing of a transaction that was rolled back', async () => {
    await write(heardNameOnly(id, testTime, 'BEFORE'));
    const report = heardNameOnly(id, testTime + minute, 'AFTER');
    const failed = database.write(async (tx) => {
      await repository.writeStatic(tx, [report]);
      throw new Error('rolled back');
    });
    await expect(failed).rejects.toThrow('rolled back');
    expect((await find())?.name).toBe('BEFORE');
    expect((await write(report)).map((vessel) => vessel.name)).toEqual(['AFTER']);
    expect((await find())?.name).toBe('AFTER');
  });

  it('sees what another process has written', async () => {
    const other = new VesselRepository();
    await write(heardNameOnly(id, testTime, 'FIRST'));
    await writeBy(other, heardNameOnly(id, testTime + minute, 'SECOND'));
    // The first process heard FIRST last: only the other's row tells that it is news now.
    await write(heardNameOnly(id, testTime + 2 * minute, 'FIRST'));
    expect(await changes()).toEqual(['name FIRST SECOND', 'name SECOND FIRST']);
  });

  it('puts right what another process wrote from an older report than was heard here', async () => {
    await write(heardNameOnly(id, testTime, 'TRUE'));
    // Only a repetition, so it stays in memory.
    await write(heardNameOnly(id, testTime + 10 * minute, 'TRUE'));
    await writeBy(new VesselRepository(), heardNameOnly(id, testTime + 5 * minute, 'LATE'));
    expect((await find())?.name).toBe('LATE');
    const [repaired] = await write(heardPosition(201_000_001, testTime));
    expect(repaired?.mmsi).toBe('201000001');
    expect(await find()).toMatchObject({ name: 'TRUE', nameAt: testTime + 10 * minute });
  });

  it('gives each vessel a stream number of the transaction', async () => {
    const [first, second] = await write(
      heardPosition(201_000_001, testTime),
      heardPosition(201_000_002, testTime),
    );
    expect(Number(second?.streamId)).toBe(Number(first?.streamId) + 1);
    expect((await find(201_000_002))?.streamId).toBe(second?.streamId);
  });

  it('ends the same in whatever order, batches and processes reports come', async () => {
    const names = ['A', 'B', null];
    const report = fc.record({
      kind: fc.nat({ max: 3 }),
      vessel: fc.nat({ max: 2 }),
      name: fc.constantFrom(...names),
      process: fc.nat({ max: 1 }),
    });
    const arrivals = fc.array(report, { minLength: 1, maxLength: 12 }).chain((reports) =>
      fc.record({
        reports: fc.constant(reports),
        order: fc.shuffledSubarray(
          reports.map((_, index) => index),
          { minLength: reports.length },
        ),
      }),
    );
    await fc.assert(
      fc.asyncProperty(arrivals, async ({ reports, order }) => {
        const heard = reports.map(({ kind, vessel, name }, index) => {
          // A minute apart, so that a repetition stays in memory and has to be told from news.
          const time = testTime + index * minute;
          const mmsi = 201_000_000 + vessel;
          if (kind === 0) return heardVoyage(mmsi, time, { name, callSign: name });
          if (kind === 1) return heardPartA(mmsi, time, name);
          if (kind === 2) return heardPartB(mmsi, time, { callSign: name });
          return heardPosition(mmsi, time);
        });
        const say = async (indexes: readonly number[]): Promise<unknown> => {
          await database.rows('TRUNCATE vessel, vessel_change');
          const processes = [new VesselRepository(), new VesselRepository()] as const;
          for (const index of indexes) {
            const one = heard[index];
            const by = processes[reports[index]?.process === 1 ? 1 : 0];
            if (one !== undefined) await writeBy(by, one);
          }
          // A last report of a stranger, so that each process puts right what it knows better.
          for (const by of processes) await writeBy(by, heardPosition(999, testTime));
          return await database.rows(
            `SELECT mmsi, name, call_sign, ship_type, dim_a, imo, destination FROM vessel
             WHERE mmsi <> 999 ORDER BY mmsi`,
          );
        };
        const inOrder = await say(reports.map((_, index) => index));
        expect(await say(order)).toEqual(inOrder);
      }),
      { numRuns: 25 },
    );
  });
});
