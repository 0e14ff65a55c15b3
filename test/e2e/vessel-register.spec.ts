import type { EncodableMessage } from '../../service/ais/encoder.js';
import { mmsiFromNumber } from '../../service/ais/mmsi.js';
import { problemSchema } from '../../service/problem/problem.js';
import { historySchema } from '../../service/vessels/register.dto.js';
import { vesselCollection, vesselSchema } from '../../service/vessels/vessels.dto.js';
import { RestApp, type Sent, type WriteOptions } from '../support/rest-app.js';
import { waitFor } from '../support/wait-for.js';

type Voyage = Extract<EncodableMessage, { type: 5 }>;
type Seen = ReturnType<typeof vesselSchema.parse>;

const minute = 60_000;
const day = 86_400_000;
const now = Math.floor(Date.now() / minute) * minute;
const valparaiso = { lon: -71.6, lat: -33 };
const antofagasta = { lon: -70.4, lat: -23.6 };

let app: RestApp;

beforeAll(async () => {
  app = await RestApp.start();
});

afterAll(async () => {
  await app.stop();
});

function voyage(mmsi: number, time: number, more: Partial<Voyage> = {}): Sent {
  const message: Voyage = { kind: 'static', type: 5, mmsi: mmsiFromNumber(mmsi), ...more };
  return { message, time };
}

function place(mmsi: number, time: number, at = valparaiso): Sent {
  return { message: { kind: 'position', type: 1, mmsi: mmsiFromNumber(mmsi), ...at }, time };
}

async function vessel(id: string | number): Promise<Seen> {
  return vesselSchema.parse(await app.json(`/api/v1/vessels/${id}`));
}

/** The vessel once the register shows what is expected of it. */
async function eventually(id: string | number, expected: Partial<Seen>): Promise<Seen> {
  let seen: Seen | null = null;
  const shows = async (): Promise<boolean> => {
    seen = await vessel(id);
    expect(seen).toMatchObject(expected);
    return true;
  };
  await waitFor(shows, { what: `vessel ${id} as expected`, deadlineMs: 10_000 });
  return seen ?? (await vessel(id));
}

async function entered(mmsi: number): Promise<Seen> {
  await waitFor(async () => (await vessel(mmsi)).version, { what: `${mmsi} in the register` });
  return await vessel(mmsi);
}

type Method = 'POST' | 'PATCH';

async function written(method: Method, path: string, body: unknown, options: WriteOptions = {}) {
  return vesselSchema.parse(await app.written(method, `/api/v1/vessels${path}`, body, options));
}

async function refused(method: Method, path: string, body: unknown, options: WriteOptions = {}) {
  const answer = await app.write(method, `/api/v1/vessels${path}`, body, options);
  const problem = problemSchema.parse(await answer.json());
  expect(problem.status).toBe(answer.status);
  return problem;
}

async function history(id: string) {
  return historySchema.parse(await app.json(`/api/v1/vessels/${id}/history`));
}

const joinReason = { reason: 'Same ship, seen at the quay.' };

