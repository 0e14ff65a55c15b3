import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import type { PassageDirection, PassageOverride, PassageWitness } from './passage.js';
import type { PassageState } from './passage-state.js';
import type { UnderKeel } from './under-keel.js';

/** The way of a vessel through a fairway. */
@Entity('passage')
@Check('passage_direction', "direction IN ('inbound', 'outbound', 'shifting')")
@Check('passage_state', "state IN ('planned', 'confirmed', 'under-way', 'completed', 'cancelled')")
@Check('passage_plan', 'planned_start_at < planned_end_at')
@Check('passage_means', 'draught_metres > 0 AND tug_count >= 0')
@Check(
  'passage_started',
  `(started_at IS NULL) = (started_by IS NULL)
      AND (started_at IS NOT NULL OR state NOT IN ('under-way', 'completed'))`,
)
@Check(
  'passage_completed',
  `(completed_at IS NULL) = (completed_by IS NULL)
      AND (completed_at IS NOT NULL) = (state = 'completed') AND started_at <= completed_at`,
)
@Check('passage_cancelled', "(cancel_reason IS NOT NULL) = (state = 'cancelled')")
@Check(
  'passage_witnesses',
  "started_by IN ('ais', 'operator') AND completed_by IN ('ais', 'operator')",
)
@Index('passage_held', ['fairwayId', 'plannedStartAt'], {
  where: "state IN ('planned', 'confirmed', 'under-way')",
})
@Index('passage_created', ['portLocode', 'createdAt', 'id'])
export class PassageRow {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('integer', { default: 1 })
  version!: number;

  @Column('uuid', { name: 'port_call_id' })
  @Index('passage_port_call_id')
  @ForeignKey('port_call', { name: 'passage_port_call' })
  portCallId!: string;

  @Column('text', { name: 'port_locode' })
  @ForeignKey('port', { name: 'passage_port' })
  portLocode!: string;

  @Column('uuid', { name: 'fairway_id' })
  @ForeignKey('port_zone', { name: 'passage_fairway' })
  fairwayId!: string;

  @Column('text')
  direction!: PassageDirection;

  /** Sailed from the last position of the fairway's line to the first. */
  @Column('boolean', { name: 'is_reversed' })
  isReversed!: boolean;

  @Column('timestamptz', { name: 'planned_start_at' })
  plannedStartAt!: Date;

  @Column('timestamptz', { name: 'planned_end_at' })
  plannedEndAt!: Date;

  /** Staff member. */
  @Column('uuid', { name: 'pilot_id', nullable: true })
  pilotId!: string | null;

  @Column('integer', { name: 'tug_count', nullable: true })
  tugCount!: number | null;

  @Column('text', { name: 'tug_names', array: true, default: [] })
  tugNames!: string[];

  @Column('double precision', { name: 'draught_metres', nullable: true })
  draughtMetres!: number | null;

  /** As it was reckoned when the passage was last planned. */
  @Column('jsonb', { name: 'under_keel' })
  underKeel!: UnderKeel;

  @Column('jsonb', { nullable: true })
  override!: PassageOverride | null;

  @Column('text', { default: 'planned' })
  state!: PassageState;

  @Column('timestamptz', { name: 'started_at', nullable: true })
  startedAt!: Date | null;

  @Column('text', { name: 'started_by', nullable: true })
  startedBy!: PassageWitness | null;

  @Column('timestamptz', { name: 'completed_at', nullable: true })
  completedAt!: Date | null;

  @Column('text', { name: 'completed_by', nullable: true })
  completedBy!: PassageWitness | null;

  @Column('text', { name: 'cancel_reason', nullable: true })
  cancelReason!: string | null;

  @Column('text', { nullable: true })
  notes!: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'updated_at' })
  @Index('passage_updated_at')
  updatedAt!: Date;
}
