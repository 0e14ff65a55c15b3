import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import type { Excess, ExcessKind } from './excess.js';

/** A vessel that left the lane, or was too fast, on a passage. */
@Entity('traffic_event')
@Check('traffic_event_kind', "kind IN ('deviation', 'speed')")
@Check('traffic_event_times', 'begin_at <= end_at AND begin_at <= peak_at')
@Index('traffic_event_begin', ['portLocode', 'beginAt'])
export class TrafficEventRow {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('integer', { default: 1 })
  version!: number;

  @Column('uuid', { name: 'passage_id' })
  @Index('traffic_event_passage_id')
  @ForeignKey('passage', { name: 'traffic_event_passage' })
  passageId!: string;

  @Column('text', { name: 'port_locode' })
  @ForeignKey('port', { name: 'traffic_event_port' })
  portLocode!: string;

  @Column('text')
  kind!: ExcessKind;

  /** Where it was worst; from 1, as sailed. */
  @Column('integer')
  leg!: number;

  @Column('timestamptz', { name: 'begin_at' })
  beginAt!: Date;

  /** `null` while it goes on. */
  @Column('timestamptz', { name: 'end_at', nullable: true })
  endAt!: Date | null;

  /** Metres or knots. */
  @Column('double precision')
  allowed!: number;

  /** Metres or knots. */
  @Column('double precision')
  peak!: number;

  @Column('timestamptz', { name: 'peak_at' })
  peakAt!: Date;

  /** The positions that show it, copied. */
  @Column('jsonb')
  evidence!: Excess['evidence'];

  /** When a report that came late showed that it was none. */
  @Column('timestamptz', { name: 'withdrawn_at', nullable: true })
  withdrawnAt!: Date | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'updated_at' })
  @Index('traffic_event_updated_at')
  updatedAt!: Date;
}
