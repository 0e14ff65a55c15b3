import { z } from 'zod';

import {
  certificateCollection,
  staffCollection,
  staffSchema,
} from '../../service/operations/staff.dto.js';
import {
  assignmentCollection,
  assignmentSchema,
  replacementsSchema,
} from '../../service/operations/staff-assignments.dto.js';
import { restRuleList, restRuleSchema } from '../../service/operations/rest-rules.dto.js';
import { shiftCollection } from '../../service/operations/staff-shifts.dto.js';
import { staffPlanSchema } from '../../service/operations/staff-plan.dto.js';
import { berthId, created, importDemoPort, newPortCall, refusal } from '../support/cargo-port.js';
import { RestApp } from '../support/rest-app.js';

const hour = 3_600_000;
/** Ten days ahead, at midnight: nothing here is in the past. */
const day = (Math.floor(Date.now() / (24 * hour)) + 10) * 24 * hour;
const staff = '/api/v1/staff';
const shifts = '/api/v1/staff-shifts';
const assignments = '/api/v1/staff-assignments';

let app: RestApp;
let berth: string;
let elsewhere: string;

beforeAll(async () => {
  app = await RestApp.start();
  await importDemoPort(app);
  berth = await berthId(app, '1');
  elsewhere = await berthId(app, '8');
});

afterAll(async () => {
  await app.stop();
});

function at(hours: number): string {
  return new Date(day + hours * hour).toISOString();
}

/** A person with a certificate for each role, valid for a month around `day`. */
async function newPerson(more: Record<string, unknown> = {}): Promise<string> {
  const roles = z.array(z.string()).parse(more['roles'] ?? ['crane']);
  const body = { port: 'CLVAP', terminal: 'T1', name: 'Somebody', ...more, roles };
  const id = await created(app, staff, body);
  for (const role of roles)
    await created(app, `${staff}/${id}/certificates`, {
      ...{ role, validFrom: at(-15 * 24), validTo: at(15 * 24) },
    });
  return id;
}

/** A person with a shift from `from` to `to`, hours of `day`. */
async function onShift(from: number, to: number, more: Record<string, unknown> = {}) {
  const id = await newPerson(more);
  await created(app, shifts, { staffId: id, from: at(from), to: at(to) });
  return id;
}

function wanted(staffId: string, from: number, to: number, more: Record<string, unknown> = {}) {
  return { staffId, role: 'crane', berthId: berth, from: at(from), to: at(to), ...more };
}

async function assign(staffId: string, from: number, to: number, more = {}): Promise<string> {
  return await created(app, assignments, wanted(staffId, from, to, more));
}

async function refusedBody(body: unknown): Promise<z.output<typeof refusal>> {
  return refusal.parse(await (await app.write('POST', assignments, body)).json());
}

async function asOperator<T>(path: string, schema: z.ZodType<T>): Promise<T> {
  const answer = await app.get(path, await app.credentials('operator'));
  return schema.parse(await answer.json());
}

describe('a person', () => {
  it('is entered, read, changed with the version that was read, and listed', async () => {
    const id = await newPerson({ name: 'Ana Rojas', contact: 'ana@example.org', terminal: 'T2' });
    const path = `${staff}/${id}`;
    const answer = await app.get(path, await app.credentials('operator'));
    expect(staffSchema.parse(await answer.json())).toMatchObject({
      ...{ name: 'Ana Rojas', contact: 'ana@example.org', port: 'CLVAP', terminal: 'T2' },
      ...{ roles: ['crane'], erasedAt: null, version: 1 },
    });
    const headers = { 'if-match': answer.headers.get('etag') ?? '' };
    const edited = await app.written('PATCH', path, { contact: null }, { headers });
    expect(edited).toMatchObject({ name: 'Ana Rojas', contact: null, version: 2 });
    expect((await app.write('PATCH', path, { name: 'B' }, { headers })).status).toBe(412);
    const found = await asOperator(`${staff}?port=CLVAP&terminal=T2&role=crane`, staffCollection);
    expect(found.staff.map((one) => one.id)).toContain(id);
    expect((await app.get(`${staff}?name=Ana`, await app.credentials('operator'))).status).toBe(
      400,
    );
  });

  it('is refused for a port or terminal that is not, or with a role that is not', async () => {
    const body = { port: 'CLVAP', terminal: 'T9', name: 'A', roles: ['pilot'] };
    const terminal = refusal.parse(await (await app.write('POST', staff, body)).json());
    expect([terminal.status, terminal.detail]).toEqual([422, 'CLVAP has no terminal T9']);
    const port = { ...body, port: 'XXAAA', terminal: null };
    expect((await app.write('POST', staff, port)).status).toBe(422);
    expect((await app.write('POST', staff, { ...body, roles: ['cook'] })).status).toBe(400);
    expect((await app.write('POST', staff, { ...body, name: 'A\u0000' })).status).toBe(400);
  });

  it('is read by nobody who is not signed in, and by no viewer', async () => {
    const id = await newPerson();
    const paths = [
      ...[staff, `${staff}/${id}`, `${staff}/${id}/certificates`, shifts, assignments],
      '/api/v1/ports/CLVAP/staff-plan',
    ];
    for (const path of paths) {
      expect([path, (await app.get(path)).status]).toEqual([path, 401]);
      const viewer = await app.get(path, await app.credentials('viewer'));
      expect([path, viewer.status]).toEqual([path, 403]);
    }
  });
});

