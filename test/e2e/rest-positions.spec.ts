import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { EncodableMessage } from '../../service/ais/encoder.js';
import { mmsiFromNumber } from '../../service/ais/mmsi.js';
import { evidenceSchema, positionCollection } from '../../service/positions/positions.dto.js';
import { problemSchema } from '../../service/problem/problem.js';
import { RestApp } from '../support/rest-app.js';
import { waitFor } from '../support/wait-for.js';
import { rawGet } from '../support/words-app.js';

const minute = 60_000;

type Position = Extract<EncodableMessage, { kind: 'position' }>;

function report(mmsi: number, lon: number | null, more: Partial<Position> = {}): Position {
  const lat = lon === null ? null : -33;
  return { kind: 'position', type: 1, mmsi: mmsiFromNumber(mmsi), lon, lat, ...more };
}

describe('positions', () => {
  let app: RestApp;
  const now = Math.floor(Date.now() / 1000) * 1000;

  beforeAll(async () => {
    app = await RestApp.start();
    const esperanza = {
      kind: 'static',
      type: 5,
      mmsi: mmsiFromNumber(725000001),
      name: 'ESPERANZA',
      shipType: 70,
      dimensions: { a: 150, b: 39, c: 10, d: 20 },
      destination: 'VALPARAISO',
    } as const;
    await app.send([
      {
        message: report(725000001, -71.62, { sogKnots: 7.2, cogDegrees: 181.4 }),
        time: now,
        station: 'CLVAP-1',
      },
      { message: esperanza, time: now },
      { message: report(725000002, -71.6, { navStatus: 5 }), time: now - 60 * minute },
      { message: report(725000003, -71.59, { navStatus: 0 }), time: now - 11 * minute },
      { message: report(512000004, 179.9), time: now },
      { message: report(512000005, -179.9), time: now },
      { message: report(512000006, null), time: now },
      { message: report(725000007, -71.61, { type: 18 }), time: now - 20 * minute },
    ]);
    await waitFor(async () => (await mmsisOf('?maxAge=all')).length === 6, { what: '6 vessels' });
  });

  afterAll(async () => {
    await app.stop();
  });

  const read = async (query: string) =>
    positionCollection.parse(await app.json(`/api/v1/positions${query}`));
  const mmsisOf = async (query: string) => (await read(query)).features.map(({ id }) => id);

  it('shows the newest position of each vessel with what is known of it', async () => {
    const body = await read('');
    expect(body.features.map(({ id }) => id)).toEqual([
      '512000004',
      '512000005',
      '725000001',
      '725000002',
      '725000007',
    ]);
    const feature = body.features[2];
    expect(feature?.geometry.coordinates).toEqual([-71.62, -33]);
    expect(feature?.properties).toEqual({
      mmsi: '725000001',
      time: new Date(now).toISOString(),
      sog: 7.2,
      cog: 181.4,
      heading: null,
      rot: null,
      navStatus: null,
      positionAccuracy: false,
      aisClass: 'A',
      name: 'ESPERANZA',
      shipType: 70,
      lengthMetres: 189,
      beamMetres: 30,
      destination: 'VALPARAISO',
      stations: ['CLVAP-1'],
      source: 'replay',
      flags: [],
      committedAt: expect.any(String) as string,
    });
    expect(body.streamPosition).toBeGreaterThan(0);
    expect(body.dataUpdatedTime).not.toBeNull();
  });

  it.each([
    ['?maxAge=all', ['512000004', '512000005', '725000001', '725000002', '725000003', '725000007']],
    ['?maxAge=900&bbox=-72,-34,-71,-32', ['725000001', '725000003']],
    ['?bbox=179,-34,-179,-32', ['512000004', '512000005']],
    ['?bbox=-180,-34,-179,-32', ['512000005']],
    ['?mmsi=725000001&mmsi=512000005', ['512000005', '725000001']],
    ['?mmsi=725000001,512000005,999999999', ['512000005', '725000001']],
    ['?shipType=60,70', ['725000001']],
    ['?source=replay&mmsi=725000001', ['725000001']],
    ['?source=ais,simulated', []],
    ['?since=2999-01-01T00:00:00Z', []],
    ['?since=2020-01-01T00:00:00%2B01:00&mmsi=725000001', ['725000001']],
  ])('answers %s with %j', async (query, mmsis) => {
    expect(await mmsisOf(query)).toEqual(mmsis);
  });

  it('answers since with what was committed from that moment on', async () => {
    const { dataUpdatedTime } = await read('');
    await app.send([{ message: report(725000008, -71.5), time: now }]);
    await waitFor(async () =>
      (await mmsisOf(`?since=${dataUpdatedTime ?? ''}`)).includes('725000008'),
    );
    const changedSince = (await read(`?since=${dataUpdatedTime ?? ''}`)).features;
    for (const { properties } of changedSince) {
      expect(Date.parse(properties.committedAt)).toBeGreaterThanOrEqual(
        Date.parse(dataUpdatedTime ?? ''),
      );
    }
  });

  it('widens a box outward to a grid, by about a tenth', async () => {
    // The vessel at -71.62 lies 0.002 degrees outside: the next line of the grid is at -71.62.
    expect(await mmsisOf('?bbox=-71.618,-33.05,-71.518,-32.95&mmsi=725000001')).toEqual([
      '725000001',
    ]);
    expect(await mmsisOf('?bbox=-71.605,-33.05,-71.505,-32.95&mmsi=725000001')).toEqual([]);
  });

  it('never lets an older report replace a newer one', async () => {
    await app.send([{ message: report(725000001, -70), time: now - minute }]);
    const [feature] = (await read('?mmsi=725000001')).features;
    expect(feature?.properties.time).toBe(new Date(now).toISOString());
  });

  it('pages through everything while vessels come and move', async () => {
    const seen: string[] = [];
    const before = await mmsisOf('?maxAge=all');
    let path: string | null = '/api/v1/positions?maxAge=all&limit=2';
    for (let step = 0; path !== null; step += 1) {
      const answer: Response = await app.get(path);
      const body = positionCollection.parse(await answer.json());
      expect(body.features.length).toBeLessThanOrEqual(2);
      seen.push(...body.features.map(({ id }) => id));
      path = /<([^>]+)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1] ?? null;
      await app.send([
        { message: report(725000001, -71.62 + step / 100), time: now + step * 1000 },
        { message: report(200000000 + step, -71), time: now },
      ]);
    }
    expect(seen.filter((mmsi) => before.includes(mmsi))).toEqual(before);
    expect(new Set(seen).size).toBe(seen.length);
  });

  it.each([
    ['gzip', gunzipSync],
    ['br', brotliDecompressSync],
  ])('answers the same in %s, with a tag of its own that gives 304', async (coding, decode) => {
    const url = `${app.url}/api/v1/positions?bbox=-180,-34,-179,-32`;
    const plain = await rawGet(url, { 'accept-encoding': 'identity' });
    const long = await rawGet(`${app.url}/api/v1/positions?maxAge=all`, {
      'accept-encoding': coding,
    });
    expect(long.headers['content-encoding']).toBe(coding);
    expect(positionCollection.parse(JSON.parse(decode(long.body).toString())).type).toBe(
      'FeatureCollection',
    );
    const tag = String(long.headers['etag']);
    expect(tag).toMatch(new RegExp(`^"[\\w-]+-${coding}"$`));
    const again = await rawGet(`${app.url}/api/v1/positions?maxAge=all`, {
      'accept-encoding': coding,
      'if-none-match': tag,
    });
    expect([again.status, again.body.length]).toEqual([304, 0]);
    expect(again.headers['vary']).toContain('Accept-Encoding');
    expect(plain.headers['content-type']).toBe('application/geo+json');
    expect(plain.headers['last-modified']).toMatch(/GMT$/);
    expect(plain.headers['cache-control']).toBe('no-cache');
  });

  it('keeps its bytes while nothing changes, also after the snapshot was looked at anew', async () => {
    const path = '/api/v1/positions?bbox=-180,-34,-179,-32';
    const first = (await app.get(path)).headers.get('etag');
    // Newer than what was sent before, and still less ahead of the clock than is believed (30 s).
    await app.send([{ message: report(725000001, -71.7), time: now + 20_000 }]);
    await waitFor(async () => (await mmsisOf('?bbox=-71.8,-34,-71.69,-32')).length === 1);
    expect((await app.get(path, { 'if-none-match': first ?? '' })).status).toBe(304);
  });

  it('answers, and answers 304, without reading a table', async () => {
    const tag = (await app.get('/api/v1/positions?maxAge=all')).headers.get('etag') ?? '';
    await app.withLocked(['position', 'latest_position', 'vessel'], async () => {
      const known = { 'if-none-match': tag };
      expect((await app.get('/api/v1/positions?maxAge=all', known)).status).toBe(304);
      // Never asked before, so it is made now.
      expect((await app.get('/api/v1/positions?maxAge=86400')).status).toBe(200);
    });
  });

  it.each([
    ['?bbox=1,2,3', 'bbox'],
    ['?bbox=1,2,3,100', 'bbox'],
    ['?bbox=1,50,3,40', 'bbox'],
    ['?mmsi=12345', 'mmsi'],
    ['?mmsi=', 'mmsi'],
    ['?since=yesterday', 'since'],
    ['?since=2026-01-01T00:00:00', 'since'],
    ['?shipType=256', 'shipType'],
    ['?source=radar', 'source'],
    ['?maxAge=0', 'maxAge'],
    ['?maxAge=-1', 'maxAge'],
    ['?limit=0', 'limit'],
    ['?limit=10001', 'limit'],
    ['?limit=ten', 'limit'],
    ['?cursor=nonsense', 'cursor'],
    ['?limit=1&limit=2', 'limit'],
    ['?colour=red', 'colour'],
  ])('refuses %s, naming %s', async (query, parameter) => {
    const answer = await app.get(`/api/v1/positions${query}`);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    const problem = problemSchema.parse(await answer.json());
    expect(problem.errors?.[0]).toMatchObject({ parameter });
    expect(problem.instance).toBe('/api/v1/positions');
  });

  it('answers HEAD as GET without the body', async () => {
    const head = await app.get('/api/v1/positions?maxAge=all', {}, 'HEAD');
    expect(head.status).toBe(200);
    expect(Number(head.headers.get('content-length'))).toBeGreaterThan(500);
    expect(await head.text()).toBe('');
  });

  describe('evidence', () => {
    it('shows the sentences, stations and three times behind the latest position', async () => {
      const evidence = evidenceSchema.parse(await app.json('/api/v1/positions/725000002/evidence'));
      expect(evidence.sentences).toHaveLength(1);
      expect(evidence.sentences[0]).toMatch(/^\\c:\d+\*[0-9A-F]{2}\\!AIVDM,1,1,,A,/);
      expect(evidence).toMatchObject({
        time: new Date(now - 60 * minute).toISOString(),
        isTimeTrusted: true,
        source: 'replay',
        feed: 'archive',
        messageType: 1,
        navStatus: 5,
      });
      expect(Date.parse(evidence.receivedAt)).toBeLessThanOrEqual(Date.parse(evidence.committedAt));
    });

    it('shows the one at a time', async () => {
      const at = new Date(now - minute + 500).toISOString();
      const evidence = evidenceSchema.parse(
        await app.json(`/api/v1/positions/725000001/evidence?at=${at}`),
      );
      expect(evidence.time).toBe(new Date(now - minute).toISOString());
      expect(evidence.lon).toBe(-70);
    });

    it.each([
      ['/api/v1/positions/999000111/evidence', 404],
      ['/api/v1/positions/725000001/evidence?at=2000-01-01T00:00:00Z', 404],
      ['/api/v1/positions/abc/evidence', 400],
      ['/api/v1/positions/725000001/evidence?at=noon', 400],
    ])('answers %s with %i', async (path, status) => {
      const answer = await app.get(path);
      expect(answer.status).toBe(status);
      expect(problemSchema.parse(await answer.json()).status).toBe(status);
    });
  });
});
