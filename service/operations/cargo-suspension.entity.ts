import { Check, Column, Entity, Exclusion, ForeignKey, PrimaryColumn } from 'typeorm';

import { CargoOperationRow } from './cargo-operation.entity.js';
import type { SuspensionReason } from './cargo-state.js';

/** A time in which an operation rested; open at the end while it still does. */
@Entity('cargo_suspension')
@Check('cargo_suspension_during', 'NOT lower_inf(during) AND NOT isempty(during)')
@Exclusion('cargo_suspension_overlap', 'USING gist (cargo_operation_id WITH =, during WITH &&)')
export class CargoSuspensionRow {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'cargo_operation_id' })
  @ForeignKey(() => CargoOperationRow, { name: 'cargo_suspension_operation' })
  cargoOperationId!: string;

  @Column('tstzrange')
  during!: string;

  @Column('text')
  reason!: SuspensionReason;

  @Column('text', { nullable: true })
  remark!: string | null;
}
