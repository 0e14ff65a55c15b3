import { mmsiFromNumber } from '../../service/ais/mmsi.js';
import { vesselCollection, vesselSchema } from '../../service/vessels/vessels.dto.js';
import { RestApp } from '../support/rest-app.js';
import { place, RegisterClient, voyage } from './register-client.js';

const minute = 60_000;
const day = 86_400_000;
const now = Math.floor(Date.now() / minute) * minute;
const antofagasta = { lon: -70.4, lat: -23.6 };

let app: RestApp;
let register: RegisterClient;

beforeAll(async () => {
  app = await RestApp.start();
  register = new RegisterClient(app);
});

afterAll(async () => {
  await app.stop();
});

describe('the register, from AIS', () => {
  it('enters a ship under the id of what AIS says, and no station of another kind', async () => {
    await app.send([
      voyage(725_001_001, now - day, { name: 'ALFA', callSign: 'CBAL', imo: 9_074_729 }),
      voyage(111_232_001, now - day, { name: 'RESCUE' }),
    ]);
    const ship = await register.entered(725_001_001);
    expect(ship).toMatchObject({ imo: 9_074_729, name: 'ALFA', callSign: 'CBAL', flag: 'CL' });
    expect((await register.vessel(111_232_001)).version).toBeNull();
    expect(await register.vessel(ship.id)).toEqual(ship);
  });

  it('keeps the id when a ship with the same IMO number sends under another MMSI', async () => {
    await app.send([
      voyage(725_001_002, now - 3 * day, { name: 'BETA', imo: 9_321_483 }),
      place(725_001_002, now - 2 * day),
    ]);
    const before = await register.entered(725_001_002);
    await app.send([
      place(224_001_002, now - day),
      voyage(224_001_002, now - day, { name: 'BETA DOS', imo: 9_321_483 }),
    ]);
    const after = await register.eventually(before.id, { mmsi: mmsiFromNumber(224_001_002) });
    const change = new Date(now - day).toISOString();
    expect(after).toMatchObject({
      name: 'BETA DOS',
      flag: 'ES',
      mmsis: [
        { mmsi: '725001002', from: null, to: change },
        { mmsi: '224001002', from: change, to: null },
      ],
    });
    expect((await register.vessel(725_001_002)).id).toBe(before.id);
    const names = (await register.history(before.id)).identifiers.filter(
      ({ kind }) => kind === 'name',
    );
    expect(names.map(({ value, to }) => [value, to])).toEqual([
      ['BETA', change],
      ['BETA DOS', null],
    ]);
  });

  it('merges what it entered before the IMO number was heard, and finds it under both ids', async () => {
    await app.send([voyage(725_001_003, now - 3 * day, { imo: 9_811_000 })]);
    const first = await register.entered(725_001_003);
    await app.send([place(224_001_003, now - day)]);
    const second = await register.entered(224_001_003);
    expect(second.id).not.toBe(first.id);
    await app.send([voyage(224_001_003, now - day, { imo: 9_811_000 })]);
    const merged = await register.eventually(second.id, { id: first.id });
    expect(merged.mergedIds).toEqual([second.id]);
    const { edits } = await register.history(first.id);
    expect(edits[0]).toMatchObject({
      action: 'merge',
      by: 'system',
      reason: 'AIS: 224001003 sends IMO 9811000',
    });
    const listed = vesselCollection.parse(await app.json('/api/v1/vessels?imo=9811000'));
    expect(listed.vessels.map(({ id }) => id)).toEqual([first.id]);
  });

  it('keeps two apart that send one IMO number at one time from far apart', async () => {
    await app.send([
      place(725_001_004, now - 10 * minute),
      voyage(725_001_004, now - 10 * minute, { imo: 9_454_436 }),
    ]);
    const first = await register.entered(725_001_004);
    await app.send([
      place(224_001_004, now - 5 * minute, antofagasta),
      voyage(224_001_004, now - 5 * minute, { imo: 9_454_436 }),
    ]);
    const doubt = { kind: 'imo-claimed-twice', imo: 9_454_436, vesselId: first.id } as const;
    const since = new Date(now - 5 * minute).toISOString();
    const second = await register.eventually(224_001_004, { doubts: [{ ...doubt, since }] });
    expect([second.id === first.id, second.imo]).toEqual([false, null]);
    expect((await register.vessel(first.id)).mmsis).toHaveLength(1);
  });

  it('takes no IMO number with a wrong check digit, nor what is no call sign, and says so', async () => {
    await app.send([voyage(725_001_005, now - day, { imo: 9_074_728, callSign: '12' })]);
    await register.entered(725_001_005);
    const at = new Date(now - day).toISOString();
    expect(await register.vessel(725_001_005)).toMatchObject({
      imo: null,
      callSign: null,
      flags: ['imo-check-digit'],
      doubts: [{ kind: 'imo-check-digit', imo: 9_074_728, vesselId: null, since: at }],
      aisDifferences: [
        { field: 'imo', registered: null, ais: 9_074_728, since: at },
        { field: 'callSign', registered: null, ais: '12', since: at },
      ],
    });
  });

  it('lets an MMSI pass to another ship when its IMO number lasts, and not before', async () => {
    await app.send([voyage(725_001_006, now - 3 * day, { name: 'OLD', imo: 9_702_132 })]);
    const old = await register.entered(725_001_006);
    await app.send([voyage(725_001_006, now - day, { name: 'NEW', imo: 9_778_791 })]);
    const since = new Date(now - day).toISOString();
    const doubt = { kind: 'mmsi-shared', imo: 9_778_791, vesselId: null, since } as const;
    await register.eventually(old.id, { doubts: [doubt], imo: 9_702_132 });
    await app.send([voyage(725_001_006, now - day + 20 * minute, { name: 'NEW', imo: 9_778_791 })]);
    const fresh = await register.eventually(725_001_006, { imo: 9_778_791, name: 'NEW' });
    expect(fresh.id).not.toBe(old.id);
    expect(await register.vessel(old.id)).toMatchObject({
      mmsi: null,
      imo: 9_702_132,
      mmsis: [{ mmsi: '725001006', from: null, to: since }],
    });
  });
});

