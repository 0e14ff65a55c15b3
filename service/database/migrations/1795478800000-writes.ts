import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What every write of the domain leaves behind: audit, the answer for a repeated request, and how
 * far each worker has followed the stream. btree_gist is for exclusion constraints that compare an
 * id and a range; it is a trusted extension, so the database's owner may make it.
 */
export class Writes1795478800000 implements MigrationInterface {
  readonly name = 'Writes1795478800000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of down) await runner.query(statement);
  }
}

const up = [
  'CREATE EXTENSION IF NOT EXISTS btree_gist',
  `CREATE TABLE audit_entry (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    actor_kind text NOT NULL,
    actor_id text NOT NULL,
    actor_name text,
    request_id text,
    action text NOT NULL,
    entity text NOT NULL,
    entity_id text NOT NULL,
    port_locode text,
    before jsonb,
    after jsonb,
    reason text
  )`,
  'CREATE INDEX audit_entry_entity ON audit_entry (entity, entity_id, id)',
  'CREATE INDEX audit_entry_actor ON audit_entry (actor_id, id)',
  'CREATE INDEX audit_entry_at ON audit_entry (at)',
  // Also for the table's owner, which is the service's own role. An empty table may be truncated:
  // that is how a backup is restored.
  `CREATE FUNCTION audit_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF TG_OP = 'TRUNCATE' AND NOT EXISTS (SELECT FROM audit_entry) THEN RETURN NULL; END IF;
    RAISE EXCEPTION 'audit_entry is append-only' USING ERRCODE = 'insufficient_privilege';
  END $$`,
  `CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_refuse()`,
  `CREATE TABLE idempotency_answer (
    actor_id text NOT NULL,
    key text NOT NULL,
    request text NOT NULL,
    digest text NOT NULL,
    answer jsonb,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (actor_id, key)
  )`,
  'CREATE INDEX idempotency_answer_created ON idempotency_answer (created_at)',
  `CREATE TABLE stream_cursor (
    name text PRIMARY KEY,
    position bigint NOT NULL
  )`,
];

const down = [
  'DROP TABLE stream_cursor',
  'DROP TABLE idempotency_answer',
  'DROP TABLE audit_entry',
  'DROP FUNCTION audit_entry_refuse()',
  'DROP EXTENSION btree_gist',
];
