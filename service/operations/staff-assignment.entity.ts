import { Check, Column, Entity, Exclusion, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { CargoOperationRow } from './cargo-operation.entity.js';
import { StaffMemberRow } from './staff-member.entity.js';
import type { StaffRole } from './staff-role.js';

/** Who works in which role on what, and when. */
@Entity('staff_assignment')
@Check(
  'staff_assignment_role',
  `role IN ('pilot', 'mooring', 'crane', 'stevedore', 'tug-master', 'inspector')`,
)
@Check('staff_assignment_subject', 'num_nonnulls(cargo_operation_id, passage_id, berth_id) = 1')
@Check('staff_assignment_state', `state IN ('planned', 'cancelled')`)
@Check(
  'staff_assignment_during',
  'NOT lower_inf(during) AND NOT upper_inf(during) AND NOT isempty(during)',
)
@Exclusion(
  'staff_assignment_overlap',
  `USING gist (staff_id WITH =, during WITH &&) WHERE (state <> 'cancelled')`,
)
@Index('staff_assignment_place', ['portLocode', 'createdAt', 'id'])
@Index('staff_assignment_pilot', ['passageId'], {
  unique: true,
  where: `role = 'pilot' AND state <> 'cancelled'`,
})
export class StaffAssignmentRow {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('integer', { default: 1 })
  version!: number;

  @Column('uuid', { name: 'staff_id' })
  @ForeignKey(() => StaffMemberRow, { name: 'staff_assignment_staff' })
  staffId!: string;

  @Column('text', { name: 'port_locode' })
  @ForeignKey('port', { name: 'staff_assignment_port' })
  portLocode!: string;

  @Column('text')
  role!: StaffRole;

  @Column('uuid', { name: 'cargo_operation_id', nullable: true })
  @Index('staff_assignment_operation_id')
  @ForeignKey(() => CargoOperationRow, { name: 'staff_assignment_operation' })
  cargoOperationId!: string | null;

  @Column('uuid', { name: 'passage_id', nullable: true })
  @ForeignKey('passage', { name: 'staff_assignment_passage' })
  passageId!: string | null;

  @Column('uuid', { name: 'berth_id', nullable: true })
  @Index('staff_assignment_berth_id')
  @ForeignKey('berth', { name: 'staff_assignment_berth' })
  berthId!: string | null;

  @Column('tstzrange')
  during!: string;

  @Column('text', { default: 'planned' })
  state!: 'planned' | 'cancelled';

  @Column('text', { name: 'cancel_reason', nullable: true })
  cancelReason!: string | null;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'now()' })
  createdAt!: Date;
}
