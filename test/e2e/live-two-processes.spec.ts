import { Pool } from 'pg';
import { startTestDatabase, type TestDatabase } from '../support/database.js';
import { freePort } from '../support/free-port.js';
import { describeWith } from '../support/real-parts.js';
import { startRedis, type TestRedis } from '../support/redis.js';
import { startService, type RunningService } from '../support/service.js';
import { waitFor } from '../support/wait-for.js';
import { distressLine, positionLine, postLines, SseClient, Started } from './live-support.js';

/** A distress device that no other test reports of: once seen, all before it has been seen. */
let marks = 0;
const newMark = (): { line: string; mmsi: string } => {
  marks += 1;
  return { line: distressLine(990_000 + marks, 0), mmsi: String(970_990_000 + marks) };
};

const hasSeen = (client: SseClient, mmsi: string): boolean =>
  client.events.some(({ event, data }) => event === 'distress' && data.includes(`"${mmsi}"`));

/** Number of the report of a device. */
const idOf = (client: SseClient | undefined, mmsi: string): number =>
  client?.events.find(({ data }) => data.includes(`"id":"${mmsi}"`))?.id ?? 0;

const isRising = (ids: readonly number[]): boolean =>
  ids.every((id, index) => index === 0 || id > (ids[index - 1] ?? 0));

