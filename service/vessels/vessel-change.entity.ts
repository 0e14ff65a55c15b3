import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';

import { VesselEntity } from './vessel.entity.js';

/** One field of a vessel that became another. */
@Entity('vessel_change')
@Index('vessel_change_vessel', ['vesselId', 'id'])
export class VesselChangeEntity {
  /** A bigint, as text; rises. */
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'vessel_change_pkey',
  })
  id!: string;

  @Column('uuid', { name: 'vessel_id' })
  vesselId!: string;

  @ManyToOne(() => VesselEntity, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'vessel_id', foreignKeyConstraintName: 'vessel_change_vessel_id_fkey' })
  vessel!: VesselEntity;

  @Column('text')
  field!: string;

  @Column('text', { name: 'old_value', nullable: true })
  oldValue!: string | null;

  @Column('text', { name: 'new_value', nullable: true })
  newValue!: string | null;

  /** Time of the report that brought it. */
  @Column('timestamptz', { name: 'changed_at' })
  changedAt!: Date;

  @Column('text')
  source!: string;

  @Column('text')
  feed!: string;

  @Column('timestamptz', { name: 'committed_at' })
  committedAt!: Date;
}
