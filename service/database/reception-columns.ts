import { Column } from 'typeorm';

import type { Source } from '../ais/reception.js';

/** Columns of a row that stands for one reception: its times, where it came from, its evidence. */
export abstract class ReceptionColumns {
  /** When the report was true. */
  @Column('timestamptz')
  time!: Date;

  @Column('timestamptz', { name: 'received_at' })
  receivedAt!: Date;

  @Column('timestamptz', { name: 'committed_at' })
  committedAt!: Date;

  @Column('text')
  source!: Source;

  @Column('text')
  feed!: string;

  /** Receivers that heard it. */
  @Column('text', { array: true })
  stations!: string[];

  /** The sentences as received, joined with a line feed. */
  @Column('text')
  raw!: string;
}
