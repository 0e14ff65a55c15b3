import { Column, Entity, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';

import type { Eta } from '../ais/message.js';

/** Who sends under an MMSI, and what they say of themselves. */
@Entity('vessel')
@Unique('vessel_mmsi', ['mmsi'])
@Index('vessel_imo', ['imo'], { where: 'imo IS NOT NULL' })
@Index('vessel_call_sign', ['callSign'], { where: 'call_sign IS NOT NULL' })
@Index('vessel_stream_id', ['streamId'])
export class VesselEntity {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'vessel_pkey' })
  id!: string;

  @Column('integer')
  mmsi!: number;

  /** As sent: may be no IMO number at all. */
  @Column('integer', { nullable: true })
  imo!: number | null;

  @Column('text', { nullable: true })
  name!: string | null;

  @Column('text', { name: 'call_sign', nullable: true })
  callSign!: string | null;

  @Column('smallint', { name: 'ship_type', nullable: true })
  shipType!: number | null;

  /** Antenna to bow, stern, port and starboard, metres. */
  @Column('smallint', { name: 'dim_a', nullable: true })
  dimA!: number | null;

  @Column('smallint', { name: 'dim_b', nullable: true })
  dimB!: number | null;

  @Column('smallint', { name: 'dim_c', nullable: true })
  dimC!: number | null;

  @Column('smallint', { name: 'dim_d', nullable: true })
  dimD!: number | null;

  @Column('real', { name: 'draught_metres', nullable: true })
  draughtMetres!: number | null;

  @Column('text', { nullable: true })
  destination!: string | null;

  @Column('jsonb', { nullable: true })
  eta!: Eta | null;

  @Column('integer', { name: 'mothership_mmsi', nullable: true })
  mothershipMmsi!: number | null;

  /** Times of the reports that the parts are from (vessel.ts). */
  @Column('timestamptz', { name: 'name_at', nullable: true })
  nameAt!: Date | null;

  @Column('timestamptz', { name: 'call_sign_at', nullable: true })
  callSignAt!: Date | null;

  @Column('timestamptz', { name: 'particulars_at', nullable: true })
  particularsAt!: Date | null;

  @Column('timestamptz', { name: 'voyage_at', nullable: true })
  voyageAt!: Date | null;

  @Column('text')
  source!: string;

  @Column('text')
  feed!: string;

  @Column('timestamptz', { name: 'first_seen_at' })
  firstSeenAt!: Date;

  @Column('timestamptz', { name: 'last_static_at', nullable: true })
  lastStaticAt!: Date | null;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;

  /** Number of the last change in the stream; a bigint, as text. */
  @Column('bigint', { name: 'stream_id' })
  streamId!: string;
}
