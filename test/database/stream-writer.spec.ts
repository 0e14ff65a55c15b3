import { setTimeout as sleep } from 'node:timers/promises';

import { PgStreamReader } from '../../service/database/pg-stream-reader.js';
import { pruneHappenings } from '../../service/database/stream-log.js';
import { StreamWriter } from '../../service/database/stream-writer.js';
import type { StreamEvent } from '../../service/events/stream-event.js';
import { openDatabase, RecordingBus, type OpenDatabase } from './open-database.js';

let database: OpenDatabase;

beforeEach(async () => {
  database = await openDatabase();
});

afterEach(async () => {
  await database.stop();
});

function newEvent(id: number, conflationKey: string | null): StreamEvent {
  const nowhere = { mmsi: '725000123', lon: null, lat: null };
  return { id, type: 'safety', ...nowhere, conflationKey, json: () => '{"text":"fog"}' } as const;
}

async function position(): Promise<number> {
  return await new PgStreamReader(database.pool).position();
}

describe('StreamWriter', () => {
  it('numbers the transactions of many writers without gap or overlap, in order of commit', async () => {
    const buses = Array.from({ length: 8 }, () => new RecordingBus());
    const writers = buses.map((bus) => new StreamWriter(database.pool, bus));
    await database.rows('CREATE TABLE seen (id bigint, committed_at bigint)');
    const runs = writers.flatMap((writer, n) =>
      Array.from(
        { length: 10 },
        async () =>
          await writer.run(n + 1, async (tx) => {
            const ids = Array.from({ length: n + 1 }, () => tx.nextStreamId());
            // What everybody before has committed is visible, and nothing else.
            const rows = await tx.query<{ last: string | null }>(
              'SELECT max(id) AS last FROM seen',
            );
            expect(Number(rows[0]?.last ?? 0)).toBe(tx.from);
            await tx.execute('INSERT INTO seen SELECT unnest($1::bigint[]), $2', [
              ids,
              tx.committedAt,
            ]);
            return [];
          }),
      ),
    );
    const batches = (await Promise.all(runs)).sort((a, b) => a.from - b.from);
    let last = 0;
    for (const { from, to } of batches) {
      expect(from).toBe(last);
      last = to;
    }
    expect(last).toBe(360);
    expect(await position()).toBe(360);
    const disorder = await database.rows(
      'SELECT 1 FROM seen a JOIN seen b ON a.id < b.id AND a.committed_at > b.committed_at LIMIT 1',
    );
    expect(disorder).toEqual([]);
  });

  it('publishes after the commit, so that a listener finds what it is told of', async () => {
    const found: Promise<number>[] = [];
    const bus = new RecordingBus();
    bus.publish = () => found.push(position());
    await new StreamWriter(database.pool, bus).run(3, () => Promise.resolve([]));
    expect(await Promise.all(found)).toEqual([3]);
  });

  it('writes and publishes nothing when the work fails', async () => {
    const failing = database.writer.run(5, async (tx) => {
      await tx.execute('INSERT INTO position_partition VALUES ($1, now())', ['2026-01-01']);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await position()).toBe(0);
    expect(database.bus.batches).toEqual([]);
    expect(await database.rows('SELECT * FROM position_partition')).toEqual([]);
  });

  it('gives no more numbers than were reserved', async () => {
    const greedy = database.writer.run(1, (tx) => {
      tx.nextStreamId();
      tx.nextStreamId();
      return Promise.resolve([]);
    });
    await expect(greedy).rejects.toThrow(RangeError);
  });

  it('keeps happenings, not state', async () => {
    await database.writer.run(2, (tx) =>
      Promise.resolve([newEvent(tx.nextStreamId(), null), newEvent(tx.nextStreamId(), 'key')]),
    );
    const kept = await database.rows('SELECT id, type, mmsi, payload FROM stream_event');
    const payload = { text: 'fog' };
    expect(kept).toEqual([{ id: '1', type: 'safety', mmsi: 725_000_123, payload }]);
  });

  it('forgets happenings after an hour, but for the newest of those', async () => {
    await database.writer.run(3, (tx) =>
      Promise.resolve([1, 2, 3].map(() => newEvent(tx.nextStreamId(), null))),
    );
    await database.rows(
      "UPDATE stream_event SET committed_at = now() - interval '61 minutes' WHERE id < 3",
    );
    // Workers that don't run here hold nothing back.
    await database.rows('DELETE FROM stream_cursor');
    await pruneHappenings(database.pool, { minutes: 60, workerHours: 24 });
    const kept = await database.rows('SELECT id FROM stream_event ORDER BY id');
    expect(kept).toEqual([{ id: '2' }, { id: '3' }]);
  });

  it('goes on after the server ended its connection in the middle', async () => {
    const broken = database.writer.run(1, async (tx) => {
      await tx.query('SELECT pg_terminate_backend(pg_backend_pid())');
      return [];
    });
    await expect(broken).rejects.toThrow();
    await database.writer.run(1, () => Promise.resolve([]));
    expect(await position()).toBe(1);
  });
});

describe('PgStreamReader', () => {
  it('sees one moment, whatever is committed meanwhile', async () => {
    const reader = new PgStreamReader(database.pool);
    const seen = await reader.read(async (snapshot) => {
      await database.writer.run(7, () => Promise.resolve([]));
      await sleep(1);
      const rows = await snapshot.query<{ value: string }>('SELECT value FROM stream_position');
      return [snapshot.position, Number(rows[0]?.value)];
    });
    expect(seen).toEqual([0, 0]);
    expect(await reader.position()).toBe(7);
  });
});
