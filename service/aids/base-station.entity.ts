import { Column, Entity, PrimaryColumn } from 'typeorm';

import { ReceptionColumns } from '../database/reception-columns.js';

/** A base station as it last reported itself (AIS type 4). */
@Entity('base_station')
export class BaseStation extends ReceptionColumns {
  @PrimaryColumn('integer')
  mmsi!: number;

  @Column('double precision', { nullable: true })
  lon!: number | null;

  @Column('double precision', { nullable: true })
  lat!: number | null;

  @Column('boolean', { name: 'position_accuracy', nullable: true })
  positionAccuracy!: boolean | null;

  /** The station's own clock, as sent. */
  @Column('timestamptz', { name: 'reported_utc', nullable: true })
  reportedUtc!: Date | null;

  @Column('timestamptz', { name: 'first_seen_at' })
  firstSeenAt!: Date;
}
