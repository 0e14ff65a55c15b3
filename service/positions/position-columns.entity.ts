import { Column } from 'typeorm';

/** What is kept of a position report (position-report.ts), without its key. */
export abstract class PositionColumns {
  @Column('timestamptz', { name: 'received_at' })
  receivedAt!: Date;

  @Column('timestamptz', { name: 'committed_at' })
  committedAt!: Date;

  @Column('double precision', { nullable: true })
  lon!: number | null;

  @Column('double precision', { nullable: true })
  lat!: number | null;

  /** Knots. */
  @Column('real', { nullable: true })
  sog!: number | null;

  /** Degrees true. */
  @Column('real', { nullable: true })
  cog!: number | null;

  /** Degrees a minute. */
  @Column('real', { nullable: true })
  rot!: number | null;

  @Column('smallint', { nullable: true })
  heading!: number | null;

  @Column('smallint', { name: 'nav_status', nullable: true })
  navStatus!: number | null;

  @Column('smallint', { name: 'message_type' })
  messageType!: number;

  /** Bits of quality-flags.ts. */
  @Column('smallint')
  flags!: number;

  @Column('boolean')
  accuracy!: boolean;

  @Column('boolean', { name: 'is_time_trusted' })
  isTimeTrusted!: boolean;

  @Column('text', { name: 'ais_class' })
  aisClass!: string;

  @Column('text')
  source!: string;

  @Column('text')
  feed!: string;

  @Column('text', { array: true })
  stations!: string[];

  @Column('text')
  raw!: string;
}
