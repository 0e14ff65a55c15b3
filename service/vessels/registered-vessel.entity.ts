import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';

import type { Doubt, RegisterField } from './registered-vessel.js';

/** A vessel of the register; one that was merged into another stays and leads there. */
@Entity('registered_vessel')
@Unique('registered_vessel_imo', ['imo'], { deferrable: 'INITIALLY IMMEDIATE' })
@Unique('registered_vessel_mmsi', ['mmsi'], { deferrable: 'INITIALLY IMMEDIATE' })
@Check(
  'registered_vessel_merged',
  'merged_into IS NULL OR (imo IS NULL AND mmsi IS NULL AND merged_into <> id)',
)
@Index('registered_vessel_merged_into', ['mergedInto'], { where: 'merged_into IS NOT NULL' })
export class RegisteredVesselEntity {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'registered_vessel_pkey' })
  id!: string;

  @Column('integer', { default: 1 })
  version!: number;

  @Column('integer', { nullable: true })
  imo!: number | null;

  /** The one it holds now; the newest, where it holds several. */
  @Column('integer', { nullable: true })
  mmsi!: number | null;

  @Column('text', { nullable: true })
  name!: string | null;

  @Column('text', { name: 'call_sign', nullable: true })
  callSign!: string | null;

  /** ISO 3166-1 alpha-2. */
  @Column('text', { nullable: true })
  flag!: string | null;

  @Column('smallint', { name: 'ship_type', nullable: true })
  shipType!: number | null;

  @Column('real', { name: 'length_overall_metres', nullable: true })
  lengthOverallMetres!: number | null;

  @Column('real', { name: 'beam_metres', nullable: true })
  beamMetres!: number | null;

  @Column('real', { name: 'max_draught_metres', nullable: true })
  maxDraughtMetres!: number | null;

  @Column('integer', { name: 'gross_tonnage', nullable: true })
  grossTonnage!: number | null;

  @Column('text', { nullable: true })
  operator!: string | null;

  @Column('text', { nullable: true })
  agent!: string | null;

  @Column('text', { nullable: true })
  notes!: string | null;

  @Column('text')
  source!: string;

  /** Fields that a person has set, which AIS leaves as they are. */
  @Column('text', { array: true, default: '{}' })
  corrected!: RegisterField[];

  @Column('jsonb', { default: [] })
  doubts!: Doubt[];

  @Column('uuid', { name: 'merged_into', nullable: true })
  @ForeignKey(() => RegisteredVesselEntity, { name: 'registered_vessel_merged_into_fkey' })
  mergedInto!: string | null;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' })
  updatedAt!: Date;
}
