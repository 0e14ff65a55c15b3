import { Injectable } from '@nestjs/common';

import { Transactions } from '../database/transactions.js';
import { ms, range, time } from './sql-times.js';
import type { StaffAssignment, StaffShift } from './staff-member.js';
import type { StaffRole } from './staff-role.js';

/** Which shifts a list holds; `null`: all. */
export interface ShiftFilter {
  readonly locode: string | null;
  readonly staffId: string | null;
  /** Only those that reach into this time, epoch ms. */
  readonly from: number | null;
  readonly to: number | null;
  /** Only of people of these terminals, `<locode>/<code>`. */
  readonly terminals: readonly string[] | null;
  /** Time of creation (epoch ms) and id of the last one of the page before. */
  readonly after: readonly [number, string] | null;
  readonly limit: number;
}

/** Which assignments a list holds; `null`: all. */
export interface AssignmentFilter extends ShiftFilter {
  readonly cargoOperationId: string | null;
  readonly passageId: string | null;
  readonly berthId: string | null;
  readonly role: StaffRole | null;
  readonly state: StaffAssignment['state'] | null;
}

const shiftColumns = `p.id, p.version, p.staff_id AS "staffId", m.port_locode AS locode,
  ${ms('lower(p.during)')} AS "from", ${ms('upper(p.during)')} AS "to",
  ${ms('p.created_at')} AS "createdAt"`;

const assignmentColumns = `p.id, p.version, p.staff_id AS "staffId", p.port_locode AS locode,
  p.role, p.cargo_operation_id AS "cargoOperationId", p.passage_id AS "passageId",
  p.berth_id AS "berthId", ${ms('lower(p.during)')} AS "from", ${ms('upper(p.during)')} AS "to",
  p.state, p.cancel_reason AS "cancelReason", ${ms('p.created_at')} AS "createdAt"`;

/** What both lists are filtered by: $1 to $7, and $8 the limit. */
const shared = `($1::text IS NULL OR m.port_locode = $1) AND ($2::uuid IS NULL OR p.staff_id = $2)
  AND ($3::float8 IS NULL OR upper(p.during) > ${time('$3')})
  AND ($4::float8 IS NULL OR lower(p.during) < ${time('$4')})
  AND ($5::text[] IS NULL OR m.port_locode || '/' || m.terminal = ANY ($5))
  AND ($6::float8 IS NULL OR (p.created_at, p.id) > (to_timestamp($6 / 1000), $7::uuid))`;

/** Shifts and assignments. */
@Injectable()
export class StaffPlansRepository {
  constructor(private readonly transactions: Transactions) {}

  async findShift(id: string): Promise<StaffShift | null> {
    const [row] = await this.transactions.query<StaffShift>(
      `SELECT ${shiftColumns} FROM staff_shift p JOIN staff_member m ON m.id = p.staff_id
       WHERE p.id = $1`,
      [id],
    );
    return row ?? null;
  }

  /** In order of creation. */
  async findShifts(filter: ShiftFilter): Promise<StaffShift[]> {
    return await this.transactions.query<StaffShift>(
      `SELECT ${shiftColumns} FROM staff_shift p JOIN staff_member m ON m.id = p.staff_id
       WHERE ${shared} ORDER BY p.created_at, p.id LIMIT $8`,
      valuesOf(filter),
    );
  }

  /** Of these people, that reach into a time (epoch ms), in order of time. */
  async findShiftsOf(staffIds: readonly string[], from: number, to: number): Promise<StaffShift[]> {
    return await this.transactions.query<StaffShift>(
      `SELECT ${shiftColumns} FROM staff_shift p JOIN staff_member m ON m.id = p.staff_id
       WHERE p.staff_id = ANY ($1::uuid[]) AND p.during && ${range('$2', '$3')}
       ORDER BY p.during, p.id`,
      [staffIds, from, to],
    );
  }

  /** @throws an exclusion violation when the person has another shift in that time. */
  async insertShift(shift: Pick<StaffShift, 'id' | 'staffId' | 'from' | 'to'>): Promise<void> {
    await this.transactions.query(
      `INSERT INTO staff_shift (id, staff_id, during) VALUES ($1, $2, ${range('$3', '$4')})`,
      [shift.id, shift.staffId, shift.from, shift.to],
    );
  }

  /** @throws an exclusion violation when the person has another shift in that time. */
  async moveShift(id: string, from: number, to: number): Promise<void> {
    await this.transactions.query(
      `UPDATE staff_shift SET version = version + 1, during = ${range('$2', '$3')} WHERE id = $1`,
      [id, from, to],
    );
  }

