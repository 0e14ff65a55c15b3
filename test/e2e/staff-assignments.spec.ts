import { certificateCollection } from '../../service/operations/staff.dto.js';
import { assignmentSchema } from '../../service/operations/staff-assignments.dto.js';
import { restRuleList, restRuleSchema } from '../../service/operations/rest-rules.dto.js';
import { shiftCollection } from '../../service/operations/staff-shifts.dto.js';
import { staffPlanSchema } from '../../service/operations/staff-plan.dto.js';
import { created, refusal } from '../support/cargo-port.js';
import { assignments, at, shifts, staff, StaffPort } from './staff-support.js';

let port: StaffPort;

beforeAll(async () => {
  port = await StaffPort.open();
});

afterAll(async () => {
  await port.app.stop();
});

describe('an assignment', () => {
  it('is made to a berth, moved and cancelled', async () => {
    const id = await port.onShift(6, 18);
    const assignment = await port.assign(id, 6, 14);
    const path = `${assignments}/${assignment}`;
    const moved = await port.app.written('PATCH', path, { from: at(7), to: at(15) });
    expect(assignmentSchema.parse(moved)).toMatchObject({
      ...{ from: at(7), to: at(15), state: 'planned', version: 2, berthId: port.berth },
    });
    const cancelled = await port.app.written('POST', `${path}/cancel`, { reason: 'not-needed' });
    expect(cancelled).toMatchObject({ state: 'cancelled', cancelReason: 'not-needed' });
    expect((await port.app.write('POST', `${path}/cancel`, { reason: 'mistake' })).status).toBe(
      409,
    );
    expect((await port.app.write('PATCH', path, { from: at(7), to: at(8) })).status).toBe(409);
    await port.assign(id, 7, 15);
  });

  it('is refused beside another at the same time, which is named (409)', async () => {
    const id = await port.onShift(6, 18);
    const first = await port.assign(id, 6, 12);
    const answer = await port.refused(port.wanted(id, 11, 14));
    expect([answer.status, answer.errors]).toEqual([
      409,
      [{ pointer: '/from', detail: `the assignment ${first} is at the same time` }],
    ]);
    await port.assign(id, 12, 14);
  });

  it('is won by one of many writers who want a person at the same time', async () => {
    const id = await port.onShift(0, 24);
    const answers = await Promise.all(
      Array.from(
        { length: 9 },
        async (_, index) =>
          await port.app.write(
            'POST',
            assignments,
            port.wanted(id, 6 + (index % 5), 11 + (index % 5)),
          ),
      ),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([201, ...Array.from({ length: 8 }, () => 409)]);
    const [winner] = await port.app.rows('SELECT id FROM staff_assignment WHERE staff_id = $1', [
      id,
    ]);
    for (const answer of answers.filter(({ status }) => status === 409))
      expect(refusal.parse(await answer.json()).detail).toContain(String(winner?.['id']));
  });

  it('leaves rest whoever writes at once: of many short ones no more are taken than allowed', async () => {
    const id = await port.onShift(0, 24, { roles: ['tug-master'] });
    const answers = await Promise.all(
      Array.from(
        { length: 9 },
        async (_, index) =>
          await port.app.write(
            'POST',
            assignments,
            port.wanted(id, index * 2.5, index * 2.5 + 2, { role: 'tug-master' }),
          ),
      ),
    );
    const taken = answers.filter(({ status }) => status === 201).length;
    expect(taken).toBeGreaterThan(0);
    expect(taken).toBeLessThanOrEqual(7);
    const [sum] = await port.app.rows(
      `SELECT sum(extract(epoch FROM upper(during) - lower(during))) / 3600 AS hours
       FROM staff_assignment WHERE staff_id = $1`,
      [id],
    );
    expect(Number(sum?.['hours'])).toBeLessThanOrEqual(14);
  });

  it('is refused with every rule that it breaks, and the records in the way (422)', async () => {
    const id = await port.newPerson({ roles: ['mooring'] });
    const answer = await port.refused(port.wanted(id, 6, 14));
    expect(answer.status).toBe(422);
    expect(answer.errors).toEqual([
      { pointer: '/role', detail: `the person ${id} does not work as crane` },
      { pointer: '/role', detail: 'there is no certificate as crane' },
      { pointer: '/from', detail: `there is no shift from ${at(6)} to ${at(14)}` },
    ]);
  });

  it('is refused when the certificate ends before the work does', async () => {
    const id = await created(port.app, staff, {
      ...{ port: 'CLVAP', terminal: 'T1', name: 'Somebody', roles: ['crane'] },
    });
    const certificate = await created(port.app, `${staff}/${id}/certificates`, {
      ...{ role: 'crane', validFrom: at(0), validTo: at(10) },
    });
    await created(port.app, shifts, { staffId: id, from: at(0), to: at(24) });
    await port.assign(id, 1, 9);
    const answer = await port.refused(port.wanted(id, 9, 11));
    expect([answer.status, answer.detail]).toEqual([
      422,
      `no certificate as crane is valid from ${at(9)} to ${at(11)}: ${certificate} from ${at(0)} to ${at(10)}`,
    ]);
  });

  it('is refused when it leaves a seafarer less than ten hours of rest', async () => {
    const id = await port.onShift(0, 48, { roles: ['tug-master'] });
    const first = await port.assign(id, 0, 12, { role: 'tug-master' });
    const second = await port.assign(id, 20, 22, { role: 'tug-master' });
    const answer = await port.refused(port.wanted(id, 22, 23, { role: 'tug-master' }));
    expect([answer.status, answer.errors[0]]).toEqual([
      422,
      {
        pointer: '/from',
        detail:
          `as tug-master: 9 of 10 hours of rest in the 24 hours from ${at(-1)} to ${at(23)}, ` +
          `beside the assignments ${first}, ${second}`,
      },
    ]);
  });

  it('follows the rest rule of the port', async () => {
    const id = await port.onShift(0, 48);
    await port.assign(id, 0, 8);
    expect((await port.refused(port.wanted(id, 16, 20))).status).toBe(422);
    const rule = {
      ...{ isSeafarer: false, minHoursPerDay: 8, minHoursPerWeek: 70 },
      ...{ mostPeriodsPerDay: 2, minLongestPeriodHours: 8 },
    };
    const path = '/api/v1/ports/CLVAP/rest-rules/crane';
    const asMaster = { as: 'harbour-master' } as const;
    expect((await port.app.write('PUT', path, rule, { as: 'terminal' })).status).toBe(403);
    const put = restRuleSchema.parse(await port.app.written('PUT', path, rule, asMaster));
    expect(put).toEqual({ role: 'crane', ...rule, isDefault: false });
    await port.assign(id, 16, 20);
    await port.app.written('DELETE', path, undefined, asMaster);
    const { rules } = restRuleList.parse(await port.app.json('/api/v1/ports/CLVAP/rest-rules'));
    expect(rules.map(({ role, isDefault }) => `${role} ${isDefault}`)).toEqual([
      ...['pilot true', 'mooring true', 'crane true', 'stevedore true', 'tug-master true'],
      'inspector true',
    ]);
    const plan = await port.read(
      `/api/v1/ports/CLVAP/staff-plan?from=${at(0)}&to=${at(24)}`,
      staffPlanSchema,
    );
    const clash = plan.clashes.find(({ staffId }) => staffId === id);
    expect(clash?.faults.map((fault) => fault.rule)).toContain('rest');
  });

  it('gives seafarers no less rest than MLC 2006 does', async () => {
    const rule = {
      ...{ isSeafarer: true, minHoursPerDay: 9, minHoursPerWeek: 77 },
      ...{ mostPeriodsPerDay: 3, minLongestPeriodHours: 6 },
    };
    const path = '/api/v1/ports/CLVAP/rest-rules/tug-master';
    const answer = refusal.parse(await (await port.app.write('PUT', path, rule)).json());
    expect([answer.status, answer.errors.map(({ pointer }) => pointer)]).toEqual([
      422,
      ['/minHoursPerDay', '/mostPeriodsPerDay'],
    ]);
  });

  it('names exactly one thing to work on, which exists', async () => {
    const id = await port.onShift(0, 24);
    const nowhere = '00000000-0000-4000-8000-000000000000';
    expect((await port.refused(port.wanted(id, 1, 2, { berthId: null }))).status).toBe(400);
    expect((await port.refused(port.wanted(id, 1, 2, { cargoOperationId: nowhere }))).status).toBe(
      400,
    );
    const missing = await port.refused(port.wanted(id, 1, 2, { berthId: nowhere }));
    expect([missing.status, missing.errors[0]?.pointer]).toEqual([422, '/berthId']);
  });

  it('keeps the certificate, the role and the shift that it needs', async () => {
    const id = await port.onShift(0, 24);
    const assignment = await port.assign(id, 1, 2);
    const { certificates } = await port.read(`${staff}/${id}/certificates`, certificateCollection);
    const { shifts: found } = await port.read(`${shifts}?staff=${id}`, shiftCollection);
    const attempts = [
      port.app.write('DELETE', `${staff}/${id}/certificates/${certificates[0]?.id ?? ''}`),
      port.app.write('PATCH', `${staff}/${id}`, { roles: ['mooring'] }),
      port.app.write('DELETE', `${shifts}/${found[0]?.id ?? ''}`),
      port.app.write('PATCH', `${shifts}/${found[0]?.id ?? ''}`, { from: at(1.5), to: at(24) }),
      port.app.write('DELETE', `${staff}/${id}`),
    ];
    for (const attempt of attempts) {
      const answer = refusal.parse(await (await attempt).json());
      expect(answer.status).toBe(409);
      expect(answer.detail).toContain(assignment);
    }
    const second = await port.app.write('POST', shifts, { staffId: id, from: at(23), to: at(25) });
    expect(refusal.parse(await second.json()).detail).toContain(found[0]?.id ?? '?');
  });
});
