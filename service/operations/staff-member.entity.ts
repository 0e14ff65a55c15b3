import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import type { StaffRole } from './staff-role.js';

/** A person who works in the port: the only table with a person's name (docs/privacy.md). */
@Entity('staff_member')
@Check(
  'staff_member_roles',
  `roles <@ ARRAY['pilot', 'mooring', 'crane', 'stevedore', 'tug-master', 'inspector']`,
)
@Check(
  'staff_member_erased',
  `(erased_at IS NULL) = (name IS NOT NULL)
      AND (erased_at IS NULL OR contact IS NULL)`,
)
@Index('staff_member_place', ['portLocode', 'createdAt', 'id'])
export class StaffMemberRow {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('integer', { default: 1 })
  version!: number;

  @Column('text', { name: 'port_locode' })
  @ForeignKey('port', { name: 'staff_member_port' })
  portLocode!: string;

  /** Code of the terminal; `null`: works for the port. */
  @Column('text', { nullable: true })
  terminal!: string | null;

  /** `null` once erased. */
  @Column('text', { nullable: true })
  name!: string | null;

  @Column('text', { nullable: true })
  contact!: string | null;

  @Column('text', { array: true })
  roles!: StaffRole[];

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'now()' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' })
  updatedAt!: Date;

  @Column('timestamptz', { name: 'erased_at', nullable: true })
  erasedAt!: Date | null;
}
