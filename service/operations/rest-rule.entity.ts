import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import type { StaffRole } from './staff-role.js';

/** Rest of a role where a port has a rule of its own. */
@Entity('rest_rule')
@Check(
  'rest_rule_role',
  `role IN ('pilot', 'mooring', 'crane', 'stevedore', 'tug-master', 'inspector')`,
)
@Check(
  'rest_rule_limits',
  `min_hours_per_day BETWEEN 0 AND 24
      AND min_hours_per_week BETWEEN 0 AND 168 AND most_periods_per_day >= 1
      AND min_longest_period_hours BETWEEN 0 AND 24`,
)
export class RestRuleRow {
  @PrimaryColumn('text', { name: 'port_locode', primaryKeyConstraintName: 'rest_rule_pkey' })
  @ForeignKey('port', { name: 'rest_rule_port' })
  portLocode!: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'rest_rule_pkey' })
  role!: StaffRole;

  @Column('integer', { default: 1 })
  version!: number;

  @Column('boolean', { name: 'is_seafarer' })
  isSeafarer!: boolean;

  @Column('double precision', { name: 'min_hours_per_day' })
  minHoursPerDay!: number;

  @Column('double precision', { name: 'min_hours_per_week' })
  minHoursPerWeek!: number;

  @Column('integer', { name: 'most_periods_per_day' })
  mostPeriodsPerDay!: number;

  @Column('double precision', { name: 'min_longest_period_hours' })
  minLongestPeriodHours!: number;
}
