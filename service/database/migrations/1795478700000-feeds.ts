import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Leases of what one process holds at a time, and what each process says of its feeds. */
export class Feeds1795478700000 implements MigrationInterface {
  readonly name = 'Feeds1795478700000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE lease (
        name text PRIMARY KEY,
        holder text NOT NULL,
        expires_at timestamptz NOT NULL,
        fencing bigint NOT NULL
      )`);
    await runner.query(`
      CREATE TABLE feed_status (
        feed text NOT NULL,
        process uuid NOT NULL,
        kind text NOT NULL,
        source text NOT NULL,
        licence text,
        silence_seconds integer NOT NULL,
        state text NOT NULL,
        last_message_at timestamptz,
        rate_per_second real NOT NULL,
        rejected jsonb NOT NULL,
        updated_at timestamptz NOT NULL,
        PRIMARY KEY (feed, process)
      )`);
    await runner.query(`
      CREATE TABLE feed_state (
        feed text PRIMARY KEY,
        state text NOT NULL,
        changed_at timestamptz NOT NULL
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE feed_state');
    await runner.query('DROP TABLE feed_status');
    await runner.query('DROP TABLE lease');
  }
}
