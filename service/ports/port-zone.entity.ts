import { Check, Column, Entity, ForeignKey, PrimaryGeneratedColumn, Unique } from 'typeorm';

import type { Geometry } from '../geo/geometry.js';
import { Port } from './port.entity.js';
import type { ZoneAttributes, ZoneKind } from './zone.js';

/** A place in a port that has a meaning: limits, terminal, berth, anchorage, fairway ... */
@Entity('port_zone')
@Unique('port_zone_code', ['portLocode', 'kind', 'code'])
@Check(
  'port_zone_kind',
  `kind IN ('port-limits', 'terminal', 'berth', 'anchorage', 'pilot-boarding-place', 'fairway', 'restricted-area')`,
)
@Check('port_zone_sizes', 'length_metres > 0 AND depth_metres > 0')
export class PortZone {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('text', { name: 'port_locode' })
  @ForeignKey(() => Port, { name: 'port_zone_port' })
  portLocode!: string;

  @Column('text')
  kind!: ZoneKind;

  @Column('text')
  code!: string;

  @Column('text', { nullable: true })
  name!: string | null;

  @Column('double precision', { name: 'length_metres', nullable: true })
  lengthMetres!: number | null;

  @Column('double precision', { name: 'depth_metres', nullable: true })
  depthMetres!: number | null;

  /** GeoJSON. */
  @Column('jsonb')
  geometry!: Geometry;

  @Column('double precision')
  west!: number;

  @Column('double precision')
  south!: number;

  @Column('double precision')
  east!: number;

  @Column('double precision')
  north!: number;

  /** Further facts as the file gave them. */
  @Column('jsonb', { default: {} })
  attributes!: ZoneAttributes;

  /** Name of the file that it came in: importing that file again replaces what came in it. */
  @Column('text')
  file!: string;
}
