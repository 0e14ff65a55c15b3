import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A subscription to events. */
@Entity('webhook')
export class WebhookRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'webhook_pkey' })
  id!: string;

  @Column('integer', { default: 1 })
  version!: number;

  @Column('text')
  url!: string;

  @Column('text', { nullable: true })
  description!: string | null;

  /** `null`: all that name neither persons nor cargo. */
  @Column('text', { array: true, nullable: true })
  types!: string[] | null;

  @Column('text', { name: 'port_locode', nullable: true })
  portLocode!: string | null;

  /** MMSI, or id in the register. */
  @Column('text', { nullable: true })
  vessel!: string | null;

  @Column('boolean', { name: 'is_active', default: true })
  isActive!: boolean;

  /** Sealed (secret-box.ts). */
  @Column('text')
  secret!: string;

  /** Sealed; signs too until `previousUntil`. */
  @Column('text', { name: 'previous_secret', nullable: true })
  previousSecret!: string | null;

  @Column('timestamptz', { name: 'previous_until', nullable: true })
  previousUntil!: Date | null;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' })
  updatedAt!: Date;
}
