import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { StaffMemberRow } from './staff-member.entity.js';
import type { StaffRole } from './staff-role.js';

/** That somebody may work in a role, and from when to when. */
@Entity('staff_certificate')
@Check(
  'staff_certificate_role',
  `role IN ('pilot', 'mooring', 'crane', 'stevedore', 'tug-master', 'inspector')`,
)
@Check('staff_certificate_valid', 'NOT lower_inf(valid) AND NOT isempty(valid)')
export class StaffCertificateRow {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'staff_id' })
  @Index('staff_certificate_staff_id')
  @ForeignKey(() => StaffMemberRow, { name: 'staff_certificate_staff' })
  staffId!: string;

  @Column('text')
  role!: StaffRole;

  /** As printed on it; erased with the person. */
  @Column('text', { nullable: true })
  number!: string | null;

  @Column('tstzrange')
  valid!: string;
}
