import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** A port, by its UN/LOCODE. */
@Entity('port')
@Check('port_locode_syntax', "locode ~ '^[A-Z]{2}[A-Z2-9]{3}$'")
export class Port {
  @PrimaryColumn('text')
  locode!: string;

  @Column('text')
  name!: string;

  /** IANA time zone. */
  @Column('text', { name: 'time_zone' })
  timeZone!: string;

  @Column('double precision')
  lon!: number;

  @Column('double precision')
  lat!: number;

  /** What whoever uses the drawing must know. */
  @Column('text', { nullable: true })
  notice!: string | null;

  /** Name of the file that described it last. */
  @Column('text')
  file!: string;

  /** Last change of the port or of any of its zones. */
  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;
}
