import { staffCollection, staffSchema } from '../../service/operations/staff.dto.js';
import {
  assignmentCollection,
  replacementsSchema,
} from '../../service/operations/staff-assignments.dto.js';
import { staffPlanSchema } from '../../service/operations/staff-plan.dto.js';
import { created, newPortCall, refusal } from '../support/cargo-port.js';
import { assignments, at, shifts, staff, StaffPort } from './staff-support.js';

let port: StaffPort;

beforeAll(async () => {
  port = await StaffPort.open();
});

afterAll(async () => {
  await port.app.stop();
});

describe('a person', () => {
  it('is entered, read, changed with the version that was read, and listed', async () => {
    const id = await port.newPerson({
      name: 'Ana Rojas',
      contact: 'ana@example.org',
      terminal: 'T2',
    });
    const path = `${staff}/${id}`;
    const answer = await port.app.get(path, await port.app.credentials('operator'));
    expect(staffSchema.parse(await answer.json())).toMatchObject({
      ...{ name: 'Ana Rojas', contact: 'ana@example.org', port: 'CLVAP', terminal: 'T2' },
      ...{ roles: ['crane'], erasedAt: null, version: 1 },
    });
    const headers = { 'if-match': answer.headers.get('etag') ?? '' };
    const edited = await port.app.written('PATCH', path, { contact: null }, { headers });
    expect(edited).toMatchObject({ name: 'Ana Rojas', contact: null, version: 2 });
    expect((await port.app.write('PATCH', path, { name: 'B' }, { headers })).status).toBe(412);
    const found = await port.read(`${staff}?port=CLVAP&terminal=T2&role=crane`, staffCollection);
    expect(found.staff.map((one) => one.id)).toContain(id);
    expect(
      (await port.app.get(`${staff}?name=Ana`, await port.app.credentials('operator'))).status,
    ).toBe(400);
  });

  it('is refused for a port or terminal that is not, or with a role that is not', async () => {
    const body = { port: 'CLVAP', terminal: 'T9', name: 'A', roles: ['pilot'] };
    const terminal = refusal.parse(await (await port.app.write('POST', staff, body)).json());
    expect([terminal.status, terminal.detail]).toEqual([422, 'CLVAP has no terminal T9']);
    const nowhere = { ...body, port: 'XXAAA', terminal: null };
    expect((await port.app.write('POST', staff, nowhere)).status).toBe(422);
    expect((await port.app.write('POST', staff, { ...body, roles: ['cook'] })).status).toBe(400);
    expect((await port.app.write('POST', staff, { ...body, name: 'A\u0000' })).status).toBe(400);
  });

  it('is read by nobody who is not signed in, and by no viewer', async () => {
    const id = await port.newPerson();
    const paths = [
      ...[staff, `${staff}/${id}`, `${staff}/${id}/certificates`, shifts, assignments],
      '/api/v1/ports/CLVAP/staff-plan',
    ];
    for (const path of paths) {
      expect([path, (await port.app.get(path)).status]).toEqual([path, 401]);
      const viewer = await port.app.get(path, await port.app.credentials('viewer'));
      expect([path, viewer.status]).toEqual([path, 403]);
    }
  });
});

describe('a terminal', () => {
  it('plans its own people at its own places, and sees no others', async () => {
    const own = await port.onShift(0, 24);
    const others = await port.onShift(0, 24, { terminal: 'T2' });
    const ports = await port.onShift(0, 24, { terminal: null });
    const as = 'terminal' as const;
    const write = async (body: unknown) =>
      (await port.app.write('POST', assignments, body, { as })).status;
    expect(await write(port.wanted(own, 1, 2))).toBe(201);
    expect(await write(port.wanted(own, 3, 4, { berthId: port.elsewhere }))).toBe(403);
    expect(await write(port.wanted(others, 1, 2))).toBe(403);
    expect(await write(port.wanted(ports, 1, 2))).toBe(403);
    const body = { port: 'CLVAP', name: 'Somebody', roles: ['crane'] };
    for (const terminal of ['T2', null])
      expect((await port.app.write('POST', staff, { ...body, terminal }, { as })).status).toBe(403);
    for (const [method, path] of [
      ['PATCH', `${staff}/${others}`],
      ['DELETE', `${staff}/${others}`],
    ] as const)
      expect(
        (await port.app.write(method, path, method === 'PATCH' ? { name: 'X' } : undefined, { as }))
          .status,
      ).toBe(403);
    const shift = { staffId: others, from: at(30), to: at(31) };
    expect((await port.app.write('POST', shifts, shift, { as })).status).toBe(403);

    const credentials = await port.app.credentials('terminal');
    expect((await port.app.get(`${staff}/${others}`, credentials)).status).toBe(403);
    const list = staffCollection.parse(await (await port.app.get(staff, credentials)).json());
    expect([...new Set(list.staff.map(({ terminal }) => terminal))]).toEqual(['T1']);
    const planPath = `/api/v1/ports/CLVAP/staff-plan?from=${at(0)}&to=${at(24)}`;
    const plan = staffPlanSchema.parse(await (await port.app.get(planPath, credentials)).json());
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
    const absent = await port.onShift(200, 212, base);
    const assignment = await port.assign(absent, 200, 208, { role });
    const fresh = await port.onShift(200, 212, base);
    const worked = await port.onShift(170, 212, base);
    await port.assign(worked, 170, 178, { role });
    const tired = await port.onShift(190, 212, base);
    const night = await port.assign(tired, 190, 197, { role });
    const elsewhereBased = await port.onShift(200, 212, { ...base, terminal: 'T2' });
    const asleep = await port.newPerson(base);
    const answer = await port.read(`${assignments}/${assignment}/replacements`, replacementsSchema);
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
    const portCallId = await newPortCall(port.app, '725000901');
    const operation = await created(port.app, '/api/v1/cargo-operations', {
      ...{ portCallId, berthId: port.berth, direction: 'load', commodity: 'copper', unit: 't' },
      ...{ planned: 100, cranes: 2, gangs: 1, plannedFrom: at(300), plannedTo: at(308) },
    });
    const id = await port.onShift(300, 312);
    const assignment = await created(port.app, assignments, {
      ...{ staffId: id, role: 'crane', cargoOperationId: operation, from: at(300), to: at(306) },
    });
    const path = `/api/v1/ports/CLVAP/staff-plan?from=${at(299)}&to=${at(320)}`;
    const plan = await port.read(path, staffPlanSchema);
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
    const found = await port.read(
      `${assignments}?cargoOperation=${operation}`,
      assignmentCollection,
    );
    expect(found.assignments.map((one) => one.id)).toEqual([assignment]);
    const tooLong = `/api/v1/ports/CLVAP/staff-plan?from=${at(0)}&to=${at(800)}`;
    expect((await port.app.get(tooLong, await port.app.credentials('operator'))).status).toBe(400);
  });
});
