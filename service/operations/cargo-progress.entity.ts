import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { CargoOperationRow } from './cargo-operation.entity.js';

/** An amount that was moved; never changed. A wrong one is taken back by a further, negative one. */
@Entity('cargo_progress')
@Check('cargo_progress_amount', 'amount <> 0 AND (amount > 0 OR reason IS NOT NULL)')
@Index('cargo_progress_operation_id', ['cargoOperationId', 'recordedAt', 'id'])
export class CargoProgressRow {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'cargo_operation_id' })
  @ForeignKey(() => CargoOperationRow, { name: 'cargo_progress_operation' })
  cargoOperationId!: string;

  @Column('numeric', { precision: 12, scale: 3 })
  amount!: string;

  /** Until when it was moved. */
  @Column('timestamptz')
  at!: Date;

  @Column('text', { nullable: true })
  reason!: string | null;

  @Column({ type: 'timestamptz', name: 'recorded_at', precision: 3, default: () => 'now()' })
  recordedAt!: Date;
}