describe('an assignment', () => {
  it('is made to a berth, moved and cancelled', async () => {
    const id = await onShift(6, 18);
    const assignment = await assign(id, 6, 14);
    const path = `${assignments}/${assignment}`;
    const moved = await app.written('PATCH', path, { from: at(7), to: at(15) });
    expect(assignmentSchema.parse(moved)).toMatchObject({
      ...{ from: at(7), to: at(15), state: 'planned', version: 2, berthId: berth },
    });
    const cancelled = await app.written('POST', `${path}/cancel`, { reason: 'not-needed' });
    expect(cancelled).toMatchObject({ state: 'cancelled', cancelReason: 'not-needed' });
    expect((await app.write('POST', `${path}/cancel`, { reason: 'mistake' })).status).toBe(409);
    expect((await app.write('PATCH', path, { from: at(7), to: at(8) })).status).toBe(409);
    await assign(id, 7, 15);
  });

  it('is refused beside another at the same time, which is named (409)', async () => {
    const id = await onShift(6, 18);
    const first = await assign(id, 6, 12);
    const answer = await refusedBody(wanted(id, 11, 14));
    expect([answer.status, answer.errors]).toEqual([
      409,
      [{ pointer: '/from', detail: `the assignment ${first} is at the same time` }],
    ]);
    await assign(id, 12, 14);
  });

  it('is won by one of 30 writers who want a person at the same time', async () => {
    const id = await onShift(0, 24);
    const answers = await Promise.all(
      Array.from({ length: 30 }, async (_, index) =>
        app.write('POST', assignments, wanted(id, 6 + (index % 5), 11 + (index % 5))),
      ),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([201, ...Array.from({ length: 29 }, () => 409)]);
    const [winner] = await app.rows('SELECT id FROM staff_assignment WHERE staff_id = $1', [id]);
    for (const answer of answers.filter(({ status }) => status === 409))
      expect(refusal.parse(await answer.json()).detail).toContain(String(winner?.['id']));
  });

  it('leaves rest whoever writes at once: of many short ones no more are taken than allowed', async () => {
    const id = await onShift(0, 24, { roles: ['tug-master'] });
    const answers = await Promise.all(
      Array.from({ length: 12 }, async (_, index) =>
        app.write(
          'POST',
          assignments,
          wanted(id, index * 2, index * 2 + 2, { role: 'tug-master' }),
        ),
      ),
    );
    const taken = answers.filter(({ status }) => status === 201).length;
    expect(taken).toBeGreaterThan(0);
    expect(taken).toBeLessThanOrEqual(7);
    const [sum] = await app.rows(
      `SELECT sum(extract(epoch FROM upper(during) - lower(during))) / 3600 AS hours
       FROM staff_assignment WHERE staff_id = $1`,
      [id],
    );
    expect(Number(sum?.['hours'])).toBeLessThanOrEqual(14);
  });

  it('is refused with every rule that it breaks, and the records in the way (422)', async () => {
    const id = await newPerson({ roles: ['mooring'] });
    const answer = await refusedBody(wanted(id, 6, 14));
    expect(answer.status).toBe(422);
    expect(answer.errors).toEqual([
      { pointer: '/role', detail: `the person ${id} does not work as crane` },
      { pointer: '/role', detail: 'there is no certificate as crane' },
      { pointer: '/from', detail: `there is no shift from ${at(6)} to ${at(14)}` },
    ]);
  });

  it('is refused when the certificate ends before the work does', async () => {
    const id = await created(app, staff, {
      ...{ port: 'CLVAP', terminal: 'T1', name: 'Somebody', roles: ['crane'] },
    });
    const certificate = await created(app, `${staff}/${id}/certificates`, {
      ...{ role: 'crane', validFrom: at(0), validTo: at(10) },
    });
    await created(app, shifts, { staffId: id, from: at(0), to: at(24) });
    await assign(id, 1, 9);
    const answer = await refusedBody(wanted(id, 9, 11));
    expect([answer.status, answer.detail]).toEqual([
      422,
      `no certificate as crane is valid from ${at(9)} to ${at(11)}: ${certificate} from ${at(0)} to ${at(10)}`,
    ]);
  });

  it('is refused when it leaves a seafarer less than ten hours of rest', async () => {
    const id = await onShift(0, 48, { roles: ['tug-master'] });
    const first = await assign(id, 0, 12, { role: 'tug-master' });
    const second = await assign(id, 20, 22, { role: 'tug-master' });
    const answer = await refusedBody(wanted(id, 22, 23, { role: 'tug-master' }));
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
    const id = await onShift(0, 48);
    await assign(id, 0, 8);
    expect((await refusedBody(wanted(id, 16, 20))).status).toBe(422);
    const rule = {
      ...{ isSeafarer: false, minHoursPerDay: 8, minHoursPerWeek: 70 },
      ...{ mostPeriodsPerDay: 2, minLongestPeriodHours: 8 },
    };
    const path = '/api/v1/ports/CLVAP/rest-rules/crane';
    const asMaster = { as: 'harbour-master' } as const;
    expect((await app.write('PUT', path, rule, { as: 'terminal' })).status).toBe(403);
    const put = restRuleSchema.parse(await app.written('PUT', path, rule, asMaster));
    expect(put).toEqual({ role: 'crane', ...rule, isDefault: false });
    await assign(id, 16, 20);
    await app.written('DELETE', path, undefined, asMaster);
    const { rules } = restRuleList.parse(await app.json('/api/v1/ports/CLVAP/rest-rules'));
    expect(rules.map(({ role, isDefault }) => `${role} ${isDefault}`)).toEqual([
      ...['pilot true', 'mooring true', 'crane true', 'stevedore true', 'tug-master true'],
      'inspector true',
    ]);
    const plan = await asOperator(
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
    const answer = refusal.parse(await (await app.write('PUT', path, rule)).json());
    expect([answer.status, answer.errors.map(({ pointer }) => pointer)]).toEqual([
      422,
      ['/minHoursPerDay', '/mostPeriodsPerDay'],
    ]);
  });

  it('names exactly one thing to work on, which exists', async () => {
    const id = await onShift(0, 24);
    const nowhere = '00000000-0000-4000-8000-000000000000';
    expect((await refusedBody(wanted(id, 1, 2, { berthId: null }))).status).toBe(400);
    expect((await refusedBody(wanted(id, 1, 2, { cargoOperationId: nowhere }))).status).toBe(400);
    const missing = await refusedBody(wanted(id, 1, 2, { berthId: nowhere }));
    expect([missing.status, missing.errors[0]?.pointer]).toEqual([422, '/berthId']);
  });

  it('keeps the certificate, the role and the shift that it needs', async () => {
    const id = await onShift(0, 24);
    const assignment = await assign(id, 1, 2);
    const { certificates } = await asOperator(`${staff}/${id}/certificates`, certificateCollection);
    const { shifts: found } = await asOperator(`${shifts}?staff=${id}`, shiftCollection);
    const attempts = [
      app.write('DELETE', `${staff}/${id}/certificates/${certificates[0]?.id ?? ''}`),
      app.write('PATCH', `${staff}/${id}`, { roles: ['mooring'] }),
      app.write('DELETE', `${shifts}/${found[0]?.id ?? ''}`),
      app.write('PATCH', `${shifts}/${found[0]?.id ?? ''}`, { from: at(1.5), to: at(24) }),
      app.write('DELETE', `${staff}/${id}`),
    ];
    for (const attempt of attempts) {
      const answer = refusal.parse(await (await attempt).json());
      expect(answer.status).toBe(409);
      expect(answer.detail).toContain(assignment);
    }
    const second = await app.write('POST', shifts, { staffId: id, from: at(23), to: at(25) });
    expect(refusal.parse(await second.json()).detail).toContain(found[0]?.id ?? '?');
  });
});

describe('a terminal', () => {
  it('plans its own people at its own places, and sees no others', async () => {
    const own = await onShift(0, 24);
    const others = await onShift(0, 24, { terminal: 'T2' });
    const ports = await onShift(0, 24, { terminal: null });
    const as = 'terminal' as const;
    const write = async (body: unknown) =>
      (await app.write('POST', assignments, body, { as })).status;
    expect(await write(wanted(own, 1, 2))).toBe(201);
    expect(await write(wanted(own, 3, 4, { berthId: elsewhere }))).toBe(403);
    expect(await write(wanted(others, 1, 2))).toBe(403);
    expect(await write(wanted(ports, 1, 2))).toBe(403);
    const body = { port: 'CLVAP', name: 'Somebody', roles: ['crane'] };
    for (const terminal of ['T2', null])
      expect((await app.write('POST', staff, { ...body, terminal }, { as })).status).toBe(403);
    for (const [method, path] of [
      ['PATCH', `${staff}/${others}`],
      ['DELETE', `${staff}/${others}`],
    ] as const)
      expect(
        (await app.write(method, path, method === 'PATCH' ? { name: 'X' } : undefined, { as }))
          .status,
      ).toBe(403);
    const shift = { staffId: others, from: at(30), to: at(31) };
    expect((await app.write('POST', shifts, shift, { as })).status).toBe(403);

    const credentials = await app.credentials('terminal');
    expect((await app.get(`${staff}/${others}`, credentials)).status).toBe(403);
    const list = staffCollection.parse(await (await app.get(staff, credentials)).json());
    expect([...new Set(list.staff.map(({ terminal }) => terminal))]).toEqual(['T1']);
    const planPath = `/api/v1/ports/CLVAP/staff-plan?from=${at(0)}&to=${at(24)}`;
    const plan = staffPlanSchema.parse(await (await app.get(planPath, credentials)).json());
    const seen = plan.people.map(({ id }) => id);
    expect([seen.includes(own), seen.includes(others), seen.includes(ports)]).toEqual([
      true,
      false,
      false,
    ]);
    expect(new Set(plan.shifts.map(({ staffId }) => staffId))).not.toContain(others);
  });
});

describe('replacements', () => {
  it('are who is free, qualified and rested, ranked, with the reasons of the others', async () => {
    const role = 'stevedore';
    const base = { roles: [role] };
    const absent = await onShift(200, 212, base);
    const assignment = await assign(absent, 200, 208, { role });
    const fresh = await onShift(200, 212, base);
    const worked = await onShift(170, 212, base);
    await assign(worked, 170, 178, { role });
    const tired = await onShift(190, 212, base);
    const night = await assign(tired, 190, 197, { role });
    const elsewhereBased = await onShift(200, 212, { ...base, terminal: 'T2' });
    const asleep = await newPerson(base);
    const answer = await asOperator(
      `${assignments}/${assignment}/replacements`,
      replacementsSchema,
    );
    expect(answer.proposals.map(({ staffId, rank }) => [staffId, rank])).toEqual([
      [fresh, 1],
      [worked, 2],
      [elsewhereBased, 3],
    ]);
    expect(answer.proposals[1]).toMatchObject({
      ...{ isOfTerminal: true, workHoursBefore: 8, restHoursBefore: 22, name: 'Somebody' },
    });
    expect(answer.ranking).toContain('terminal');
    const faults = new Map(answer.excluded.map((one) => [one.staffId, one.faults]));
    expect(faults.get(asleep)).toMatchObject([{ rule: 'shift' }]);
    expect(faults.get(tired)?.[0]).toMatchObject({ rule: 'rest', records: [night] });
    expect(faults.has(absent)).toBe(false);
  });
});

describe('the staff plan', () => {
  it('shows people, shifts, assignments and where somebody is missing', async () => {
    const portCallId = await newPortCall(app, '725000901');
    const operation = await created(app, '/api/v1/cargo-operations', {
      ...{ portCallId, berthId: berth, direction: 'load', commodity: 'copper', unit: 't' },
      ...{ planned: 100, cranes: 2, gangs: 1, plannedFrom: at(300), plannedTo: at(308) },
    });
    const id = await onShift(300, 312);
    const assignment = await created(app, assignments, {
      ...{ staffId: id, role: 'crane', cargoOperationId: operation, from: at(300), to: at(306) },
    });
    const path = `/api/v1/ports/CLVAP/staff-plan?from=${at(299)}&to=${at(320)}`;
    const plan = await asOperator(path, staffPlanSchema);
    expect(plan.people).toEqual([{ id, name: 'Somebody', terminal: 'T1', roles: ['crane'] }]);
    expect(plan.shifts).toMatchObject([{ staffId: id, from: at(300), to: at(312) }]);
    expect(plan.assignments).toMatchObject([{ id: assignment, cargoOperationId: operation }]);
    expect(
      plan.gaps.map(({ role, needed, assigned, from, to }) => [role, needed, assigned, from, to]),
    ).toEqual([
      ['crane', 2, 1, at(300), at(306)],
      ['crane', 2, 0, at(306), at(308)],
      ['stevedore', 1, 0, at(300), at(308)],
    ]);
    expect(plan.clashes).toEqual([]);
    const found = await asOperator(
      `${assignments}?cargoOperation=${operation}`,
      assignmentCollection,
    );
    expect(found.assignments.map((one) => one.id)).toEqual([assignment]);
    const tooLong = `/api/v1/ports/CLVAP/staff-plan?from=${at(0)}&to=${at(800)}`;
    expect((await app.get(tooLong, await app.credentials('operator'))).status).toBe(400);
  });
});
