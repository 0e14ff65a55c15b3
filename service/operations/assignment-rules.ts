import { restBreaches, type RestBreach } from './rest-hours.js';
import type { Candidate, PlannedWork } from './staff-member.js';
import type { RestRule, StaffRole } from './staff-role.js';

/** An assignment that somebody should take. */
export interface Wanted {
  readonly role: StaffRole;
  /** Epoch ms, `to` not included. */
  readonly from: number;
  readonly to: number;
}

/** A rule that an assignment would break. */
export interface AssignmentFault {
  readonly rule: 'erased' | 'role' | 'certificate' | 'shift' | 'overlap' | 'rest';
  /** For a person: what is wrong, with both numbers, and the ids of the records in the way. */
  readonly detail: string;
  /** Ids of the records in the way; empty where one is missing. */
  readonly records: readonly string[];
}

const hourMs = 3_600_000;

/**
 * Every rule that `wanted` would break for somebody. All of them are asked of the whole time: a
 * certificate that ends in the middle does not do.
 * @param candidate whose `work` doesn't hold the assignment itself.
 */
export function assignmentFaults(
  candidate: Candidate,
  wanted: Wanted,
  rule: RestRule,
): AssignmentFault[] {
  const { member, work } = candidate;
  const overlaps = work.filter(({ start, end }) => start < wanted.to && end > wanted.from);
  return [
    ...(member.erasedAt === null
      ? []
      : [fault('erased', `the person ${member.id} was erased`, [member.id])]),
    ...(member.roles.includes(wanted.role)
      ? []
      : [fault('role', `the person ${member.id} does not work as ${wanted.role}`, [member.id])]),
    ...certificateFaults(candidate, wanted),
    ...shiftFaults(candidate, wanted),
    ...overlaps.map(({ assignmentId }) =>
      fault('overlap', `the assignment ${assignmentId} is at the same time`, [assignmentId]),
    ),
    ...restBreaches(work, { start: wanted.from, end: wanted.to }, rule).map((breach) =>
      restFault(breach, work, wanted),
    ),
  ];
}

function certificateFaults(candidate: Candidate, wanted: Wanted): AssignmentFault[] {
  const held = candidate.certificates.filter(({ role }) => role === wanted.role);
  const periods = held.map(({ validFrom, validTo }) => ({
    start: validFrom,
    end: validTo ?? Infinity,
  }));
  if (covers(periods, wanted)) return [];
  if (held.length === 0)
    return [fault('certificate', `there is no certificate as ${wanted.role}`, [])];
  const validities = held.map(
    ({ id, validFrom, validTo }) =>
      `${id} from ${iso(validFrom)} ${validTo === null ? 'on' : `to ${iso(validTo)}`}`,
  );
  return [
    fault(
      'certificate',
      `no certificate as ${wanted.role} is valid ${span(wanted)}: ${validities.join(', ')}`,
      held.map(({ id }) => id),
    ),
  ];
}

function shiftFaults({ shifts }: Candidate, wanted: Wanted): AssignmentFault[] {
  const periods = shifts.map(({ from, to }) => ({ start: from, end: to }));
  if (covers(periods, wanted)) return [];
  const touched = shifts.filter(({ from, to }) => from < wanted.to && to > wanted.from);
  const known = touched.map(({ id, from, to }) => `${id} from ${iso(from)} to ${iso(to)}`);
  const detail =
    known.length === 0
      ? `there is no shift ${span(wanted)}`
      : `the shift does not last ${span(wanted)}: ${known.join(', ')}`;
  return [
    fault(
      'shift',
      detail,
      touched.map(({ id }) => id),
    ),
  ];
}

function restFault(
  breach: RestBreach,
  work: readonly PlannedWork[],
  wanted: Wanted,
): AssignmentFault {
  const { limit, from, to, restHours, requiredHours } = breach;
  const records = work
    .filter(({ start, end }) => start < to && end > from)
    .map(({ assignmentId }) => assignmentId);
  const beside = records.length === 0 ? '' : `, beside the assignments ${records.join(', ')}`;
  const hours = `${round(restHours)} of ${round(requiredHours)} hours`;
  const place = `from ${iso(from)} to ${iso(to)}`;
  const kinds: Readonly<Record<RestBreach['limit'], string>> = {
    day: `${hours} of rest in the 24 hours ${place}`,
    week: `${hours} of rest in the seven days ${place}`,
    periods: `${hours} of rest in the longest periods of the 24 hours ${place}`,
    'longest-period': `the longest rest has ${hours} in the 24 hours ${place}`,
  };
  return fault('rest', `as ${wanted.role}: ${kinds[limit]}${beside}`, records);
}

/** Whether periods, taken together, hold all of a time. */
export function covers(
  periods: readonly { readonly start: number; readonly end: number }[],
  { from, to }: { readonly from: number; readonly to: number },
): boolean {
  let reached = from;
  for (const { start, end } of [...periods].sort((one, other) => one.start - other.start)) {
    if (start <= reached) reached = Math.max(reached, end);
  }
  return reached >= to;
}

function fault(
  rule: AssignmentFault['rule'],
  detail: string,
  records: readonly string[],
): AssignmentFault {
  return { rule, detail, records };
}

function span({ from, to }: Wanted): string {
  return `from ${iso(from)} to ${iso(to)}`;
}

function iso(time: number): string {
  return new Date(time).toISOString();
}

/** Hours to a tenth of a minute. */
function round(hours: number): number {
  return Number(hours.toFixed(3));
}

/** How much around an assignment must be known to judge it: a week of rest, and an assignment more. */
export const judgedAroundMs = 8 * 24 * hourMs;
