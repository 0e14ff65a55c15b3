import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Ports and their zones. */
export class Ports1795478500000 implements MigrationInterface {
  readonly name = 'Ports1795478500000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE port (
        locode text PRIMARY KEY,
        name text NOT NULL,
        time_zone text NOT NULL,
        lon double precision NOT NULL,
        lat double precision NOT NULL,
        notice text,
        file text NOT NULL,
        updated_at timestamptz NOT NULL,
        CONSTRAINT port_locode_syntax CHECK (locode ~ '^[A-Z]{2}[A-Z2-9]{3}$')
      )`);
    await runner.query(`
      CREATE TABLE port_zone (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        port_locode text NOT NULL,
        kind text NOT NULL,
        code text NOT NULL,
        name text,
        length_metres double precision,
        depth_metres double precision,
        geometry jsonb NOT NULL,
        west double precision NOT NULL,
        south double precision NOT NULL,
        east double precision NOT NULL,
        north double precision NOT NULL,
        attributes jsonb NOT NULL DEFAULT '{}',
        file text NOT NULL,
        CONSTRAINT port_zone_port FOREIGN KEY (port_locode) REFERENCES port (locode),
        CONSTRAINT port_zone_code UNIQUE (port_locode, kind, code),
        CONSTRAINT port_zone_kind CHECK (kind IN ('port-limits', 'terminal', 'berth', 'anchorage',
          'pilot-boarding-place', 'fairway', 'restricted-area')),
        CONSTRAINT port_zone_sizes CHECK (length_metres > 0 AND depth_metres > 0)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE port_zone');
    await runner.query('DROP TABLE port');
  }
}
