import { Injectable } from '@nestjs/common';

import { Transactions } from '../database/transactions.js';
import { ms, time } from './sql-times.js';
import type { StaffCertificate, StaffMember } from './staff-member.js';
import type { StaffRole } from './staff-role.js';

/** Which people a list holds; `null`: all. Who was erased is in none. */
export interface StaffFilter {
  readonly locode: string | null;
  readonly terminal: string | null;
  readonly role: StaffRole | null;
  /** Only of these terminals, `<locode>/<code>`. */
  readonly terminals: readonly string[] | null;
  /** Time of creation (epoch ms) and id of the last one of the page before. */
  readonly after: readonly [number, string] | null;
  readonly limit: number;
}

const columns = `id, version, port_locode AS locode, terminal, name, contact, roles,
  ${ms('created_at')} AS "createdAt", ${ms('updated_at')} AS "updatedAt",
  ${ms('erased_at')} AS "erasedAt"`;

const certificateColumns = `id, staff_id AS "staffId", role, number,
  ${ms('lower(valid)')} AS "validFrom", ${ms('upper(valid)')} AS "validTo"`;

/** People and their certificates. */
@Injectable()
export class StaffRepository {
  constructor(private readonly transactions: Transactions) {}

  async find(id: string): Promise<StaffMember | null> {
    const [row] = await this.transactions.query<StaffMember>(
      `SELECT ${columns} FROM staff_member WHERE id = $1`,
      [id],
    );
    return row ?? null;
  }

  /**
   * A person, locked until the transaction ends. Whoever plans for a person holds this lock, so that
   * two planners cannot both see rest that only one of them leaves.
   */
  async lock(id: string): Promise<StaffMember | null> {
    const [row] = await this.transactions.query<StaffMember>(
      `SELECT ${columns} FROM staff_member WHERE id = $1 FOR UPDATE`,
      [id],
    );
    return row ?? null;
  }

  /** In order of creation. */
  async findAll(filter: StaffFilter): Promise<StaffMember[]> {
    return await this.transactions.query<StaffMember>(
      `SELECT ${columns} FROM staff_member
       WHERE erased_at IS NULL AND ($1::text IS NULL OR port_locode = $1)
         AND ($2::text IS NULL OR terminal = $2) AND ($3::text IS NULL OR $3 = ANY (roles))
         AND ($4::text[] IS NULL OR port_locode || '/' || terminal = ANY ($4))
         AND ($5::float8 IS NULL OR (created_at, id) > (to_timestamp($5 / 1000), $6::uuid))
       ORDER BY created_at, id LIMIT $7`,
      [
        filter.locode,
        filter.terminal,
        filter.role,
        filter.terminals,
        filter.after?.[0] ?? null,
        filter.after?.[1] ?? null,
        filter.limit,
      ],
    );
  }

  /** In any order. */
  async findByIds(ids: readonly string[]): Promise<StaffMember[]> {
    return await this.transactions.query<StaffMember>(
      `SELECT ${columns} FROM staff_member WHERE id = ANY ($1::uuid[])`,
      [ids],
    );
  }

  /** Last change of anybody's record, epoch ms; `null` while there is none. */
  async findUpdatedAt(): Promise<number | null> {
    const [row] = await this.transactions.query<{ at: number | null }>(
      `SELECT ${ms('max(updated_at)')} AS at FROM staff_member`,
    );
    return row?.at ?? null;
  }

  async insert(member: Omit<StaffMember, 'version' | 'createdAt' | 'erasedAt'>): Promise<void> {
    const { id, locode, terminal, name, contact, roles, updatedAt } = member;
    await this.transactions.query(
      `INSERT INTO staff_member (id, port_locode, terminal, name, contact, roles, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, ${time('$7')})`,
      [id, locode, terminal, name, contact, roles, updatedAt],
    );
  }

  async update(
    id: string,
    facts: Pick<StaffMember, 'terminal' | 'name' | 'contact' | 'roles' | 'updatedAt'>,
  ): Promise<void> {
    await this.transactions.query(
      `UPDATE staff_member SET version = version + 1, terminal = $2, name = $3, contact = $4,
         roles = $5, updated_at = ${time('$6')} WHERE id = $1`,
      [id, facts.terminal, facts.name, facts.contact, facts.roles, facts.updatedAt],
    );
  }

  /** Removes what says who the person is; the id stays, as do roles and times of work. */
  async erase(id: string, at: number): Promise<void> {
    await this.transactions.query(
      `UPDATE staff_member SET version = version + 1, name = NULL, contact = NULL,
         erased_at = ${time('$2')}, updated_at = ${time('$2')} WHERE id = $1`,
      [id, at],
    );
    await this.transactions.query(
      'UPDATE staff_certificate SET number = NULL WHERE staff_id = $1 AND number IS NOT NULL',
      [id],
    );
    await this.transactions.query(
      `DELETE FROM staff_shift WHERE staff_id = $1 AND lower(during) > ${time('$2')}`,
      [id, at],
    );
  }

  /**
   * Somebody of whom nothing was planned or changed since `before` (epoch ms), locked; `null` when
   * nobody is left, or others hold them.
   */
  async lockForgotten(before: number): Promise<StaffMember | null> {
    const [row] = await this.transactions.query<StaffMember>(
      `SELECT ${columns} FROM staff_member m
       WHERE erased_at IS NULL AND updated_at < ${time('$1')}
         AND NOT EXISTS (SELECT FROM staff_shift s
           WHERE s.staff_id = m.id AND upper(s.during) > ${time('$1')})
         AND NOT EXISTS (SELECT FROM staff_assignment a
           WHERE a.staff_id = m.id AND upper(a.during) > ${time('$1')})
       ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED`,
      [before],
    );
    return row ?? null;
  }

  /** Of these people, by person, role and beginning. */
  async findCertificates(staffIds: readonly string[]): Promise<StaffCertificate[]> {
    return await this.transactions.query<StaffCertificate>(
      `SELECT ${certificateColumns} FROM staff_certificate WHERE staff_id = ANY ($1::uuid[])
       ORDER BY staff_id, role, valid, id`,
      [staffIds],
    );
  }

  async insertCertificate(certificate: StaffCertificate): Promise<void> {
    const { id, staffId, role, number, validFrom, validTo } = certificate;
    await this.transactions.query(
      `INSERT INTO staff_certificate (id, staff_id, role, number, valid)
       VALUES ($1, $2, $3, $4, tstzrange(${time('$5')}, ${time('$6')}))`,
      [id, staffId, role, number, validFrom, validTo],
    );
  }

  async deleteCertificate(id: string): Promise<void> {
    await this.transactions.query('DELETE FROM staff_certificate WHERE id = $1', [id]);
  }
}