describe('the register, from AIS', () => {
  it('enters a ship under the id of what AIS says, and no station of another kind', async () => {
    await app.send([
      voyage(725_001_001, now - day, { name: 'ALFA', callSign: 'CBAL', imo: 9_074_729 }),
      voyage(111_232_001, now - day, { name: 'RESCUE' }),
    ]);
    const ship = await entered(725_001_001);
    expect(ship).toMatchObject({ imo: 9_074_729, name: 'ALFA', callSign: 'CBAL', flag: 'CL' });
    expect((await vessel(111_232_001)).version).toBeNull();
    expect(await vessel(ship.id)).toEqual(ship);
  });

  it('keeps the id when a ship with the same IMO number sends under another MMSI', async () => {
    await app.send([
      voyage(725_001_002, now - 3 * day, { name: 'BETA', imo: 9_321_483 }),
      place(725_001_002, now - 2 * day),
    ]);
    const before = await entered(725_001_002);
    await app.send([
      place(224_001_002, now - day),
      voyage(224_001_002, now - day, { name: 'BETA DOS', imo: 9_321_483 }),
    ]);
    const after = await eventually(before.id, { mmsi: mmsiFromNumber(224_001_002) });
    const change = new Date(now - day).toISOString();
    expect(after).toMatchObject({
      name: 'BETA DOS',
      flag: 'ES',
      mmsis: [
        { mmsi: '725001002', from: null, to: change },
        { mmsi: '224001002', from: change, to: null },
      ],
    });
    expect((await vessel(725_001_002)).id).toBe(before.id);
    const names = (await history(before.id)).identifiers.filter(({ kind }) => kind === 'name');
    expect(names.map(({ value, to }) => [value, to])).toEqual([
      ['BETA', change],
      ['BETA DOS', null],
    ]);
  });

  it('merges what it entered before the IMO number was heard, and finds it under both ids', async () => {
    await app.send([voyage(725_001_003, now - 3 * day, { imo: 9_811_000 })]);
    const first = await entered(725_001_003);
    await app.send([place(224_001_003, now - day)]);
    const second = await entered(224_001_003);
    expect(second.id).not.toBe(first.id);
    await app.send([voyage(224_001_003, now - day, { imo: 9_811_000 })]);
    const merged = await eventually(second.id, { id: first.id });
    expect(merged.mergedIds).toEqual([second.id]);
    const { edits } = await history(first.id);
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
    const first = await entered(725_001_004);
    await app.send([
      place(224_001_004, now - 5 * minute, antofagasta),
      voyage(224_001_004, now - 5 * minute, { imo: 9_454_436 }),
    ]);
    const doubt = { kind: 'imo-claimed-twice', imo: 9_454_436, vesselId: first.id } as const;
    const since = new Date(now - 5 * minute).toISOString();
    const second = await eventually(224_001_004, { doubts: [{ ...doubt, since }] });
    expect([second.id === first.id, second.imo]).toEqual([false, null]);
    expect((await vessel(first.id)).mmsis).toHaveLength(1);
  });

  it('takes no IMO number with a wrong check digit, nor what is no call sign, and says so', async () => {
    await app.send([voyage(725_001_005, now - day, { imo: 9_074_728, callSign: '12' })]);
    await entered(725_001_005);
    const at = new Date(now - day).toISOString();
    expect(await vessel(725_001_005)).toMatchObject({
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
    const old = await entered(725_001_006);
    await app.send([voyage(725_001_006, now - day, { name: 'NEW', imo: 9_778_791 })]);
    const since = new Date(now - day).toISOString();
    const doubt = { kind: 'mmsi-shared', imo: 9_778_791, vesselId: null, since } as const;
    await eventually(old.id, { doubts: [doubt], imo: 9_702_132 });
    await app.send([voyage(725_001_006, now - day + 20 * minute, { name: 'NEW', imo: 9_778_791 })]);
    const fresh = await eventually(725_001_006, { imo: 9_778_791, name: 'NEW' });
    expect(fresh.id).not.toBe(old.id);
    expect(await vessel(old.id)).toMatchObject({
      mmsi: null,
      imo: 9_702_132,
      mmsis: [{ mmsi: '725001006', from: null, to: since }],
    });
  });
});

describe('a person’s word', () => {
  it('stays whatever AIS says, and shows the difference and since when', async () => {
    await app.send([voyage(725_002_001, now - 2 * day, { name: 'GAMA', shipType: 70 })]);
    const { id } = await entered(725_002_001);
    const edited = await written(
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
    const seen = await eventually(id, { shipType: 71 });
    expect(seen.name).toBe('Gamma');
    expect(seen.aisDifferences).toEqual([
      { field: 'name', registered: 'Gamma', ais: 'GANMA', since },
    ]);
    const left = await written('PATCH', `/${id}`, { leaveToAis: ['name'] });
    expect([left.name, left.aisDifferences]).toEqual(['GANMA', []]);
  });

  it('enters a vessel that AIS never heard, and AIS joins it by its IMO number', async () => {
    const answer = await app.write('POST', '/api/v1/vessels', { name: 'Delta', imo: 9_893_890 });
    expect(answer.status).toBe(201);
    const made = vesselSchema.parse(await answer.json());
    expect(answer.headers.get('location')).toBe(`/api/v1/vessels/${made.id}`);
    expect(made).toMatchObject({ version: 1, mmsi: null, source: 'operator', firstSeenAt: null });
    await app.send([voyage(725_002_002, now - day, { name: 'DELTA', imo: 9_893_890 })]);
    const joined = await eventually(725_002_002, { id: made.id, imo: 9_893_890 });
    expect([joined.name, joined.flag]).toEqual(['Delta', 'CL']);
  });

  it('enters what AIS says of the MMSI where nothing else is given', async () => {
    const made = await written('POST', '', { mmsi: '725002003', agent: 'Agencia Sur' });
    await app.send([voyage(725_002_003, now - day, { name: 'EPSILON', callSign: 'CBEP' })]);
    expect(await eventually(made.id, { name: 'EPSILON' })).toMatchObject({ callSign: 'CBEP' });
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
    const problem = await refused('POST', '', body);
    expect(problem.status).toBe(400);
    expect(problem.errors?.map((error) => ('pointer' in error ? error.pointer : null))).toContain(
      pointer,
    );
  });

  it('names the vessel in the way of an IMO number or an MMSI', async () => {
    const made = await written('POST', '', { mmsi: '725002004', imo: 9_839_272 });
    for (const body of [{ imo: 9_839_272 }, { mmsi: '725002004' }]) {
      const problem = await refused('POST', '', body);
      expect([problem.status, problem.detail]).toEqual([409, expect.stringContaining(made.id)]);
    }
  });

  it('refuses a stale version, and who may not', async () => {
    const { id } = await written('POST', '', { name: 'Zeta' });
    const tag = (await app.get(`/api/v1/vessels/${id}`)).headers.get('etag') ?? '';
    const headers = { 'if-match': tag };
    await written('PATCH', `/${id}`, { notes: 'first' }, { headers });
    expect((await refused('PATCH', `/${id}`, { notes: 'second' }, { headers })).status).toBe(412);
    expect((await refused('PATCH', `/${id}`, {})).status).toBe(400);
    const unknown = '/00000000-0000-4000-8000-000000000000';
    expect((await refused('PATCH', unknown, { notes: 'x' })).status).toBe(404);
    const body = { notes: 'x' };
    expect((await refused('PATCH', `/${id}`, body, { as: 'viewer' })).status).toBe(403);
  });
});

describe('merging and splitting', () => {
  it('makes one of two, and two again under their old ids, whatever AIS says', async () => {
    await app.send([
      voyage(725_003_001, now - 3 * day, { name: 'ETA', imo: 9_166_778 }),
      place(725_003_001, now - 2 * day),
      place(725_003_002, now - day),
    ]);
    const kept = await entered(725_003_001);
    const gone = await entered(725_003_002);
    const merged = await written('POST', `/${gone.id}/merge`, { into: kept.id, ...joinReason });
    expect(merged).toMatchObject({ id: kept.id, mmsi: '725003002', mergedIds: [gone.id] });
    expect((await vessel(gone.id)).id).toBe(kept.id);

    const mmsis = ['725003002'];
    const off = await written('POST', `/${kept.id}/split`, { mmsis, reason: 'Two hulls.' });
    expect(off).toMatchObject({ id: gone.id, mmsi: '725003002', imo: null });
    expect(await vessel(kept.id)).toMatchObject({ mmsi: '725003001', mergedIds: [] });
    const { edits } = await history(kept.id);
    expect(edits.map(({ action, reason }) => [action, reason])).toEqual([
      ['split', 'Two hulls.'],
      ['merge', joinReason.reason],
    ]);
  });

  it('does not let AIS join again what a person has split', async () => {
    await app.send([voyage(725_003_003, now - 3 * day, { imo: 9_230_115 })]);
    const kept = await entered(725_003_003);
    await app.send([voyage(224_003_003, now - day, { imo: 9_230_115 })]);
    await eventually(kept.id, { mmsi: '224003003' });
    const body = { mmsis: ['224003003'], reason: 'A wrong IMO number was entered on board.' };
    const off = await written('POST', `/${kept.id}/split`, body);
    expect([off.id === kept.id, off.corrected]).toEqual([false, ['imo']]);
    await app.send([
      voyage(224_003_003, now - day + 30 * minute, { imo: 9_230_115, name: 'THETA' }),
    ]);
    const apart = await eventually(off.id, { name: 'THETA' });
    expect(apart.imo).toBeNull();
    expect(apart.aisDifferences).toMatchObject([{ field: 'imo', ais: 9_230_115 }]);
  });

  it('refuses what cannot be one, or cannot be split', async () => {
    const one = await written('POST', '', { imo: 9_241_061, mmsi: '725003004' });
    const two = await written('POST', '', { imo: 9_619_907 });
    const merge = await refused('POST', `/${one.id}/merge`, { into: two.id, ...joinReason });
    expect([merge.status, merge.detail]).toEqual([409, expect.stringContaining('9241061')]);
    const same = await refused('POST', `/${one.id}/merge`, { into: one.id, ...joinReason });
    expect(same.status).toBe(409);
    const both = { into: two.id, from: two.id, ...joinReason };
    expect((await refused('POST', `/${one.id}/merge`, both)).status).toBe(400);
    expect((await refused('POST', `/${one.id}/merge`, { into: two.id })).status).toBe(400);
    const split = async (mmsi: string) =>
      (await refused('POST', `/${one.id}/split`, { mmsis: [mmsi], reason: 'Other.' })).status;
    expect([await split('725003004'), await split('725003099')]).toEqual([422, 422]);
  });

  it('lets one of two opposite merges win when both come at once', async () => {
    const one = await written('POST', '', { name: 'Iota', mmsi: '725003005' });
    const two = await written('POST', '', { name: 'Kappa', mmsi: '725003006' });
    const answers = await Promise.all([
      app.write('POST', `/api/v1/vessels/${one.id}/merge`, { into: two.id, ...joinReason }),
      app.write('POST', `/api/v1/vessels/${two.id}/merge`, { into: one.id, ...joinReason }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await vessel(one.id)).id).toBe((await vessel(two.id)).id);
  });

  it('loses no MMSI when people merge while AIS arrives', async () => {
    const mmsis = Array.from({ length: 12 }, (_, index) => 725_004_000 + index);
    const target = await written('POST', '', { name: 'Lambda' });
    const feed = async () => {
      for (const mmsi of mmsis) {
        await app.send([voyage(mmsi, now - day, { name: `L${mmsi}`, callSign: 'CBLL' })]);
      }
    };
    const people = async () => {
      for (const mmsi of mmsis) {
        await waitFor(async () => (await app.get(`/api/v1/vessels/${mmsi}`)).ok);
        const { id } = await vessel(mmsi);
        await written('POST', `/${id}/merge`, { into: target.id, ...joinReason });
      }
    };
    await Promise.all([feed(), people()]);
    const merged = await vessel(target.id);
    expect(merged.mmsis.map(({ mmsi }) => mmsi).sort()).toEqual(mmsis.map(String));
    expect(merged.name).toBe('Lambda');
  });
});
