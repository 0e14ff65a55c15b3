import { z } from 'zod';

import { assignmentSchema } from '../../service/operations/staff-assignments.dto.js';
import { staffPlanSchema } from '../../service/operations/staff-plan.dto.js';
import { created, newPortCall } from '../support/cargo-port.js';
import { assignments, at, StaffPort } from './staff-support.js';

const piloted = z.looseObject({ pilotId: z.uuid().nullable() });

let port: StaffPort;
let passage: string;

beforeAll(async () => {
  port = await StaffPort.open();
  const [fairway] = await port.app.rows(
    `SELECT id FROM port_zone WHERE port_locode = 'CLVAP' AND kind = 'fairway' AND code = 'IN-TRACK'`,
  );
  const portCallId = await newPortCall(port.app, '725000950');
  passage = await created(port.app, '/api/v1/passages', {
    ...{ portCallId, fairwayId: fairway?.['id'], direction: 'inbound', draughtMetres: 5 },
    ...{ plannedStart: at(6), plannedEnd: at(8) },
  });
});

afterAll(async () => {
  await port.app.stop();
});

/** A pilot with a shift all day. */
async function newPilot(): Promise<string> {
  return await port.onShift(0, 24, { roles: ['pilot'], terminal: null });
}

function pilotage(staffId: string) {
  return port.wanted(staffId, 5, 9, { role: 'pilot', berthId: null, passageId: passage });
}

async function pilotOf(): Promise<string | null> {
  return piloted.parse(await port.app.json(`/api/v1/passages/${passage}`)).pilotId;
}

async function gapsOfPassage(): Promise<unknown[]> {
  const path = `/api/v1/ports/CLVAP/staff-plan?from=${at(0)}&to=${at(24)}`;
  const { gaps } = await port.read(path, staffPlanSchema);
  return gaps.filter(({ passageId }) => passageId === passage);
}

describe('the pilot of a passage', () => {
  it('is told to it when assigned, and taken back when that is cancelled', async () => {
    expect(await gapsOfPassage()).toMatchObject([
      { role: 'pilot', needed: 1, assigned: 0, from: at(6), to: at(8) },
    ]);
    const pilot = await newPilot();
    const assignment = await created(port.app, assignments, pilotage(pilot));
    expect(await pilotOf()).toBe(pilot);
    expect(await gapsOfPassage()).toEqual([]);

    const other = await newPilot();
    const second = await port.refused(pilotage(other));
    expect([second.status, second.errors]).toEqual([
      409,
      [{ pointer: '/passageId', detail: `the assignment ${assignment} is of its pilot` }],
    ]);
    expect(await pilotOf()).toBe(pilot);

    const path = `${assignments}/${assignment}/cancel`;
    const cancelled = await port.app.written('POST', path, { reason: 'unavailable' });
    expect(assignmentSchema.parse(cancelled).state).toBe('cancelled');
    expect(await pilotOf()).toBeNull();
    await created(port.app, assignments, pilotage(other));
    expect(await pilotOf()).toBe(other);
  });

  it('is no business of a terminal (403)', async () => {
    const own = await port.onShift(0, 24, { roles: ['tug-master'] });
    const body = port.wanted(own, 5, 9, { role: 'tug-master', berthId: null, passageId: passage });
    expect((await port.app.write('POST', assignments, body, { as: 'terminal' })).status).toBe(403);
    expect((await port.app.write('POST', assignments, body)).status).toBe(201);
  });
});
