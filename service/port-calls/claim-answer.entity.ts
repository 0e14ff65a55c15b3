import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';

import type { ClaimSource } from './claim.js';
import { ClaimRow } from './claim.entity.js';
import type { EndingStep } from './claim-step.js';
import { PortCallRow } from './port-call.entity.js';
import type { ServiceCode, ServiceEvent } from './service-events.js';

/** The end of a negotiation, in answer to a claim. Never taken back: there is one at most. */
@Entity('claim_answer')
@Unique('claim_answer_once', ['portCallId', 'service', 'event', 'sequence'])
@Check('claim_answer_step', "step IN ('decline', 'cancel')")
export class ClaimAnswerRow {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'port_call_id' })
  @ForeignKey(() => PortCallRow, { name: 'claim_answer_port_call' })
  portCallId!: string;

  @Column('uuid', { name: 'claim_id' })
  @ForeignKey(() => ClaimRow, { name: 'claim_answer_claim' })
  claimId!: string;

  @Column('text')
  service!: ServiceCode;

  @Column('text')
  event!: ServiceEvent;

  @Column('smallint')
  sequence!: number;

  @Column('text')
  step!: EndingStep;

  @Column('text')
  reason!: string;

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
}
