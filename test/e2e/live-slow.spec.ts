import { Pool } from 'pg';
import { startTestDatabase } from '../support/database.js';
import { startService, type RunningService } from '../support/service.js';
import { waitFor } from '../support/wait-for.js';
import { readMetric } from './ingest-support.js';
import { distressLine, positionLine, postLines, SseClient, Started } from './live-support.js';

describe('slow clients of the stream', () => {
  const started = new Started();
  let service: RunningService;
  let pool: Pool;

  /** Posts one position of each of `count` vessels, a batch of 5,000 at a time. */
  const postVessels = async (count: number, step: number): Promise<void> => {
    for (let first = 0; first < count; first += 5000) {
      const size = Math.min(5000, count - first);
      const lines = Array.from({ length: size }, (_, index) => positionLine(first + index, step));
      await postLines(service.url, lines);
    }
  };

  const isDropped = async (): Promise<boolean> =>
    (await readMetric(service, 'porttrack_stream_clients')) === 0;

  beforeAll(async () => {
    const database = started.add(await startTestDatabase());
    pool = new Pool({ connectionString: database.url });
    started.atEnd(async () => {
      await pool.end();
    });
    service = started.add(await startService({ DATABASE_URL: database.url }));
  }, 90_000);

  afterAll(async () => {
    await started.stopAll();
  });

  it('get the newest of each vessel, in order, once they read again', async () => {
    const client = await SseClient.open(service.url, { query: 'types=position,distress' });
    client.response.pause();
    // Until the buffers between service and client are full, everything is on its way already.
    const rounds = 60;
    for (let step = 1; step <= rounds; step += 1) await postVessels(1000, step);
    await postLines(service.url, [distressLine(1, 1)]);
    client.response.resume();
    await waitFor(() => client.bodies('distress').length === 1, { what: 'the happening' });
    client.close();
    const { rows } = await pool.query<{ id: number }>(
      'SELECT stream_id::float8 AS id FROM latest_position ORDER BY 1',
    );
    const ids = client.ids();
    const positions = client.events.filter(({ event }) => event === 'position');
    const newest = new Map(
      positions.map(({ id, data }) => [(JSON.parse(data) as { id: string }).id, id]),
    );
    expect(ids.every((id, index) => index === 0 || id > (ids[index - 1] ?? 0))).toBe(true);
    expect([...newest.values()].sort((a, b) => (a ?? 0) - (b ?? 0))).toEqual(
      rows.map(({ id }) => id),
    );
    expect(positions.length).toBeLessThan(rounds * 1000);
    expect(client.events.at(-1)?.event).toBe('distress');
  }, 120_000);

  it('are sent away, with the reason, when even that is too much', async () => {
    const before = await readMetric(
      service,
      'porttrack_stream_dropped_total{reason="slow-client"}',
    );
    const client = await SseClient.open(service.url, { query: 'types=position' });
    client.response.pause();
    for (let step = 100; !(await isDropped()) && step < 110; step += 1) {
      await postVessels(15_000, step);
    }
    const after = await readMetric(service, 'porttrack_stream_dropped_total{reason="slow-client"}');
    client.response.resume();
    await waitFor(() => client.isEnded, { what: 'the end of the stream' });
    expect(after - before).toBe(1);
    expect(client.events.at(-1)).toEqual({
      id: null,
      event: 'goodbye',
      data: '{"reason":"slow-client"}',
    });
  }, 120_000);
});
