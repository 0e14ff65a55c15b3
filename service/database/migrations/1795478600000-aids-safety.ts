import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Fixed stations (aids to navigation, base stations), distress devices and safety-related text. */
export class AidsSafety1795478600000 implements MigrationInterface {
  readonly name = 'AidsSafety1795478600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE aid_to_navigation (
        mmsi integer PRIMARY KEY,
        aid_type smallint,
        name text,
        lon double precision,
        lat double precision,
        position_accuracy boolean,
        dim_a smallint, dim_b smallint, dim_c smallint, dim_d smallint,
        is_virtual boolean,
        is_off_position boolean,
        ${receptionColumns}
      )`);
    await runner.query(`
      CREATE TABLE base_station (
        mmsi integer PRIMARY KEY,
        lon double precision,
        lat double precision,
        position_accuracy boolean,
        reported_utc timestamptz,
        ${receptionColumns}
      )`);
    await createSafety(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE safety_message');
    await runner.query('DROP TABLE distress_device');
    await runner.query('DROP TABLE base_station');
    await runner.query('DROP TABLE aid_to_navigation');
  }
}

async function createSafety(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE distress_device (
      mmsi integer PRIMARY KEY,
      kind text NOT NULL,
      state text NOT NULL,
      lon double precision,
      lat double precision,
      position_time timestamptz,
      text text,
      ${receptionColumns}
    )`);
  await runner.query(`
    CREATE TABLE safety_message (
      id bigint PRIMARY KEY,
      mmsi integer NOT NULL,
      destination_mmsi integer,
      text text NOT NULL,
      digest integer NOT NULL,
      time timestamptz NOT NULL,
      received_at timestamptz NOT NULL,
      committed_at timestamptz NOT NULL,
      source text NOT NULL,
      feed text NOT NULL,
      stations text[] NOT NULL,
      raw text NOT NULL
    )`);
  await runner.query('CREATE INDEX safety_message_mmsi_time ON safety_message (mmsi, time)');
}

/** What is kept of the newest reception of a station that has one row. */
const receptionColumns = `
        time timestamptz NOT NULL,
        received_at timestamptz NOT NULL,
        committed_at timestamptz NOT NULL,
        first_seen_at timestamptz NOT NULL,
        source text NOT NULL,
        feed text NOT NULL,
        stations text[] NOT NULL,
        raw text NOT NULL`;
