import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

import type { ClaimSource } from './claim.js';
import type { Evidence } from './claim.js';
import type { Classifier, Phase, ServiceCode, ServiceEvent } from './service-events.js';
import type { ClaimStep } from './claim-step.js';
import { PortCallRow } from './port-call.entity.js';

/** What somebody says about a time of a port call. Only its rejection is ever written into it. */
@Entity('claim')
@Unique('claim_number', ['number'])
@Unique('claim_dedupe_key', ['portCallId', 'dedupeKey'])
@Check('claim_classifier', "classifier IN ('PLN', 'EST', 'REQ', 'ACT')")
@Check('claim_event', "event IN ('STRT', 'CMPL', 'ARRI', 'DEPA')")
@Check('claim_remark', 'length(remark) <= 500')
@Check('claim_delay_reason', "delay_reason ~ '^[A-Z0-9]{3}$'")
@Check(
  'claim_rejection',
  '(rejected_at IS NULL) = (rejection_reason IS NULL) AND (rejected_at IS NULL) = (rejected_by_id IS NULL)',
)
@Index('claim_port_call_id', ['portCallId', 'number'])
@Index('claim_berth_id', ['berthId'], { where: 'rejected_at IS NULL' })
export class ClaimRow {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'port_call_id' })
  @ForeignKey(() => PortCallRow, { name: 'claim_port_call' })
  portCallId!: string;

  /** Order in which claims of one port call were recorded. */
  @Column({ type: 'bigint', generated: 'identity', generatedIdentity: 'BY DEFAULT' })
  number!: string;

  @Column('text')
  service!: ServiceCode;

  @Column('text')
  event!: ServiceEvent;

  @Column('text')
  classifier!: Classifier;

  /** Which of several of its kind in the port call, from 1. */
  @Column('smallint', { default: 1 })
  sequence!: number;

  @Column('text', { nullable: true })
  phase!: Phase | null;

  /** What it was in the negotiation. */
  @Column('text')
  step!: ClaimStep;

  @Column('timestamptz')
  time!: Date;

  @Column('uuid', { name: 'berth_id', nullable: true })
  berthId!: string | null;

  @Column('uuid', { name: 'zone_id', nullable: true })
  zoneId!: string | null;

  @Column('text', { nullable: true })
  place!: string | null;

  @Column('text')
  source!: ClaimSource;

  @Column('text', { name: 'actor_kind' })
  actorKind!: string;

  @Column('text', { name: 'actor_id' })
  actorId!: string;

  @Column('text', { name: 'actor_name', nullable: true })
  actorName!: string | null;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  /** SMDG code list DELAY. */
  @Column('text', { name: 'delay_reason', nullable: true })
  delayReason!: string | null;

  @Column('text', { nullable: true })
  remark!: string | null;

  @Column('uuid', { name: 'answers_id', nullable: true })
  @ForeignKey(() => ClaimRow, { name: 'claim_answers' })
  answersId!: string | null;

  @Column('jsonb', { nullable: true })
  evidence!: Evidence[] | null;

  @Column('text', { name: 'dedupe_key', nullable: true })
  dedupeKey!: string | null;

  @Column('timestamptz', { name: 'rejected_at', nullable: true })
  rejectedAt!: Date | null;

  @Column('text', { name: 'rejection_reason', nullable: true })
  rejectionReason!: string | null;

  @Column('text', { name: 'rejected_by_kind', nullable: true })
  rejectedByKind!: string | null;

  @Column('text', { name: 'rejected_by_id', nullable: true })
  rejectedById!: string | null;

  @Column('text', { name: 'rejected_by_name', nullable: true })
  rejectedByName!: string | null;
}
