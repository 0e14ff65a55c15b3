import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

import { ReceptionColumns } from '../database/reception-columns.js';

/** Safety-related text (AIS types 12 and 14), kept as long as positions are. */
@Entity('safety_message')
@Index('safety_message_mmsi_time', ['mmsi', 'time'])
export class SafetyMessageRow extends ReceptionColumns {
  /** Its place in the stream. */
  @PrimaryColumn('bigint')
  id!: string;

  @Column('integer')
  mmsi!: number;

  @Column('integer', { name: 'destination_mmsi', nullable: true })
  destinationMmsi!: number | null;

  @Column('text')
  text!: string;

  @Column('integer')
  digest!: number;
}
