import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import type { CargoState } from './cargo-state.js';
import type { DangerousGoods } from './segregation.js';

/** Loading or discharging one commodity at one berth, within a port call. */
@Entity('cargo_operation')
@Check('cargo_operation_direction', `direction IN ('load', 'discharge')`)
@Check('cargo_operation_unit', `unit IN ('t', 'm3', 'TEU', 'units')`)
@Check(
  'cargo_operation_state',
  `state IN ('planned', 'working', 'suspended', 'completed', 'cancelled')`,
)
@Check('cargo_operation_commodity', 'num_nonnulls(hs_chapter, commodity) > 0')
@Check(
  'cargo_operation_quantities',
  `planned > 0 AND done >= 0
      AND (unit <> 'units' OR (planned = trunc(planned) AND done = trunc(done)))`,
)
@Check('cargo_operation_means', 'gangs >= 0 AND cranes >= 0')
@Check(
  'cargo_operation_times',
  `planned_start_at < planned_end_at AND started_at <= completed_at
      AND (started_at IS NOT NULL OR state IN ('planned', 'cancelled'))
      AND (completed_at IS NOT NULL) = (state = 'completed')`,
)
@Index('cargo_operation_berth_id', ['berthId', 'state'])
@Index('cargo_operation_place', ['portLocode', 'createdAt', 'id'])
export class CargoOperationRow {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('integer', { default: 1 })
  version!: number;

  @Column('uuid', { name: 'port_call_id' })
  @Index('cargo_operation_port_call_id')
  @ForeignKey('port_call', { name: 'cargo_operation_port_call' })
  portCallId!: string;

  @Column('text', { name: 'port_locode' })
  @ForeignKey('port', { name: 'cargo_operation_port' })
  portLocode!: string;

  @Column('uuid', { name: 'berth_id' })
  @ForeignKey('berth', { name: 'cargo_operation_berth' })
  berthId!: string;

  @Column('text')
  direction!: string;

  @Column('text', { name: 'hs_chapter', nullable: true })
  hsChapter!: string | null;

  @Column('text', { nullable: true })
  commodity!: string | null;

  @Column('text')
  unit!: string;

  /** Exact decimals come as text. */
  @Column('numeric', { precision: 12, scale: 3 })
  planned!: string;

  /** Sum of the progress entries. */
  @Column('numeric', { precision: 12, scale: 3, default: 0 })
  done!: string;

  @Column('integer', { nullable: true })
  gangs!: number | null;

  @Column('integer', { nullable: true })
  cranes!: number | null;

  @Column('jsonb', { name: 'dangerous_goods', default: [] })
  dangerousGoods!: DangerousGoods[];

  @Column('timestamptz', { name: 'planned_start_at', nullable: true })
  plannedStartAt!: Date | null;

  @Column('timestamptz', { name: 'planned_end_at', nullable: true })
  plannedEndAt!: Date | null;

  @Column('text', { default: 'planned' })
  state!: CargoState;

  @Column('timestamptz', { name: 'started_at', nullable: true })
  startedAt!: Date | null;

  @Column('timestamptz', { name: 'completed_at', nullable: true })
  completedAt!: Date | null;

  @Column('text', { name: 'cancel_reason', nullable: true })
  cancelReason!: string | null;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'now()' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' })
  updatedAt!: Date;
}
