import type { EncodableMessage } from '../../service/ais/encoder.js';
import { mmsiFromNumber } from '../../service/ais/mmsi.js';
import { problemSchema } from '../../service/problem/problem.js';
import {
  changeCollection,
  vesselCollection,
  vesselSchema,
} from '../../service/vessels/vessels.dto.js';
import { RestApp } from '../support/rest-app.js';
import { waitFor } from '../support/wait-for.js';

type Voyage = Extract<EncodableMessage, { type: 5 }>;

function voyage(mmsi: number, more: Partial<Voyage>): Voyage {
  return { kind: 'static', type: 5, mmsi: mmsiFromNumber(mmsi), ...more };
}

describe('vessels', () => {
  let app: RestApp;
  const now = Math.floor(Date.now() / 1000) * 1000;
  const hour = 3_600_000;

  beforeAll(async () => {
    app = await RestApp.start();
    const first = {
      name: 'ESPERANZA',
      callSign: 'CBXY',
      imo: 9074729,
      shipType: 70,
      dimensions: { a: 150, b: 39, c: 10, d: 20 },
      draughtMetres: 6.3,
      destination: 'VALPARAISO',
      eta: { month: 1, day: 2, hour: 6, minute: 30 },
    };
    await app.send([
      { message: voyage(725000001, first), time: now - 2 * hour },
      {
        message: voyage(725000001, { ...first, destination: 'SAN ANTONIO', draughtMetres: 7.1 }),
        time: now - hour,
      },
      {
        message: { kind: 'position', type: 1, mmsi: mmsiFromNumber(725000001), lon: -71, lat: -33 },
        time: now,
      },
      { message: voyage(224000002, { name: 'ALBATROS', imo: 1234568 }), time: now },
      { message: voyage(123456789, { name: '50% FULL_SPEED' }), time: now },
      {
        message: {
          kind: 'static',
          type: 24,
          part: 'B',
          mmsi: mmsiFromNumber(983650001),
          mothershipMmsi: mmsiFromNumber(725000001),
        },
        time: now,
      },
    ]);
    // Of the four stations two are ships: those are in the register a moment later.
    await waitFor(
      async () => (await versions()).filter((version) => version !== null).length === 2,
      {
        what: 'the register',
      },
    );
  });

  const versions = async () =>
    vesselCollection.parse(await app.json('/api/v1/vessels')).vessels.map((v) => v.version);

  afterAll(async () => {
    await app.stop();
  });

  const mmsisOf = async (query: string) =>
    vesselCollection.parse(await app.json(`/api/v1/vessels${query}`)).vessels.map((v) => v.mmsi);

  it('shows a vessel under its MMSI and under its uuid', async () => {
    const vessel = vesselSchema.parse(await app.json('/api/v1/vessels/725000001'));
    expect(vessel).toEqual({
      id: vessel.id,
      version: 1,
      mmsi: '725000001',
      mmsis: [{ mmsi: '725000001', from: null, to: null }],
      imo: 9074729,
      name: 'ESPERANZA',
      callSign: 'CBXY',
      shipType: 70,
      lengthOverallMetres: 189,
      beamMetres: 30,
      maxDraughtMetres: 7.1,
      grossTonnage: null,
      operator: null,
      agent: null,
      notes: null,
      corrected: [],
      aisDifferences: [],
      doubts: [],
      mergedIds: [],
      dimensions: { a: 150, b: 39, c: 10, d: 20 },
      draughtMetres: 7.1,
      destination: 'SAN ANTONIO',
      eta: { month: 1, day: 2, hour: 6, minute: 30, time: vessel.eta?.time },
      flag: 'CL',
      mothershipMmsi: null,
      flags: [],
      source: 'replay',
      firstSeenAt: new Date(now - 2 * hour).toISOString(),
      lastSeenAt: new Date(now).toISOString(),
      updatedAt: vessel.updatedAt,
    });
    expect(vessel.eta?.time).toMatch(/^\d{4}-01-02T06:30:00.000Z$/);
    expect(await app.json(`/api/v1/vessels/${vessel.id}`)).toEqual(vessel);
    expect(await app.json(`/api/v1/vessels/${vessel.id.toUpperCase()}`)).toEqual(vessel);
  });

  it('flags what is doubtful, and names the mothership of a craft', async () => {
    const doubtful = vesselSchema.parse(await app.json('/api/v1/vessels/224000002'));
    expect([doubtful.flags, doubtful.flag]).toEqual([['imo-check-digit'], 'ES']);
    const unknown = vesselSchema.parse(await app.json('/api/v1/vessels/123456789'));
    expect([unknown.flags, unknown.flag]).toEqual([['unknown-mid'], null]);
    const craft = vesselSchema.parse(await app.json('/api/v1/vessels/983650001'));
    expect(craft.mothershipMmsi).toBe('725000001');
  });

  it.each([
    ['', ['123456789', '224000002', '725000001', '983650001']],
    ['?q=esper', ['725000001']],
    ['?q=7250', ['725000001']],
    ['?q=907472', ['725000001']],
    ['?q=cbx', ['725000001']],
    ['?q=%25', ['123456789']],
    ['?q=_', ['123456789']],
    ['?mmsi=725000001,224000002', ['224000002', '725000001']],
    ['?imo=9074729', ['725000001']],
    ['?callSign=cbxy', ['725000001']],
    ['?shipType=70', ['725000001']],
    ['?shipType=70&imo=1234568', []],
  ])('finds by %s', async (query, mmsis) => {
    expect(await mmsisOf(query)).toEqual(mmsis);
  });

  it('pages in order of MMSI', async () => {
    const first = await app.get('/api/v1/vessels?limit=3');
    const next = /<([^>]+)>; rel="next"/.exec(first.headers.get('link') ?? '')?.[1] ?? '';
    const second = await app.get(next);
    expect(vesselCollection.parse(await second.json()).vessels.map((v) => v.mmsi)).toEqual([
      '983650001',
    ]);
    expect(second.headers.get('link')).toBeNull();
  });

  it('tells what changed and when, newest first', async () => {
    const { changes } = changeCollection.parse(await app.json('/api/v1/vessels/725000001/changes'));
    expect(
      changes.map(({ field, oldValue, newValue, changedAt }) => [
        field,
        oldValue,
        newValue,
        changedAt,
      ]),
    ).toEqual(
      expect.arrayContaining([
        ['destination', 'VALPARAISO', 'SAN ANTONIO', new Date(now - hour).toISOString()],
        ['draughtMetres', 6.3, 7.1, new Date(now - hour).toISOString()],
      ]),
    );
    expect(changes[0]).toMatchObject({ source: 'replay', feed: 'archive' });
  });

  it('answers 304 to who has it already', async () => {
    for (const path of ['/api/v1/vessels', '/api/v1/vessels/725000001']) {
      const tag = (await app.get(path)).headers.get('etag') ?? '';
      expect([path, (await app.get(path, { 'if-none-match': tag })).status]).toEqual([path, 304]);
    }
  });

  it.each([
    ['/api/v1/vessels/999999999', 404],
    ['/api/v1/vessels/00000000-0000-4000-8000-000000000000', 404],
    ['/api/v1/vessels/999999999/changes', 404],
    ['/api/v1/vessels/esperanza', 400],
    ['/api/v1/vessels/7250000011', 400],
    ['/api/v1/vessels/725000001?full=1', 400],
    ['/api/v1/vessels?imo=abc', 400],
    ['/api/v1/vessels?q=', 400],
    ['/api/v1/vessels?mmsi=1', 400],
    ['/api/v1/vessels/725000001/changes?limit=0', 400],
  ])('answers %s with %i', async (path, status) => {
    const answer = await app.get(path);
    expect(answer.status).toBe(status);
    expect(problemSchema.parse(await answer.json()).status).toBe(status);
  });
});