describe('a person’s word', () => {
  it('stays whatever AIS says, and shows the difference and since when', async () => {
    await app.send([voyage(725_002_001, now - 2 * day, { name: 'GAMA', shipType: 70 })]);
    const { id } = await register.entered(725_002_001);
    const edited = await register.written(
      'PATCH',
      `/${id}`,
      { name: 'Gamma', lengthOverallMetres: 180.5, grossTonnage: 20_000, agent: 'Agencia Sur' },
      { as: 'operator' },
    );
    expect(edited).toMatchObject({
      version: 2,
      name: 'Gamma',
      lengthOverallMetres: 180.5,
      grossTonnage: 20_000,
      corrected: ['agent', 'grossTonnage', 'lengthOverallMetres', 'name'],
    });
    const since = new Date(now - day).toISOString();
    await app.send([voyage(725_002_001, now - day, { name: 'GANMA', shipType: 71 })]);
    const seen = await register.eventually(id, { shipType: 71 });
    expect(seen.name).toBe('Gamma');
    expect(seen.aisDifferences).toEqual([
      { field: 'name', registered: 'Gamma', ais: 'GANMA', since },
    ]);
    const left = await register.written('PATCH', `/${id}`, { leaveToAis: ['name'] });
    expect([left.name, left.aisDifferences]).toEqual(['GANMA', []]);
  });

  it('enters a vessel that AIS never heard, and AIS joins it by its IMO number', async () => {
    const answer = await app.write('POST', '/api/v1/vessels', { name: 'Delta', imo: 9_893_890 });
    expect(answer.status).toBe(201);
    const made = vesselSchema.parse(await answer.json());
    expect(answer.headers.get('location')).toBe(`/api/v1/vessels/${made.id}`);
    expect(made).toMatchObject({ version: 1, mmsi: null, source: 'operator', firstSeenAt: null });
    await app.send([voyage(725_002_002, now - day, { name: 'DELTA', imo: 9_893_890 })]);
    const joined = await register.eventually(725_002_002, { id: made.id, imo: 9_893_890 });
    expect([joined.name, joined.flag]).toEqual(['Delta', 'CL']);
  });

  it('enters what AIS says of the MMSI where nothing else is given', async () => {
    const made = await register.written('POST', '', { mmsi: '725002003', agent: 'Agencia Sur' });
    await app.send([voyage(725_002_003, now - day, { name: 'EPSILON', callSign: 'CBEP' })]);
    expect(await register.eventually(made.id, { name: 'EPSILON' })).toMatchObject({
      callSign: 'CBEP',
    });
  });

  it.each([
    [{ imo: 9_074_728 }, '/imo'],
    [{ mmsi: '992241234' }, '/mmsi'],
    [{ mmsi: '72500200' }, '/mmsi'],
    [{ callSign: 'C-1' }, '/callSign'],
    [{ flag: 'Chile', name: 'X' }, '/flag'],
    [{ name: 'X', lengthOverallMetres: 0 }, '/lengthOverallMetres'],
    [{ agent: 'Nobody else' }, ''],
    [{ name: 'X', colour: 'red' }, ''],
  ])('refuses %j', async (body, pointer) => {
    const problem = await register.refused('POST', '', body);
    expect(problem.status).toBe(400);
    expect(problem.errors?.map((error) => ('pointer' in error ? error.pointer : null))).toContain(
      pointer,
    );
  });

  it('names the vessel in the way of an IMO number or an MMSI', async () => {
    const made = await register.written('POST', '', { mmsi: '725002004', imo: 9_839_272 });
    for (const body of [{ imo: 9_839_272 }, { mmsi: '725002004' }]) {
      const problem = await register.refused('POST', '', body);
      expect([problem.status, problem.detail]).toEqual([409, expect.stringContaining(made.id)]);
    }
  });

  it('refuses a stale version, and who may not', async () => {
    const { id } = await register.written('POST', '', { name: 'Zeta' });
    const tag = (await app.get(`/api/v1/vessels/${id}`)).headers.get('etag') ?? '';
    const headers = { 'if-match': tag };
    await register.written('PATCH', `/${id}`, { notes: 'first' }, { headers });
    expect(
      (await register.refused('PATCH', `/${id}`, { notes: 'second' }, { headers })).status,
    ).toBe(412);
    expect((await register.refused('PATCH', `/${id}`, {})).status).toBe(400);
    const unknown = '/00000000-0000-4000-8000-000000000000';
    expect((await register.refused('PATCH', unknown, { notes: 'x' })).status).toBe(404);
    const body = { notes: 'x' };
    expect((await register.refused('PATCH', `/${id}`, body, { as: 'viewer' })).status).toBe(403);
  });
});
