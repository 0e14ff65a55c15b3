import { Pool } from 'pg';
import { pruneHappenings } from '../../service/database/stream-log.js';
import { startTestDatabase, type TestDatabase } from '../support/database.js';
import { startService, type RunningService } from '../support/service.js';
import { waitFor } from '../support/wait-for.js';
import {
  distressLine,
  positionLine,
  postLines,
  SseClient,
  Started,
  type StreamRequest,
} from './live-support.js';

interface Feature {
  readonly id: string;
}

describe('the stream of one process', () => {
  let database: TestDatabase;
  let pool: Pool;
  let service: RunningService;
  const started = new Started();
  const clients: SseClient[] = [];

  const open = async (request: StreamRequest = {}): Promise<SseClient> => {
    const client = await SseClient.open(service.url, request);
    clients.push(client);
    return client;
  };

  /** A report of a device that nobody else reports of shows that everything before it has come. */
  let mark = 0;
  const settle = async (...all: SseClient[]): Promise<void> => {
    mark += 1;
    const mmsi = String(970_900_000 + mark);
    await postLines(service.url, [distressLine(900_000 + mark, 0)]);
    for (const client of all) {
      await waitFor(() => client.bodies<Feature>('distress').some(({ id }) => id === mmsi), {
        what: 'the mark',
      });
    }
  };

  beforeAll(async () => {
    database = started.add(await startTestDatabase());
    pool = new Pool({ connectionString: database.url });
    started.atEnd(async () => {
      await pool.end();
    });
    service = await startService({ DATABASE_URL: database.url });
    started.atEnd(async () => {
      await service.stop();
    });
  }, 90_000);

  afterEach(() => {
    for (const client of clients.splice(0)) client.close();
  });

  afterAll(async () => {
    await started.stopAll();
  });

  it('sends what was committed, in order, with headers that keep it a stream', async () => {
    const client = await open();
    await postLines(service.url, [positionLine(1, 1), distressLine(1, 1), positionLine(2, 1)]);
    await settle(client);
    const { headers } = client.response;
    expect(headers['content-type']).toBe('text/event-stream; charset=utf-8');
    expect(headers['cache-control']).toBe('no-store, no-transform');
    expect(headers['x-accel-buffering']).toBe('no');
    expect(headers['content-encoding']).toBeUndefined();
    expect(client.bodies<Feature>('position').map(({ id }) => id)).toEqual([
      '225000001',
      '225000002',
    ]);
    expect(client.bodies<Feature>('vessel').map(({ id }) => id)).toHaveLength(2);
    const ids = client.ids();
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
  });

  it('sends the same body as the collection of positions', async () => {
    const client = await open({ query: 'types=position,distress' });
    await postLines(service.url, [positionLine(3, 1)]);
    await settle(client);
    const response = await fetch(`${service.url}/api/v1/positions?mmsi=225000003`);
    const { features } = (await response.json()) as { features: unknown[] };
    expect(client.bodies('position')).toEqual(features);
  });

  it('narrows by type, by vessel and by box', async () => {
    const byType = await open({ query: 'types=vessel,distress' });
    const byVessel = await open({ query: 'mmsi=225000011&types=position' });
    const byBox = await open({ query: 'bbox=-71.6,-33,-71.5985,-32&types=position,distress' });
    await postLines(service.url, [positionLine(10, 1), positionLine(11, 1), positionLine(30, 1)]);
    await settle(byType, byBox);
    await waitFor(() => byVessel.events.length === 1, { what: 'the position of the vessel' });
    expect(byType.bodies('position')).toEqual([]);
    expect(byType.bodies('vessel')).toHaveLength(3);
    expect(byVessel.bodies<Feature>('position').map(({ id }) => id)).toEqual(['225000011']);
    expect(byBox.bodies<Feature>('position').map(({ id }) => id)).toEqual([
      '225000010',
      '225000011',
    ]);
  });

  it('takes a box over the antimeridian', async () => {
    const client = await open({ query: 'bbox=-71.7,-34,-71.7001,-32&types=position,distress' });
    const none = await open({ query: 'bbox=170,-34,-170,-32&types=position' });
    await postLines(service.url, [positionLine(12, 1)]);
    await settle(client);
    expect(client.bodies<Feature>('position').map(({ id }) => id)).toEqual(['225000012']);
    expect(none.events).toEqual([]);
  });

  it.each([
    ['types=position,ghost', 'types'],
    ['bbox=1,2,3', 'bbox'],
    ['mmsi=12345678', 'mmsi'],
    ['since=now', 'since'],
  ])('refuses ?%s', async (query, parameter) => {
    const response = await fetch(`${service.url}/api/v1/stream?${query}`);
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    const { errors } = (await response.json()) as { errors: { parameter: string }[] };
    expect(errors.map((error) => error.parameter)).toEqual([parameter]);
  });

  it('answers HEAD without opening a stream', async () => {
    const response = await fetch(`${service.url}/api/v1/stream`, { method: 'HEAD' });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  });

  it('resumes: the newest of each vessel and every happening, then what is new', async () => {
    const first = await open();
    await settle(first);
    const from = first.lastEventId ?? '';
    first.close();
    await postLines(service.url, [positionLine(40, 1), positionLine(41, 1), distressLine(40, 1)]);
    await postLines(service.url, [positionLine(40, 2), distressLine(40, 2)]);
    const second = await open({ lastEventId: from });
    await settle(second);
    const positions = second.bodies<{ id: string; geometry: { coordinates: number[] } }>(
      'position',
    );
    expect(positions.map(({ id, geometry }) => [id, geometry.coordinates[1]?.toFixed(4)])).toEqual([
      ['225000041', '-32.9999'],
      ['225000040', '-32.9998'],
    ]);
    const reports = second.bodies<Feature>('distress').filter(({ id }) => id === '970000040');
    expect(reports).toHaveLength(2);
    expect(Math.min(...second.ids())).toBeGreaterThan(Number(from));
  });

  it('resumes by parameter from the position that the collection names', async () => {
    const response = await fetch(`${service.url}/api/v1/positions`);
    const { streamPosition } = (await response.json()) as { streamPosition: number };
    await postLines(service.url, [positionLine(50, 1)]);
    const client = await open({ query: `lastEventId=${String(streamPosition)}` });
    await settle(client);
    expect(client.bodies<Feature>('position').map(({ id }) => id)).toEqual(['225000050']);
  });

  it.each([
    ['an id that is none', 'yesterday'],
    ['an id that is still to come', '999999999'],
  ])('resets %s, and goes on from now', async (_what, lastEventId) => {
    const client = await open({ lastEventId });
    await postLines(service.url, [positionLine(60, 1)]);
    await settle(client);
    expect(client.events[0]).toMatchObject({ event: 'reset', data: '{"reason":"unknown-id"}' });
    expect(client.events[0]?.id).toBeLessThan(999_999_999);
    expect(client.events.slice(1).every(({ event }) => event !== 'reset')).toBe(true);
  });

  it('resets an id from before what is kept, and keeps what it promises', async () => {
    const client = await open();
    await postLines(service.url, [distressLine(70, 1)]);
    await settle(client);
    const old = Number(client.lastEventId);
    await postLines(service.url, [distressLine(70, 2)]);
    await settle(client);
    const kept = Number(client.lastEventId);
    // As if all of this had happened two hours ago, in a process that has forgotten it.
    await pool.query("UPDATE stream_event SET committed_at = committed_at - interval '2 hours'");
    await pool.query('UPDATE stream_cursor SET position = (SELECT value FROM stream_position)');
    await pruneHappenings(pool, { minutes: 60, workerHours: 24 });
    const { rows } = await pool.query('SELECT id::int FROM stream_event');
    expect(rows).toEqual([{ id: kept }]);
    await service.stop();
    service = await startService({ DATABASE_URL: database.url });
    const tooOld = await open({ lastEventId: String(old) });
    const justKept = await open({ lastEventId: String(kept) });
    await settle(tooOld, justKept);
    expect(tooOld.events[0]).toMatchObject({ event: 'reset', data: '{"reason":"too-old"}' });
    expect(justKept.bodies('reset')).toEqual([]);
  }, 60_000);

  it('serves from the database who was away while the process was restarted', async () => {
    const client = await open();
    await settle(client);
    const from = client.lastEventId ?? '';
    await postLines(service.url, [positionLine(80, 1), distressLine(80, 1)]);
    await service.stop();
    service = await startService({ DATABASE_URL: database.url });
    const back = await open({ lastEventId: from });
    await settle(back);
    expect(back.bodies<Feature>('position').map(({ id }) => id)).toEqual(['225000080']);
    expect(back.bodies<Feature>('distress').map(({ id }) => id)).toContain('970000080');
    expect(back.bodies('reset')).toEqual([]);
    const ids = back.ids();
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
  }, 60_000);
});
