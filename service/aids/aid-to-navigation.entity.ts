import { Column, Entity, PrimaryColumn } from 'typeorm';

import { ReceptionColumns } from '../database/reception-columns.js';

/** An aid to navigation (AtoN) as it last described itself (AIS type 21). */
@Entity('aid_to_navigation')
export class AidToNavigation extends ReceptionColumns {
  @PrimaryColumn('integer')
  mmsi!: number;

  /** 1 to 31 (ITU-R M.1371-5 Annex 8 table 74). */
  @Column('smallint', { name: 'aid_type', nullable: true })
  aidType!: number | null;

  @Column('text', { nullable: true })
  name!: string | null;

  @Column('double precision', { nullable: true })
  lon!: number | null;

  @Column('double precision', { nullable: true })
  lat!: number | null;

  @Column('boolean', { name: 'position_accuracy', nullable: true })
  positionAccuracy!: boolean | null;

  @Column('smallint', { name: 'dim_a', nullable: true })
  dimA!: number | null;

  @Column('smallint', { name: 'dim_b', nullable: true })
  dimB!: number | null;

  @Column('smallint', { name: 'dim_c', nullable: true })
  dimC!: number | null;

  @Column('smallint', { name: 'dim_d', nullable: true })
  dimD!: number | null;

  @Column('boolean', { name: 'is_virtual', nullable: true })
  isVirtual!: boolean | null;

  /** `null`: the aid does not say, or its clock is not valid. */
  @Column('boolean', { name: 'is_off_position', nullable: true })
  isOffPosition!: boolean | null;

  @Column('timestamptz', { name: 'first_seen_at' })
  firstSeenAt!: Date;
}
