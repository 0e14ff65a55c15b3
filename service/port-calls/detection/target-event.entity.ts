import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';

import type { Evidence } from '../claim.js';
import type { OddityKind } from './fix.js';

/** A target in a port that is not what it seems; never changed. */
@Entity('target_event')
@Unique('target_event_number', ['number'])
@Unique('target_event_once', ['mmsi', 'portLocode', 'kind', 'time'])
@Check('target_event_kind', "kind IN ('lost', 'ghost', 'heard-again', 'jump', 'contradicted')")
@Index('target_event_port', ['portLocode', 'time', 'number'])
@Index('target_event_time', ['time', 'number'])
@Index('target_event_port_call', ['portCallId'], { where: 'port_call_id IS NOT NULL' })
export class TargetEventRow {
  @PrimaryColumn('uuid')
  id!: string;

  /** Order of recording. */
  @Column({ type: 'bigint', generated: 'identity', generatedIdentity: 'BY DEFAULT' })
  number!: string;

  @Column('text', { name: 'port_locode' })
  portLocode!: string;

  @Column('integer')
  mmsi!: number;

  @Column('text')
  kind!: OddityKind;

  /** Of the report that it is about. */
  @Column('timestamptz')
  time!: Date;

  @Column('double precision')
  lon!: number;

  @Column('double precision')
  lat!: number;

  @Column('integer', { name: 'silent_seconds', nullable: true })
  silentSeconds!: number | null;

  /** The port call of the vessel at that time, where it has one. */
  @Column('uuid', { name: 'port_call_id', nullable: true })
  portCallId!: string | null;

  @Column('jsonb')
  evidence!: Evidence[];

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;
}
