import { Entity, PrimaryColumn } from 'typeorm';

import { PositionColumns } from './position-columns.entity.js';

const primaryKeyConstraintName = 'position_pkey';

/** Every position report, one partition a day (UTC) of `time`. */
@Entity('position')
export class PositionEntity extends PositionColumns {
  @PrimaryColumn('integer', { primaryKeyConstraintName })
  mmsi!: number;

  @PrimaryColumn('timestamptz', { primaryKeyConstraintName })
  time!: Date;

  /** Tells two reports of one instant apart: two ships may share an MMSI. */
  @PrimaryColumn('integer', { primaryKeyConstraintName })
  digest!: number;
}
