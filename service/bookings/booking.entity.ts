import { Check, Column, Entity, Exclusion, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import type { CargoKind } from '../ports/berths.service.js';
import type { BookingFit, BookingOverride } from './booking.js';
import type { BookingState } from './booking-state.js';

/** Who is to lie at which metres of a berth, and when. */
@Entity('booking')
@Check(
  'booking_during',
  `NOT isempty(during) AND NOT lower_inf(during)
      AND NOT upper_inf(during)`,
)
@Check('booking_metres', 'NOT isempty(metres) AND lower(metres) >= 0')
@Check('booking_draught', 'draught_metres > 0')
@Check('booking_state', "state IN ('requested', 'confirmed', 'active', 'completed', 'cancelled')")
@Exclusion(
  'booking_overlap',
  `USING gist (berth_id WITH =, during WITH &&, metres WITH &&) WHERE (state <> 'cancelled')`,
)
export class BookingRow {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('integer', { default: 1 })
  version!: number;

  @Column('uuid', { name: 'berth_id' })
  @ForeignKey('berth', { name: 'booking_berth' })
  berthId!: string;

  @Column('uuid', { name: 'port_call_id' })
  @Index('booking_port_call_id')
  @ForeignKey('port_call', { name: 'booking_port_call' })
  portCallId!: string;

  @Column('tstzrange')
  during!: string;

  /** Along the quay; without an end: a whole berth of unknown length. */
  @Column('numrange')
  metres!: string;

  /** On arrival. */
  @Column('double precision', { name: 'draught_metres', nullable: true })
  draughtMetres!: number | null;

  @Column('text', { name: 'cargo_kind', nullable: true })
  cargoKind!: CargoKind | null;

  @Column('text', { default: 'requested' })
  state!: BookingState;

  @Column('text', { nullable: true })
  notes!: string | null;

  /** What the rules found when they were asked last. */
  @Column('jsonb')
  fit!: BookingFit;

  @Column('jsonb', { nullable: true })
  override!: BookingOverride | null;

  @Column('text', { name: 'cancel_reason', nullable: true })
  cancelReason!: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;
}
