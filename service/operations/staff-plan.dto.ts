import { z } from 'zod';

import { instantSchema, timeParameter } from '../http/parameters.js';
import { toInstant } from './operation-fields.js';
import {
  assignmentFaultSchema,
  assignmentSchema,
  toAssignmentResponse,
} from './staff-assignments.dto.js';
import type { StaffPlan } from './staff-plan.service.js';
import { staffRoles } from './staff-role.js';
import { shiftSchema, toShiftResponse } from './staff-shifts.dto.js';

/** Longest plan, days. */
export const longestPlanDays = 31;

/** Query of `GET /ports/{locode}/staff-plan`. */
export const staffPlanQuery = z.strictObject({
  from: timeParameter.optional().meta({ description: 'By default now.' }),
  to: timeParameter
    .optional()
    .meta({ description: 'By default 24 hours after `from`; at most 31 days after it.' }),
});

export type StaffPlanQuery = z.output<typeof staffPlanQuery>;

/** Answer of `GET /ports/{locode}/staff-plan`. */
export const staffPlanSchema = z
  .strictObject({
    port: z.string().meta({ description: 'UN/LOCODE.' }),
    from: instantSchema,
    to: instantSchema,
    people: z.array(
      z.strictObject({
        id: z.uuid(),
        name: z.string().nullable(),
        terminal: z.string().nullable(),
        roles: z.array(z.enum(staffRoles)),
      }),
    ),
    shifts: z.array(shiftSchema),
    assignments: z.array(assignmentSchema),
    gaps: z
      .array(
        z.strictObject({
          cargoOperationId: z.uuid().nullable(),
          passageId: z.uuid().nullable(),
          berthId: z.uuid().nullable(),
          role: z.enum(staffRoles),
          needed: z.int(),
          assigned: z.int(),
          from: instantSchema,
          to: instantSchema,
        }),
      )
      .meta({ description: 'Times with fewer people than cranes, gangs or passages need.' }),
    clashes: z
      .array(
        z.strictObject({
          assignmentId: z.uuid(),
          staffId: z.uuid(),
          faults: z.array(assignmentFaultSchema),
        }),
      )
      .meta({ description: 'Assignments that would be refused by now, and why.' }),
  })
  .meta({ id: 'StaffPlan' });

/** The plan as its JSON. */
export function toStaffPlanResponse(plan: StaffPlan) {
  return {
    port: plan.locode,
    from: toInstant(plan.from),
    to: toInstant(plan.to),
    people: plan.people.map(({ id, name, terminal, roles }) => ({ id, name, terminal, roles })),
    shifts: plan.shifts.map(toShiftResponse),
    assignments: plan.assignments.map(toAssignmentResponse),
    gaps: plan.gaps.map(({ from, to, ...rest }) => ({
      ...rest,
      from: toInstant(from),
      to: toInstant(to),
    })),
    clashes: plan.clashes,
  };
}
