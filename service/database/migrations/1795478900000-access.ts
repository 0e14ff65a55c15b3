import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Keys by which machines, and people without an issuer, are known; and the audit by port. */
export class Access1795478900000 implements MigrationInterface {
  readonly name = 'Access1795478900000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of down) await runner.query(statement);
  }
}

const up = [
  `CREATE TABLE api_key (
    id uuid PRIMARY KEY,
    version integer NOT NULL DEFAULT 1,
    prefix text NOT NULL,
    digest bytea NOT NULL,
    name text NOT NULL,
    roles text[] NOT NULL,
    terminals text[] NOT NULL DEFAULT '{}',
    expires_at timestamptz,
    revoked_at timestamptz,
    last_used_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by_kind text NOT NULL,
    created_by_id text NOT NULL,
    CONSTRAINT api_key_digest_length CHECK (octet_length(digest) = 32),
    CONSTRAINT api_key_has_role CHECK (cardinality(roles) > 0)
  )`,
  'CREATE INDEX api_key_prefix ON api_key (prefix)',
  'CREATE INDEX api_key_created ON api_key (created_at, id)',
  'CREATE INDEX audit_entry_port ON audit_entry (port_locode, id) WHERE port_locode IS NOT NULL',
];

const down = ['DROP INDEX audit_entry_port', 'DROP TABLE api_key'];
