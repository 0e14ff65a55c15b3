import {
  Check,
  Column,
  Entity,
  Exclusion,
  ForeignKey,
  Index,
  PrimaryGeneratedColumn,
} from 'typeorm';

import { RegisteredVesselEntity } from './registered-vessel.entity.js';

/** What a vessel of the register was known by, and when. */
@Entity('vessel_identifier')
@Check('vessel_identifier_kind', `kind IN ('mmsi', 'call-sign', 'name')`)
@Check('vessel_identifier_times', 'valid_from < valid_to')
@Exclusion(
  'vessel_identifier_one_holder',
  `USING gist (value WITH =, tstzrange(valid_from, valid_to) WITH &&) WHERE (kind = 'mmsi')`,
)
@Index('vessel_identifier_vessel', ['vesselId', 'kind'])
@Index('vessel_identifier_value', ['kind', 'value'])
export class VesselIdentifierEntity {
  /** A bigint, as text; rises. */
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'vessel_identifier_pkey',
  })
  id!: string;

  @Column('uuid', { name: 'vessel_id' })
  @ForeignKey(() => RegisteredVesselEntity, { name: 'vessel_identifier_vessel_id_fkey' })
  vesselId!: string;

  /** The entry that it was first recorded for: where it goes back to when a merge is undone. */
  @Column('uuid', { name: 'origin_id' })
  @ForeignKey(() => RegisteredVesselEntity, { name: 'vessel_identifier_origin_id_fkey' })
  originId!: string;

  @Column('text')
  kind!: string;

  @Column('text')
  value!: string;

  /** `null`: not known since when. */
  @Column('timestamptz', { name: 'valid_from', nullable: true })
  validFrom!: Date | null;

  /** `null`: still valid. */
  @Column('timestamptz', { name: 'valid_to', nullable: true })
  validTo!: Date | null;

  @Column('text')
  source!: string;

  @Column('timestamptz', { name: 'recorded_at', default: () => 'now()' })
  recordedAt!: Date;
}
