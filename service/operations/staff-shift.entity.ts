import { Check, Column, Entity, Exclusion, ForeignKey, PrimaryColumn } from 'typeorm';

import { StaffMemberRow } from './staff-member.entity.js';

/** A time in which somebody can be assigned. */
@Entity('staff_shift')
@Check(
  'staff_shift_during',
  'NOT lower_inf(during) AND NOT upper_inf(during) AND NOT isempty(during)',
)
@Exclusion('staff_shift_overlap', 'USING gist (staff_id WITH =, during WITH &&)')
export class StaffShiftRow {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('integer', { default: 1 })
  version!: number;

  @Column('uuid', { name: 'staff_id' })
  @ForeignKey(() => StaffMemberRow, { name: 'staff_shift_staff' })
  staffId!: string;

  @Column('tstzrange')
  during!: string;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'now()' })
  createdAt!: Date;
}
