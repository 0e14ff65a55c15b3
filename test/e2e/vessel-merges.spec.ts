import { RestApp } from '../support/rest-app.js';
import { waitFor } from '../support/wait-for.js';
import { place, RegisterClient, voyage } from './register-client.js';

const minute = 60_000;
const day = 86_400_000;
const now = Math.floor(Date.now() / minute) * minute;
const joinReason = { reason: 'Same ship, seen at the quay.' };

let app: RestApp;
let register: RegisterClient;

beforeAll(async () => {
  app = await RestApp.start();
  register = new RegisterClient(app);
});

afterAll(async () => {
  await app.stop();
});

describe('merging and splitting', () => {
  it('makes one of two, and two again under their old ids, whatever AIS says', async () => {
    await app.send([
      voyage(725_003_001, now - 3 * day, { name: 'ETA', imo: 9_166_778 }),
      place(725_003_001, now - 2 * day),
      place(725_003_002, now - day),
    ]);
    const kept = await register.entered(725_003_001);
    const gone = await register.entered(725_003_002);
    const merged = await register.written('POST', `/${gone.id}/merge`, {
      into: kept.id,
      ...joinReason,
    });
    expect(merged).toMatchObject({ id: kept.id, mmsi: '725003002', mergedIds: [gone.id] });
    expect((await register.vessel(gone.id)).id).toBe(kept.id);

    const mmsis = ['725003002'];
    const off = await register.written('POST', `/${kept.id}/split`, {
      mmsis,
      reason: 'Two hulls.',
    });
    expect(off).toMatchObject({ id: gone.id, mmsi: '725003002', imo: null });
    expect(await register.vessel(kept.id)).toMatchObject({ mmsi: '725003001', mergedIds: [] });
    const { edits } = await register.history(kept.id);
    expect(edits.map(({ action, reason }) => [action, reason])).toEqual([
      ['split', 'Two hulls.'],
      ['merge', joinReason.reason],
    ]);
  });

  it('does not let AIS join again what a person has split', async () => {
    await app.send([voyage(725_003_003, now - 3 * day, { imo: 9_230_115 })]);
    const kept = await register.entered(725_003_003);
    await app.send([voyage(224_003_003, now - day, { imo: 9_230_115 })]);
    await register.eventually(kept.id, { mmsi: '224003003' });
    const body = { mmsis: ['224003003'], reason: 'A wrong IMO number was entered on board.' };
    const off = await register.written('POST', `/${kept.id}/split`, body);
    expect([off.id === kept.id, off.corrected]).toEqual([false, ['imo']]);
    await app.send([
      voyage(224_003_003, now - day + 30 * minute, { imo: 9_230_115, name: 'THETA' }),
    ]);
    const apart = await register.eventually(off.id, { name: 'THETA' });
    expect(apart.imo).toBeNull();
    expect(apart.aisDifferences).toMatchObject([{ field: 'imo', ais: 9_230_115 }]);
  });

  it('refuses what cannot be one, or cannot be split', async () => {
    const one = await register.written('POST', '', { imo: 9_241_061, mmsi: '725003004' });
    const two = await register.written('POST', '', { imo: 9_619_907 });
    const merge = await register.refused('POST', `/${one.id}/merge`, {
      into: two.id,
      ...joinReason,
    });
    expect([merge.status, merge.detail]).toEqual([409, expect.stringContaining('9241061')]);
    const same = await register.refused('POST', `/${one.id}/merge`, {
      into: one.id,
      ...joinReason,
    });
    expect(same.status).toBe(409);
    const both = { into: two.id, from: two.id, ...joinReason };
    expect((await register.refused('POST', `/${one.id}/merge`, both)).status).toBe(400);
    expect((await register.refused('POST', `/${one.id}/merge`, { into: two.id })).status).toBe(400);
    const split = async (mmsi: string) =>
      (await register.refused('POST', `/${one.id}/split`, { mmsis: [mmsi], reason: 'Other.' }))
        .status;
    expect([await split('725003004'), await split('725003099')]).toEqual([422, 422]);
  });

  it('lets one of two opposite merges win when both come at once', async () => {
    const one = await register.written('POST', '', { name: 'Iota', mmsi: '725003005' });
    const two = await register.written('POST', '', { name: 'Kappa', mmsi: '725003006' });
    const answers = await Promise.all([
      app.write('POST', `/api/v1/vessels/${one.id}/merge`, { into: two.id, ...joinReason }),
      app.write('POST', `/api/v1/vessels/${two.id}/merge`, { into: one.id, ...joinReason }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await register.vessel(one.id)).id).toBe((await register.vessel(two.id)).id);
  });

  it('loses no MMSI when people merge while AIS arrives', async () => {
    const mmsis = Array.from({ length: 12 }, (_, index) => 725_004_000 + index);
    const target = await register.written('POST', '', { name: 'Lambda' });
    const feed = async () => {
      for (const mmsi of mmsis) {
        await app.send([voyage(mmsi, now - day, { name: `L${mmsi}`, callSign: 'CBLL' })]);
      }
    };
    const people = async () => {
      for (const mmsi of mmsis) {
        await waitFor(async () => (await app.get(`/api/v1/vessels/${mmsi}`)).ok);
        const { id } = await register.vessel(mmsi);
        await register.written('POST', `/${id}/merge`, { into: target.id, ...joinReason });
      }
    };
    await Promise.all([feed(), people()]);
    const merged = await register.vessel(target.id);
    expect(merged.mmsis.map(({ mmsi }) => mmsi).sort()).toEqual(mmsis.map(String));
    expect(merged.name).toBe('Lambda');
  });
});
