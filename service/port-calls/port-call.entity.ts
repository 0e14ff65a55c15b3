import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import type { DangerousGoods, Ending, PortCallStatus } from './port-call.js';
import type { PublishedTimes } from './published-times.js';

/** A stay of a vessel in a port. */
@Entity('port_call')
@Check(
  'port_call_status',
  "status IN ('expected', 'arrived', 'at-anchor', 'berthed', 'departed', 'cancelled')",
)
@Check(
  'port_call_ending',
  "ending IN ('cancelled', 'omitted') AND ended_at IS NOT NULL AND status = 'cancelled' OR ending IS NULL AND status <> 'cancelled'",
)
@Check('port_call_security_level', 'security_level BETWEEN 1 AND 3')
@Index('port_call_one_open', ['vesselId', 'portLocode'], {
  unique: true,
  where: "status IN ('arrived', 'at-anchor', 'berthed')",
})
@Index('port_call_created', ['portLocode', 'createdAt'])
@Index('port_call_eta', ['portLocode', 'eta'])
@Index('port_call_etb', ['portLocode', 'etb'])
@Index('port_call_etd', ['portLocode', 'etd'])
export class PortCallRow {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('integer', { default: 1 })
  version!: number;

  @Column('text', { name: 'port_locode' })
  @ForeignKey('port', { name: 'port_call_port' })
  portLocode!: string;

  @Column('uuid', { name: 'vessel_id' })
  @Index('port_call_vessel_id')
  @ForeignKey('registered_vessel', { name: 'port_call_vessel' })
  vesselId!: string;

  @Column('text', { default: 'expected' })
  status!: PortCallStatus;

  /** Opened by AIS, announced by nobody. */
  @Column('boolean', { name: 'is_unannounced', default: false })
  isUnannounced!: boolean;

  @Column('text', { name: 'voyage_in', nullable: true })
  voyageIn!: string | null;

  @Column('text', { name: 'voyage_out', nullable: true })
  voyageOut!: string | null;

  @Column('text', { nullable: true })
  agent!: string | null;

  @Column('text', { name: 'previous_port', nullable: true })
  previousPort!: string | null;

  @Column('text', { name: 'next_port', nullable: true })
  nextPort!: string | null;

  @Column('text', { nullable: true })
  purpose!: string | null;

  @Column('double precision', { name: 'arrival_draught_metres', nullable: true })
  arrivalDraughtMetres!: number | null;

  @Column('double precision', { name: 'departure_draught_metres', nullable: true })
  departureDraughtMetres!: number | null;

  @Column('integer', { nullable: true })
  crew!: number | null;

  @Column('integer', { nullable: true })
  passengers!: number | null;

  @Column('jsonb', { name: 'dangerous_goods', default: [] })
  dangerousGoods!: DangerousGoods[];

  /** ISPS, 1 to 3. */
  @Column('smallint', { name: 'security_level', nullable: true })
  securityLevel!: number | null;

  /** Why it does not take place. */
  @Column('text', { nullable: true })
  ending!: Ending | null;

  @Column('text', { name: 'ending_reason', nullable: true })
  endingReason!: string | null;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt!: Date | null;

  /** What follows from the claims (published-times.ts). */
  @Column('jsonb', { default: {} })
  published!: PublishedTimes;

  /** Mark of the ranks by which `published` was made. */
  @Column('text', { default: '' })
  rules!: string;

  @Column('timestamptz', { nullable: true })
  eta!: Date | null;

  @Column('timestamptz', { nullable: true })
  ata!: Date | null;

  @Column('timestamptz', { nullable: true })
  etb!: Date | null;

  @Column('timestamptz', { nullable: true })
  atb!: Date | null;

  @Column('timestamptz', { nullable: true })
  etd!: Date | null;

  @Column('timestamptz', { nullable: true })
  atd!: Date | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'updated_at' })
  @Index('port_call_updated_at')
  updatedAt!: Date;
}
