import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { BerthRow } from './berth.entity.js';

/** A time in which a berth takes nobody. */
@Entity('berth_closure')
@Check('berth_closure_during', 'NOT isempty(during) AND NOT lower_inf(during)')
export class BerthClosureRow {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'berth_id' })
  @Index('berth_closure_berth_id')
  @ForeignKey(() => BerthRow, { name: 'berth_closure_berth', onDelete: 'CASCADE' })
  berthId!: string;

  /** Without an end: until further notice. */
  @Column('tstzrange')
  during!: string;

  @Column('text')
  reason!: string;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;
}