  async deleteShift(id: string): Promise<void> {
    await this.transactions.query('DELETE FROM staff_shift WHERE id = $1', [id]);
  }

  async findAssignment(id: string): Promise<StaffAssignment | null> {
    const [row] = await this.transactions.query<StaffAssignment>(
      `SELECT ${assignmentColumns} FROM staff_assignment p WHERE p.id = $1`,
      [id],
    );
    return row ?? null;
  }

  /** In order of creation. */
  async findAssignments(filter: AssignmentFilter): Promise<StaffAssignment[]> {
    return await this.transactions.query<StaffAssignment>(
      `SELECT ${assignmentColumns} FROM staff_assignment p JOIN staff_member m ON m.id = p.staff_id
       WHERE ${shared} AND ($9::uuid IS NULL OR p.cargo_operation_id = $9)
         AND ($10::uuid IS NULL OR p.passage_id = $10) AND ($11::uuid IS NULL OR p.berth_id = $11)
         AND ($12::text IS NULL OR p.role = $12) AND ($13::text IS NULL OR p.state = $13)
       ORDER BY p.created_at, p.id LIMIT $8`,
      [
        ...valuesOf(filter),
        ...[filter.cargoOperationId, filter.passageId, filter.berthId, filter.role, filter.state],
      ],
    );
  }

  /** Of these people, planned, that reach into a time (epoch ms), in order of time. */
  async findPlannedOf(
    staffIds: readonly string[],
    from: number,
    to: number,
  ): Promise<StaffAssignment[]> {
    return await this.transactions.query<StaffAssignment>(
      `SELECT ${assignmentColumns} FROM staff_assignment p
       WHERE p.staff_id = ANY ($1::uuid[]) AND p.state = 'planned'
         AND p.during && ${range('$2', '$3')}
       ORDER BY p.during, p.id`,
      [staffIds, from, to],
    );
  }

  /** The planned assignment of a passage's pilot; `null` without. */
  async findPilotOf(passageId: string): Promise<StaffAssignment | null> {
    const [row] = await this.transactions.query<StaffAssignment>(
      `SELECT ${assignmentColumns} FROM staff_assignment p
       WHERE p.passage_id = $1 AND p.role = 'pilot' AND p.state = 'planned'`,
      [passageId],
    );
    return row ?? null;
  }

  /**
   * @throws an exclusion violation when the person has another assignment in that time, a unique
   *   violation when the passage has a pilot.
   */
  async insertAssignment(
    assignment: Omit<StaffAssignment, 'version' | 'state' | 'cancelReason' | 'createdAt'>,
  ): Promise<void> {
    const { id, staffId, locode, role, cargoOperationId, passageId, berthId, from, to } =
      assignment;
    await this.transactions.query(
      `INSERT INTO staff_assignment (id, staff_id, port_locode, role, cargo_operation_id, passage_id,
         berth_id, during)
       VALUES ($1, $2, $3, $4, $5, $6, $7, ${range('$8', '$9')})`,
      [id, staffId, locode, role, cargoOperationId, passageId, berthId, from, to],
    );
  }

  /** @throws an exclusion violation when the person has another assignment in that time. */
  async moveAssignment(id: string, from: number, to: number): Promise<void> {
    await this.transactions.query(
      `UPDATE staff_assignment SET version = version + 1, during = ${range('$2', '$3')}
       WHERE id = $1`,
      [id, from, to],
    );
  }

  async cancelAssignment(id: string, reason: string): Promise<void> {
    await this.transactions.query(
      `UPDATE staff_assignment SET version = version + 1, state = 'cancelled', cancel_reason = $2
       WHERE id = $1`,
      [id, reason],
    );
  }

  /** When anything was planned last, epoch ms; `null`: never. */
  async findPlannedAt(): Promise<number | null> {
    const [row] = await this.transactions.query<{ at: number | null }>(
      `SELECT ${ms('greatest((SELECT max(created_at) FROM staff_shift), (SELECT max(created_at) FROM staff_assignment))')} AS at`,
    );
    return row?.at ?? null;
  }
}

function valuesOf(filter: ShiftFilter): unknown[] {
  return [
    filter.locode,
    filter.staffId,
    filter.from,
    filter.to,
    filter.terminals,
    filter.after?.[0] ?? null,
    filter.after?.[1] ?? null,
    filter.limit,
  ];
}
