import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import { Port } from './port.entity.js';

/** A row of a port's tide table. */
@Entity('tide_height')
export class TideHeightRow {
  @PrimaryColumn('text', { name: 'port_locode' })
  @ForeignKey(() => Port, { name: 'tide_height_port', onDelete: 'CASCADE' })
  portLocode!: string;

  /** What heights are measured from, such as `NRS` or `LAT`. */
  @PrimaryColumn('text')
  datum!: string;

  @PrimaryColumn('timestamptz')
  time!: Date;

  /** Above the datum; negative below it. */
  @Column('double precision', { name: 'height_metres' })
  heightMetres!: number;
}
