import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { PortZone } from './port-zone.entity.js';
import { Port } from './port.entity.js';

/** A berth as it is worked with: what its port file says, and what people have said since. */
@Entity('berth')
@Check(
  'berth_sizes',
  `length_metres > 0 AND depth_metres > 0 AND max_length_metres > 0
      AND max_beam_metres > 0 AND max_draught_metres > 0`,
)
@Check('berth_allowances', 'mooring_allowance_metres >= 0 AND under_keel_metres >= 0')
@Check(
  'berth_bollards',
  `bollard_from <> bollard_to
      AND (bollard_from IS NULL) = (bollard_to IS NULL)`,
)
export class BerthRow {
  /** That of its zone, which has its code and its geometry. */
  @PrimaryColumn('uuid')
  @ForeignKey(() => PortZone, { name: 'berth_zone', onDelete: 'CASCADE' })
  id!: string;

  @Column('integer', { default: 1 })
  version!: number;

  @Column('text', { name: 'port_locode' })
  @Index('berth_port_locode')
  @ForeignKey(() => Port, { name: 'berth_port' })
  portLocode!: string;

  /** Code of the terminal. */
  @Column('text', { nullable: true })
  terminal!: string | null;

  @Column('text', { nullable: true })
  name!: string | null;

  @Column('double precision', { name: 'length_metres', nullable: true })
  lengthMetres!: number | null;

  @Column('double precision', { name: 'depth_metres', nullable: true })
  depthMetres!: number | null;

  @Column('text', { name: 'depth_datum', nullable: true })
  depthDatum!: string | null;

  @Column('double precision', { name: 'max_length_metres', nullable: true })
  maxLengthMetres!: number | null;

  @Column('double precision', { name: 'max_beam_metres', nullable: true })
  maxBeamMetres!: number | null;

  @Column('double precision', { name: 'max_draught_metres', nullable: true })
  maxDraughtMetres!: number | null;

  @Column('double precision', { name: 'mooring_allowance_metres', nullable: true })
  mooringAllowanceMetres!: number | null;

  @Column('double precision', { name: 'under_keel_metres', nullable: true })
  underKeelMetres!: number | null;

  @Column('text', { name: 'cargo_kinds', array: true, default: [] })
  cargoKinds!: string[];

  @Column('integer', { name: 'bollard_from', nullable: true })
  bollardFrom!: number | null;

  @Column('integer', { name: 'bollard_to', nullable: true })
  bollardTo!: number | null;

  /** Fields that a person set: an import leaves them. */
  @Column('text', { array: true, default: [] })
  edited!: string[];

  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' })
  updatedAt!: Date;
}
