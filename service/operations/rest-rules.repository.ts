import { Injectable } from '@nestjs/common';

import { Transactions } from '../database/transactions.js';
import type { RestRule, StaffRole } from './staff-role.js';

/** A rule that a port has entered. */
export interface KeptRestRule extends RestRule {
  readonly role: StaffRole;
  readonly version: number;
}

const columns = `role, version, is_seafarer AS "isSeafarer", min_hours_per_day AS "minHoursPerDay",
  min_hours_per_week AS "minHoursPerWeek", most_periods_per_day AS "mostPeriodsPerDay",
  min_longest_period_hours AS "minLongestPeriodHours"`;

/** Rest rules of ports. */
@Injectable()
export class RestRulesRepository {
  constructor(private readonly transactions: Transactions) {}

  async findOf(locode: string): Promise<KeptRestRule[]> {
    return await this.transactions.query<KeptRestRule>(
      `SELECT ${columns} FROM rest_rule WHERE port_locode = $1`,
      [locode],
    );
  }

  /** Locked until the transaction ends; `null` while the port has none for the role. */
  async lock(locode: string, role: StaffRole): Promise<KeptRestRule | null> {
    const [row] = await this.transactions.query<KeptRestRule>(
      `SELECT ${columns} FROM rest_rule WHERE port_locode = $1 AND role = $2 FOR UPDATE`,
      [locode, role],
    );
    return row ?? null;
  }

  /** Enters the rule, or makes the one there is this. */
  async put(locode: string, role: StaffRole, rule: RestRule): Promise<KeptRestRule> {
    const [row] = await this.transactions.query<KeptRestRule>(
      `INSERT INTO rest_rule AS kept (port_locode, role, is_seafarer, min_hours_per_day,
         min_hours_per_week, most_periods_per_day, min_longest_period_hours)
       VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (port_locode, role) DO UPDATE SET version = kept.version + 1,
         is_seafarer = excluded.is_seafarer, min_hours_per_day = excluded.min_hours_per_day,
         min_hours_per_week = excluded.min_hours_per_week,
         most_periods_per_day = excluded.most_periods_per_day,
         min_longest_period_hours = excluded.min_longest_period_hours
       RETURNING ${columns}`,
      [
        ...[locode, role, rule.isSeafarer, rule.minHoursPerDay, rule.minHoursPerWeek],
        ...[rule.mostPeriodsPerDay, rule.minLongestPeriodHours],
      ],
    );
    if (row === undefined) throw new Error('an INSERT returned no row');
    return row;
  }

  async remove(locode: string, role: StaffRole): Promise<void> {
    await this.transactions.query('DELETE FROM rest_rule WHERE port_locode = $1 AND role = $2', [
      locode,
      role,
    ]);
  }
}