describeWith('redis', 'the stream of two processes', () => {
  let database: TestDatabase;
  let redis: TestRedis;
  let pool: Pool;
  let one: RunningService;
  let other: RunningService;
  const clients: SseClient[] = [];

  const open = async (service: RunningService, lastEventId?: string): Promise<SseClient> => {
    const client = await SseClient.open(
      service.url,
      lastEventId === undefined ? {} : { lastEventId },
    );
    clients.push(client);
    return client;
  };

  /** Ids of the happenings after `from`, as the database has them. */
  const happeningsAfter = async (from: number): Promise<number[]> => {
    const { rows } = await pool.query<{ id: number }>(
      'SELECT id::float8 AS id FROM stream_event WHERE id > $1 ORDER BY id',
      [from],
    );
    return rows.map(({ id }) => id);
  };

  /** The number of each vessel's newest position after `from`, as the database has it. */
  const positionsAfter = async (from: number): Promise<Map<string, number>> => {
    const { rows } = await pool.query<{ mmsi: number; id: number }>(
      'SELECT mmsi, stream_id::float8 AS id FROM latest_position WHERE stream_id > $1',
      [from],
    );
    return new Map(rows.map(({ mmsi, id }) => [String(mmsi), id]));
  };

  /** What a client was told of each vessel last. */
  const lastPositions = (client: Pick<SseClient, 'events'>): Map<string, number> =>
    new Map(
      client.events
        .filter(({ event }) => event === 'position')
        .map(({ id, data }) => [(JSON.parse(data) as { id: string }).id, id ?? 0]),
    );

  const happeningsOf = (client: Pick<SseClient, 'events'>): number[] =>
    client.events
      .filter(({ event }) => ['distress', 'safety', 'feed'].includes(event))
      .map(({ id }) => id ?? 0);

  /** Posts to both processes in turn: `rounds` batches of 40 vessels and 5 distress reports. */
  const driveTraffic = async (rounds: number, offset: number): Promise<void> => {
    for (let round = 0; round < rounds; round += 1) {
      const step = offset + round;
      const vessels = Array.from({ length: 40 }, (_, vessel) => positionLine(vessel, step));
      const devices = Array.from({ length: 5 }, (_, device) => distressLine(device, step));
      await Promise.all([
        postLines(one.url, [...vessels.slice(0, 25), ...devices.slice(0, 2)]),
        postLines(other.url, [...vessels.slice(25), ...devices.slice(2)]),
      ]);
    }
  };

  const started = new Started();

  beforeAll(async () => {
    database = started.add(await startTestDatabase());
    pool = new Pool({ connectionString: database.url });
    started.atEnd(async () => {
      await pool.end();
    });
    redis = await startRedis(await freePort());
    started.atEnd(async () => {
      await redis.stop();
    });
    const env = { DATABASE_URL: database.url, REDIS_URL: redis.url };
    one = started.add(await startService(env));
    other = started.add(await startService(env));
  }, 120_000);

  afterEach(() => {
    for (const client of clients.splice(0)) client.close();
  });

  afterAll(async () => {
    await started.stopAll();
  });

  it('lets a line into one come out of the other', async () => {
    const client = await open(other);
    await postLines(one.url, [positionLine(900, 1)]);
    await waitFor(() => client.bodies<{ id: string }>('position').length === 1, {
      what: 'the position',
    });
    expect(client.bodies<{ id: string }>('position')[0]?.id).toBe('225000900');
  });

  it('delivers each event exactly once to each client, in one order everywhere', async () => {
    const all = await Promise.all(
      [one, one, one, other, other, other].map(async (s) => await open(s)),
    );
    const from = Math.max(...all.map(({ lastEventId }) => Number(lastEventId)));
    await driveTraffic(12, 1000);
    const mark = newMark();
    await postLines(one.url, [mark.line]);
    await waitFor(() => all.every((client) => hasSeen(client, mark.mmsi)), { what: 'the mark' });
    // A feed may have changed its state since the mark: only what came before it is compared.
    const last = idOf(all[0], mark.mmsi);
    const happenings = (await happeningsAfter(from)).filter((id) => id <= last);
    const positions = await positionsAfter(from);
    expect(happenings.length).toBeGreaterThanOrEqual(12 * 5);
    expect(positions.size).toBe(40);
    const [first] = all;
    for (const client of all) {
      const ids = client.ids().filter((id) => id > from && id <= last);
      expect(isRising(ids)).toBe(true);
      expect(ids).toEqual(first?.ids().filter((id) => id > from && id <= last));
      const happened = happeningsOf(client).filter((id) => id > from && id <= last);
      expect(happened).toEqual(happenings);
      expect(lastPositions(client)).toEqual(positions);
    }
  }, 60_000);

  it('misses nothing when a client loses its connection again and again, and changes process', async () => {
    let client = await open(one);
    const from = Number(client.lastEventId);
    const seen: SseClient['events'] = [];
    let reconnects = 0;
    const state = { isOver: false };
    const traffic = driveTraffic(30, 2000).finally(() => {
      state.isOver = true;
    });
    while (!state.isOver) {
      const before = client.events.length;
      await waitFor(() => state.isOver || client.events.length > before + 20, { what: 'events' });
      client.close();
      seen.push(...client.events);
      reconnects += 1;
      client = await open(reconnects % 2 === 0 ? one : other, client.lastEventId ?? '');
    }
    await traffic;
    const mark = newMark();
    await postLines(other.url, [mark.line]);
    await waitFor(() => hasSeen(client, mark.mmsi), { what: 'the mark' });
    seen.push(...client.events);
    expect(reconnects).toBeGreaterThan(3);
    const ids = seen.map(({ id }) => id ?? 0);
    expect(isRising(ids)).toBe(true);
    expect(seen.map(({ event }) => event)).not.toContain('reset');
    const last = ids.at(-1) ?? 0;
    const happenings = (await happeningsAfter(from)).filter((id) => id <= last);
    expect(happeningsOf({ events: seen })).toEqual(happenings);
    expect(lastPositions({ events: seen })).toEqual(await positionsAfter(from));
  }, 90_000);

  it('delivers a batch that is too large for Redis to carry', async () => {
    const client = await open(other);
    const lines = Array.from({ length: 3000 }, (_, vessel) => positionLine(10_000 + vessel, 1));
    await postLines(one.url, lines);
    await waitFor(() => lastPositions(client).size === 3000, { what: 'all vessels' });
    expect(isRising(client.ids())).toBe(true);
    expect(client.bodies('position')).toHaveLength(3000);
  }, 60_000);

  it('still delivers when Redis is gone, and again at once when it is back', async () => {
    const client = await open(other);
    await redis.stop();
    await postLines(one.url, [positionLine(901, 1), distressLine(901, 1)]);
    await waitFor(() => lastPositions(client).has('225000901'), {
      what: 'it by polling',
      deadlineMs: 3000,
    });
    const ready = await fetch(`${other.url}/health/ready`);
    expect([ready.status, await ready.json()]).toEqual([200, { status: 'degraded' }]);
    redis = await startRedis(Number(new URL(redis.url).port));
    await waitFor(
      async () => (await (await fetch(`${other.url}/health/ready`)).text()).includes('ok'),
      {
        what: 'Redis to be found again',
      },
    );
    await postLines(one.url, [positionLine(902, 1), distressLine(902, 1)]);
    await waitFor(() => lastPositions(client).has('225000902'), { what: 'it by Redis' });
    expect(isRising(client.ids())).toBe(true);
    expect(happeningsOf(client).length).toBe(new Set(happeningsOf(client)).size);
  }, 60_000);
});
