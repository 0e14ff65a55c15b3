import { Column, Entity, PrimaryColumn } from 'typeorm';

import { PositionColumns } from './position-columns.entity.js';

/** The newest position report of each MMSI; outlives the retention of its report. */
@Entity('latest_position')
export class LatestPositionEntity extends PositionColumns {
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'latest_position_pkey' })
  mmsi!: number;

  @Column('timestamptz')
  time!: Date;

  @Column('integer')
  digest!: number;

  /** Number of the last change in the stream; a bigint, as text. */
  @Column('bigint', { name: 'stream_id' })
  streamId!: string;
}
