import { portCollection, portSchema, zoneCollection } from '../../service/ports/ports.dto.js';
import { positionCollection } from '../../service/positions/positions.dto.js';
import { problemSchema } from '../../service/problem/problem.js';
import { RestApp } from '../support/rest-app.js';
import { waitFor } from '../support/wait-for.js';

let app: RestApp;

beforeAll(async () => {
  app = await RestApp.start({ SIMULATOR: 'on' });
});

afterAll(async () => {
  await app.stop();
});

interface Zones {
  readonly features: readonly {
    readonly properties: { readonly kind: string; readonly code: string };
  }[];
}

async function zoneNames(path: string): Promise<string[]> {
  const { features } = (await app.json(path)) as Zones;
  return features.map(({ properties }) => `${properties.kind} ${properties.code}`);
}

async function problemOf(path: string): Promise<{ status: number; detail: string }> {
  const answer = await app.get(path);
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  return problemSchema.parse(await answer.json());
}

describe('ports', () => {
  it('are listed, the demo port among them', async () => {
    const { ports } = portCollection.parse(await app.json('/api/v1/ports'));
    expect(ports).toMatchObject([
      {
        locode: 'CLVAP',
        name: 'Valparaíso',
        country: 'CL',
        timeZone: 'America/Santiago',
        bbox: [-71.673271, -33.044497, -71.55313, -32.949061],
        notice: 'Illustrative drawing, not for navigation.',
      },
    ]);
  });

  it('are found by UN/LOCODE', async () => {
    const answer = await app.get('/api/v1/ports/CLVAP');
    const port = portSchema.parse(await answer.json());
    expect(port.locode).toBe('CLVAP');
    const modified = Date.parse(answer.headers.get('last-modified') ?? '');
    expect(modified).toBe(Math.floor(Date.parse(port.updatedTime) / 1000) * 1000);
  });

  it('show their zones in order of kind and code', async () => {
    const answer = await app.get('/api/v1/ports/CLVAP/zones');
    expect(answer.headers.get('content-type')).toBe('application/geo+json');
    const { features } = zoneCollection.parse(await answer.json());
    expect(features).toHaveLength(32);
    const names = await zoneNames('/api/v1/ports/CLVAP/zones');
    expect(names).toEqual([...names].sort());
    expect(features.find(({ properties }) => properties.code === '4')).toMatchObject({
      geometry: { type: 'Polygon' },
      properties: {
        kind: 'berth',
        name: 'Sitio 4',
        lengthMetres: 160,
        depthMetres: 11.5,
        attributes: { terminal: 'T1' },
      },
    });
  });

  it('show zones of some kinds only', async () => {
    expect(await zoneNames('/api/v1/ports/CLVAP/zones?kind=terminal,anchorage')).toEqual([
      'anchorage A',
      'anchorage B',
      'anchorage C',
      'terminal T1',
      'terminal T2',
      'terminal T3',
    ]);
  });

  it('give zones page by page, none twice and none left out', async () => {
    const whole = await zoneNames('/api/v1/ports/CLVAP/zones');
    const paged: string[] = [];
    let path: string | undefined = '/api/v1/ports/CLVAP/zones?limit=7';
    while (path !== undefined) {
      paged.push(...(await zoneNames(path)));
      const link: string = (await app.get(path)).headers.get('link') ?? '';
      path = /<([^>]+)>; rel="next"/.exec(link)?.[1];
    }
    expect(paged).toEqual(whole);
  });

  it('answer 304 while nothing changed', async () => {
    const etag = (await app.get('/api/v1/ports/CLVAP/zones')).headers.get('etag') ?? '';
    const again = await app.get('/api/v1/ports/CLVAP/zones', { 'if-none-match': etag });
    expect(again.status).toBe(304);
  });

  it.each(['', '/zones', '/vessels'])(
    'are 404 where unknown, and 400 where malformed: %p',
    async (rest) => {
      expect(await problemOf(`/api/v1/ports/NLRTM${rest}`)).toMatchObject({
        status: 404,
        detail: 'There is no port NLRTM here.',
      });
      for (const locode of ['clvap', 'CLVA', 'CLVA1', '12345']) {
        expect((await problemOf(`/api/v1/ports/${locode}${rest}`)).status).toBe(400);
      }
    },
  );

  it.each(['/ports?x=1', '/ports/CLVAP?x=1', '/ports/CLVAP/zones?kind=quay', '/ports?cursor=x'])(
    'refuse %p',
    async (path) => {
      expect((await problemOf(`/api/v1${path}`)).status).toBe(400);
    },
  );
});

describe('imaginary traffic', () => {
  it('comes through the path of every feed, and says what it is', async () => {
    await waitFor(
      async () => {
        const { features } = positionCollection.parse(await app.json('/api/v1/positions'));
        return features.filter(({ properties }) => properties.name !== null).length === 40;
      },
      { what: 'forty named vessels', deadlineMs: 40_000 },
    );
    const { features } = positionCollection.parse(await app.json('/api/v1/positions'));
    expect(new Set(features.map(({ properties }) => properties.source))).toEqual(
      new Set(['simulated']),
    );
    expect(features.flatMap(({ properties }) => properties.flags)).toEqual([]);
    const inPort = positionCollection.parse(await app.json('/api/v1/ports/CLVAP/vessels'));
    expect(inPort.features.length).toBeGreaterThan(25);
    expect(inPort.features.length).toBeLessThan(40);
  });

  it('has its aids to navigation and its base station', async () => {
    const bodies = ['/api/v1/aids-to-navigation', '/api/v1/base-stations'].map(
      async (path) => ((await app.json(path)) as { features: { id: string }[] }).features,
    );
    const [aids, stations] = await Promise.all(bodies);
    expect(aids?.map(({ id }) => id)).toEqual(['997251901', '997256902']);
    expect(stations?.map(({ id }) => id)).toEqual(['007259901']);
  });
});
