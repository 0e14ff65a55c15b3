import { z } from 'zod';

import { jsonCollectionSchema } from '../http/collection.js';
import { instantSchema } from '../http/parameters.js';
import type { AssignmentFault } from './assignment-rules.js';
import { idParameter, toInstant } from './operation-fields.js';
import { rankingRule, type Exclusion, type Proposal } from './replacement-ranking.js';
import type { StaffAssignment } from './staff-member.js';
import { staffRoles } from './staff-role.js';
import { isPeriod, periodFields, periodRule, planParameters } from './staff-shifts.dto.js';

const subjectId = (what: string) =>
  idParameter
    .nullable()
    .default(null)
    .meta({ description: `Id of the ${what}.` });

/** Body of `POST /staff-assignments`. */
export const newAssignment = z
  .strictObject({
    staffId: idParameter,
    role: z.enum(staffRoles),
    cargoOperationId: subjectId('cargo operation'),
    passageId: subjectId('passage'),
    berthId: subjectId('berth'),
    ...periodFields,
  })
  .refine(isPeriod, periodRule)
  .refine(
    ({ cargoOperationId, passageId, berthId }) =>
      [cargoOperationId, passageId, berthId].filter((id) => id !== null).length === 1,
    { error: 'exactly one of cargoOperationId, passageId and berthId must be given' },
  );

export type NewAssignment = z.output<typeof newAssignment>;

/** Body of `PATCH /staff-assignments/{id}`. */
export const assignmentEdit = z.strictObject(periodFields).refine(isPeriod, periodRule);

export type AssignmentEdit = z.output<typeof assignmentEdit>;

/**
 * Why an assignment is cancelled. A list and no text: "unavailable" is enough, and who is ill is
 * nobody's business here.
 */
export const cancelReasons = ['not-needed', 'replaced', 'unavailable', 'mistake'] as const;

/** Body of `POST /staff-assignments/{id}/cancel`. */
export const assignmentCancel = z.strictObject({ reason: z.enum(cancelReasons) });

export type AssignmentCancel = z.output<typeof assignmentCancel>;

const states = ['planned', 'cancelled'] as const;

/** Query of `GET /staff-assignments`. */
export const assignmentQuery = z.strictObject({
  ...planParameters,
  cargoOperation: idParameter.optional().meta({ description: 'Id of the cargo operation.' }),
  passage: idParameter.optional().meta({ description: 'Id of the passage.' }),
  berth: idParameter.optional().meta({ description: 'Id of the berth.' }),
  role: z.enum(staffRoles, { error: `must be one of ${staffRoles.join(', ')}` }).optional(),
  state: z.enum(states, { error: `must be one of ${states.join(', ')}` }).optional(),
});

export type AssignmentQuery = z.output<typeof assignmentQuery>;

/** Who works in which role on what, and when. */
export const assignmentSchema = z
  .strictObject({
    id: z.uuid(),
    version: z.int(),
    staffId: z.uuid(),
    port: z.string().meta({ description: 'UN/LOCODE.' }),
    role: z.enum(staffRoles),
    cargoOperationId: z.uuid().nullable(),
    passageId: z.uuid().nullable(),
    berthId: z.uuid().nullable(),
    from: instantSchema,
    to: instantSchema,
    state: z.enum(states),
    cancelReason: z.enum(cancelReasons).nullable(),
    createdAt: instantSchema,
  })
  .meta({ id: 'StaffAssignment' });

/** Answer of `GET /staff-assignments`. */
export const assignmentCollection = jsonCollectionSchema('assignments', assignmentSchema);

/** A rule that an assignment breaks. */
export const assignmentFaultSchema = z
  .strictObject({
    rule: z.enum(['erased', 'role', 'certificate', 'shift', 'overlap', 'rest']),
    detail: z.string(),
    records: z.array(z.uuid()).meta({ description: 'Ids of the records in the way.' }),
  })
  .meta({ id: 'AssignmentFault' });

/** Answer of `GET /staff-assignments/{id}/replacements`. */
export const replacementsSchema = z
  .strictObject({
    assignmentId: z.uuid(),
    ranking: z.string().meta({ description: 'How the proposals are ordered.' }),
    proposals: z.array(
      z.strictObject({
        rank: z.int(),
        staffId: z.uuid(),
        name: z.string().nullable(),
        terminal: z.string().nullable(),
        isOfTerminal: z.boolean().meta({ description: 'Works for the terminal of the work.' }),
        workHoursBefore: z.number().meta({ description: 'In the seven days before.' }),
        restHoursBefore: z
          .number()
          .nullable()
          .meta({ description: 'Since the last work; null: none in the eight days before.' }),
        otherRoles: z.int(),
      }),
    ),
    excluded: z.array(
      z.strictObject({ staffId: z.uuid(), faults: z.array(assignmentFaultSchema) }),
    ),
  })
  .meta({ id: 'Replacements' });

/** An assignment as its JSON. */
export function toAssignmentResponse({ locode, from, to, createdAt, ...rest }: StaffAssignment) {
  return {
    ...rest,
    port: locode,
    from: toInstant(from),
    to: toInstant(to),
    createdAt: toInstant(createdAt),
  };
}

/** Proposals and exclusions as their JSON. */
export function toReplacementsResponse(
  assignmentId: string,
  proposals: readonly Proposal[],
  excluded: readonly Exclusion[],
) {
  return {
    assignmentId,
    ranking: rankingRule,
    proposals: proposals.map(({ member, rank, ...rest }) => ({
      rank,
      staffId: member.id,
      name: member.name,
      terminal: member.terminal,
      isOfTerminal: rest.isOfTerminal,
      workHoursBefore: rest.workHoursBefore,
      restHoursBefore: rest.restHoursBefore,
      otherRoles: rest.otherRoles,
    })),
    excluded: excluded.map(({ member, faults }) => ({ staffId: member.id, faults })),
  };
}

/** Where in a body each rule points. */
export function pointerOf({ rule }: AssignmentFault): string {
  const pointers = {
    erased: '/staffId',
    role: '/role',
    certificate: '/role',
    shift: '/from',
    overlap: '/from',
    rest: '/from',
  } as const;
  return pointers[rule];
}
