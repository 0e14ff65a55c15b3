import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A key: its secret is kept as a digest only. */
@Entity('api_key')
@Check('api_key_digest_length', 'octet_length(digest) = 32')
@Check('api_key_has_role', 'cardinality(roles) > 0')
@Index('api_key_prefix', ['prefix'])
@Index('api_key_created', ['createdAt', 'id'])
export class ApiKeyRow {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('integer', { default: 1 })
  version!: number;

  /** First eight characters of the key, by which people tell keys apart. */
  @Column('text')
  prefix!: string;

  /** SHA-256 of the whole key. */
  @Column('bytea')
  digest!: Buffer;

  @Column('text')
  name!: string;

  @Column('text', { array: true })
  roles!: string[];

  /** As `<locode>/<code>`. */
  @Column('text', { array: true, default: '{}' })
  terminals!: string[];

  @Column('timestamptz', { name: 'expires_at', nullable: true })
  expiresAt!: Date | null;

  @Column('timestamptz', { name: 'revoked_at', nullable: true })
  revokedAt!: Date | null;

  /** To the minute. */
  @Column('timestamptz', { name: 'last_used_at', nullable: true })
  lastUsedAt!: Date | null;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  @Column('text', { name: 'created_by_kind' })
  createdByKind!: string;

  @Column('text', { name: 'created_by_id' })
  createdById!: string;
}
