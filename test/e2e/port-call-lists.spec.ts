import { listAt, valueAt } from '../support/fields.js';
import { RestApp } from '../support/rest-app.js';
import { claim, importDemoPort, newCall } from './port-calls-support.js';

let app: RestApp;

beforeAll(async () => {
  app = await RestApp.start();
  await importDemoPort(app);
});

afterAll(async () => {
  await app.stop();
});

const path = '/api/v1/port-calls';

/** Ids and berthing times of all pages from one on. */
async function pages(first: string): Promise<[string, string | null][]> {
  const seen: [string, string | null][] = [];
  let next: string | undefined = first;
  while (next !== undefined) {
    const answer: Response = await app.get(next);
    const calls = listAt(await answer.json(), 'portCalls');
    seen.push(...calls.map((call): [string, string | null] => [idOf(call), berthingOf(call)]));
    next = /<([^>]+)>/.exec(answer.headers.get('link') ?? '')?.[1];
  }
  return seen;
}

function idOf(call: unknown): string {
  return String(valueAt(call, 'id'));
}

function berthingOf(call: unknown): string | null {
  const time = valueAt(call, 'times', 'etb', 'time');
  return typeof time === 'string' ? time : null;
}

describe('lists', () => {
  it.each(['asc', 'desc'])(
    'give every port call once, sorted %s, those without last',
    async (way) => {
      const vessel = await newCall(app);
      const calls = [vessel];
      for (let index = 0; index < 6; index++) {
        calls.push(await newCall(app, { vesselId: vessel.vessel.id }));
      }
      for (const [index, call] of calls.slice(0, 4).entries()) {
        const hour = [12, 10, 12, 11][index] ?? 0;
        await claim(app, call, { time: `2026-01-01T${hour}:00:00Z` });
      }
      const seen = await pages(`${path}?vessel=${vessel.vessel.id}&sort=etb:${way}&limit=2`);
      const hours = seen.map(([, time]) => time?.slice(11, 13) ?? null);
      const expected = way === 'asc' ? ['10', '11', '12', '12'] : ['12', '12', '11', '10'];
      expect(hours).toEqual([...expected, null, null, null]);
      expect(new Set(seen.map(([id]) => id)).size).toBe(7);
    },
  );

  it('find by bounds of a published time', async () => {
    const call = await newCall(app);
    await claim(app, call, { time: '2025-05-05T12:00:00Z' });
    const found = (query: string) => app.json(`${path}?${query}`);
    expect(
      listAt(await found('etbFrom=2025-05-05T12:00:00Z&etbTo=2025-05-05T12:00:00Z'), 'portCalls'),
    ).toMatchObject([{ id: call.id }]);
    expect(
      listAt(await found('etbFrom=2025-05-05T12:00:01Z&etbTo=2025-05-06T00:00:00Z'), 'portCalls'),
    ).toEqual([]);
  });

  it('refuse a cursor of another order, and what is unknown', async () => {
    const first = await app.get(`${path}?limit=1`);
    const link = /<([^>]+)>/.exec(first.headers.get('link') ?? '')?.[1] ?? '';
    const other = link.includes('sort=') ? link.replace('eta:asc', 'etd') : `${link}&sort=etd`;
    expect((await app.get(other)).status).toBe(400);
    expect((await app.get(`${path}?colour=red`)).status).toBe(400);
  });
});
