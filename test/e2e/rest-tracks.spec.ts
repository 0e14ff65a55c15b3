import { gunzipSync } from 'node:zlib';
import type { EncodableMessage } from '../../service/ais/encoder.js';
import { mmsiFromNumber } from '../../service/ais/mmsi.js';
import { trackFeatureSchema } from '../../service/positions/track.dto.js';
import { problemSchema } from '../../service/problem/problem.js';
import { RestApp } from '../support/rest-app.js';
import { rawGet } from '../support/words-app.js';

type Position = Extract<EncodableMessage, { kind: 'position' }>;

function report(mmsi: number, lon: number, more: Partial<Position> = {}): Position {
  return { kind: 'position', type: 1, mmsi: mmsiFromNumber(mmsi), lon, lat: -33, ...more };
}

const minute = 60_000;
const path = '/api/v1/vessels/725000001/track';

describe('GET /api/v1/vessels/{mmsi}/track', () => {
  let app: RestApp;
  const now = Math.floor(Date.now() / 1000) * 1000;
  const iso = (time: number) => new Date(time).toISOString();
  const track = async (query = '') => trackFeatureSchema.parse(await app.json(`${path}${query}`));

  beforeAll(async () => {
    app = await RestApp.start();
    await app.send([
      { message: report(725000001, -71.4), time: now - 30 * 60 * minute },
      { message: report(725000001, -71.5, { sogKnots: 12.3 }), time: now - 3 * minute },
      { message: report(725000001, -71.501), time: now - 2 * minute },
      { message: report(725000001, -71.502, { navStatus: 1 }), time: now - minute },
      { message: report(725000002, -71.6), time: now - minute },
      {
        message: {
          kind: 'static',
          type: 5,
          mmsi: mmsiFromNumber(725000001),
          name: 'A<B&C>',
        },
        time: now,
      },
    ]);
  });

  afterAll(async () => {
    await app.stop();
  });

  it('gives the last day as a line with its times', async () => {
    const answer = await app.get(path);
    expect(answer.headers.get('content-type')).toBe('application/geo+json');
    expect(answer.headers.get('vary')).toBe('Accept-Encoding, Accept');
    const feature = trackFeatureSchema.parse(await answer.json());
    expect(feature.geometry).toEqual({
      type: 'LineString',
      coordinates: [
        [-71.5, -33],
        [-71.501, -33],
        [-71.502, -33],
      ],
    });
    expect(feature.properties).toMatchObject({
      mmsi: '725000001',
      name: 'A<B&C>',
      times: [iso(now - 3 * minute), iso(now - 2 * minute), iso(now - minute)],
    });
  });

  it('begins and ends where it is told, both ends included', async () => {
    const query = `?from=${iso(now - 30 * 60 * minute)}&to=${iso(now - 2 * minute)}`;
    const feature = await track(query);
    expect(feature.geometry?.coordinates.map(([lon]) => lon)).toEqual([-71.4, -71.5, -71.501]);
    expect(feature.properties.to).toBe(iso(now - 2 * minute));
  });

  it('leaves out what lies within the tolerance', async () => {
    const feature = await track('?toleranceMetres=5');
    expect(feature.geometry?.coordinates.map(([lon]) => lon)).toEqual([-71.5, -71.502]);
    expect(feature.properties.times).toHaveLength(2);
  });

  it.each([
    ['?to=2000-01-01T00:00:00Z', 'none'],
    [`?from=${new Date(now - minute).toISOString()}`, 'a single place'],
  ])('is no line for %s: %s', async (query) => {
    const feature = await track(query);
    expect(feature.geometry).toBeNull();
    expect(feature.properties.times).toEqual([]);
  });

  it('comes as CSV', async () => {
    const answer = await app.get(path, { accept: 'text/csv' });
    expect(answer.headers.get('content-type')).toBe('text/csv');
    expect(answer.headers.get('content-disposition')).toBe(
      'attachment; filename="track-725000001.csv"',
    );
    expect((await answer.text()).split('\r\n')).toEqual([
      'mmsi,time,lon,lat,sog,cog,heading,navStatus,flags',
      `725000001,${iso(now - 3 * minute)},-71.5,-33,12.3,,,,`,
      `725000001,${iso(now - 2 * minute)},-71.501,-33,,,,,`,
      `725000001,${iso(now - minute)},-71.502,-33,,,,1,`,
      '',
    ]);
  });

  it('comes as GPX', async () => {
    const answer = await app.get(path, { accept: 'application/gpx+xml' });
    expect(answer.headers.get('content-type')).toBe('application/gpx+xml');
    const text = await answer.text();
    expect(text).toContain('<name>A&lt;B&amp;C&gt;</name>');
    expect(text).toContain(
      `<trkpt lat="-33" lon="-71.502"><time>${iso(now - minute)}</time></trkpt>`,
    );
    expect(unclosed(text)).toEqual([]);
  });

  it.each([
    ['*/*', 'application/geo+json'],
    ['application/json', 'application/json'],
    ['text/html, application/xhtml+xml, */*;q=0.8', 'application/geo+json'],
    ['application/geo+json;q=0.5, text/csv', 'text/csv'],
    ['text/*', 'text/csv'],
  ])('answers Accept: %s with %s', async (accept, type) => {
    const answer = await app.get(path, { accept });
    expect(answer.headers.get('content-type')).toBe(type);
    await answer.text();
  });

  it.each([
    [path, { accept: 'image/png' }, 406],
    [path, { accept: '*/*;q=0' }, 406],
    ['/api/v1/vessels/999999999/track', {}, 404],
    ['/api/v1/vessels/abc/track', {}, 400],
    [`${path}?toleranceMetres=-1`, {}, 400],
    [`${path}?toleranceMetres=metres`, {}, 400],
    [`${path}?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z`, {}, 400],
    [`${path}?from=2026-13-02T00:00:00Z`, {}, 400],
    [`${path}?limit=5`, {}, 400],
  ])('refuses %s with %j: %i', async (address, headers, status) => {
    const answer = await app.get(address, { ...headers });
    expect(answer.status).toBe(status);
    expect(problemSchema.parse(await answer.json()).status).toBe(status);
  });

  it('answers HEAD without reading the track', async () => {
    const answer = await app.get(path, { accept: 'text/csv' }, 'HEAD');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/csv');
    expect(await answer.text()).toBe('');
  });

  describe('of a month', () => {
    const fixes = 100_000;
    const begin = Date.parse('2026-01-01T00:00:00Z');
    const month = '?from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z';

    beforeAll(async () => {
      await app.query(
        `CREATE TABLE position_month PARTITION OF position
         FOR VALUES FROM ('2026-01-01 00:00:00+00') TO ('2026-02-01 00:00:00+00')`,
      );
      await app.query(
        `INSERT INTO position (time, received_at, committed_at, lon, lat, mmsi, digest,
           message_type, flags, accuracy, is_time_trusted, ais_class, source, feed, stations, raw)
         SELECT at, at, at, -71 + n / 1e6, -33, 725000001, n, 1, 0, false, true, 'A', 'replay',
           'archive', '{}', ''
         FROM generate_series(0, $1 - 1) AS n, LATERAL (SELECT $2::timestamptz + n * interval '24 s' AS at) t`,
        [fixes, new Date(begin)],
      );
    });

    it('is whole and in order, in any form', async () => {
      const feature = await track(month);
      const coordinates = feature.geometry?.coordinates ?? [];
      expect(coordinates).toHaveLength(fixes);
      expect(coordinates.at(-1)).toEqual([-71 + (fixes - 1) / 1e6, -33]);
      expect(feature.properties.times).toHaveLength(fixes);
      expect(feature.properties.times.at(-1)).toBe(iso(begin + (fixes - 1) * 24_000));
      const packed = await rawGet(`${app.url}${path}${month}`, {
        accept: 'text/csv',
        'accept-encoding': 'gzip',
      });
      expect(packed.headers['content-encoding']).toBe('gzip');
      expect(gunzipSync(packed.body).toString().split('\r\n')).toHaveLength(fixes + 2);
    });
  });
});

/** Names of elements that are opened and not closed, or closed and not opened, in order. */
function unclosed(xml: string): string[] {
  const open: string[] = [];
  for (const [, slash, name = '', end] of xml.matchAll(/<(\/?)([\w:]+)[^>]*?(\/?)>/g)) {
    if (end === '/') continue;
    if (slash === '') open.push(name);
    else if (open.pop() !== name) return [`</${name}>`];
  }
  return open;
}
