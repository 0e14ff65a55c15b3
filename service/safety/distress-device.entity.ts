import { Column, Entity, PrimaryColumn } from 'typeorm';

import { ReceptionColumns } from '../database/reception-columns.js';
import type { DistressKind, DistressState } from './distress-row.js';

/** A distress beacon (AIS-SART, MOB or EPIRB-AIS) and its latest report. */
@Entity('distress_device')
export class DistressDevice extends ReceptionColumns {
  @PrimaryColumn('integer')
  mmsi!: number;

  @Column('text')
  kind!: DistressKind;

  @Column('text')
  state!: DistressState;

  /** Last known position: a later report without one does not erase it. */
  @Column('double precision', { nullable: true })
  lon!: number | null;

  @Column('double precision', { nullable: true })
  lat!: number | null;

  @Column('timestamptz', { name: 'position_time', nullable: true })
  positionTime!: Date | null;

  /** Last safety-related text that the device sent. */
  @Column('text', { nullable: true })
  text!: string | null;

  @Column('timestamptz', { name: 'first_seen_at' })
  firstSeenAt!: Date;
}
