import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Berths as records of their own, their closures, tides, and who lies where and when. */
export class BerthsBookings1795479150000 implements MigrationInterface {
  readonly name = 'BerthsBookings1795479150000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of down) await runner.query(statement);
  }
}

const up = [
  `CREATE TABLE berth (
    id uuid PRIMARY KEY,
    version integer NOT NULL DEFAULT 1,
    port_locode text NOT NULL,
    terminal text,
    name text,
    length_metres double precision,
    depth_metres double precision,
    depth_datum text,
    max_length_metres double precision,
    max_beam_metres double precision,
    max_draught_metres double precision,
    mooring_allowance_metres double precision,
    under_keel_metres double precision,
    cargo_kinds text[] NOT NULL DEFAULT '{}',
    bollard_from integer,
    bollard_to integer,
    edited text[] NOT NULL DEFAULT '{}',
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT berth_zone FOREIGN KEY (id) REFERENCES port_zone (id) ON DELETE CASCADE,
    CONSTRAINT berth_port FOREIGN KEY (port_locode) REFERENCES port (locode),
    CONSTRAINT berth_sizes CHECK (length_metres > 0 AND depth_metres > 0 AND max_length_metres > 0
      AND max_beam_metres > 0 AND max_draught_metres > 0),
    CONSTRAINT berth_allowances CHECK (mooring_allowance_metres >= 0 AND under_keel_metres >= 0),
    CONSTRAINT berth_bollards CHECK (bollard_from <> bollard_to
      AND (bollard_from IS NULL) = (bollard_to IS NULL))
  )`,
  'CREATE INDEX berth_port_locode ON berth (port_locode)',
  // Ports that were imported before: the next import of their files brings what else these say.
  `INSERT INTO berth (id, port_locode, terminal, name, length_metres, depth_metres)
    SELECT id, port_locode, attributes->>'terminal', name, length_metres, depth_metres
    FROM port_zone WHERE kind = 'berth'`,
  `CREATE TABLE berth_closure (
    id uuid PRIMARY KEY,
    berth_id uuid NOT NULL,
    during tstzrange NOT NULL,
    reason text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT berth_closure_berth FOREIGN KEY (berth_id) REFERENCES berth (id) ON DELETE CASCADE,
    CONSTRAINT berth_closure_during CHECK (NOT isempty(during) AND NOT lower_inf(during))
  )`,
  'CREATE INDEX berth_closure_berth_id ON berth_closure (berth_id)',
  `CREATE TABLE tide_height (
    port_locode text NOT NULL,
    datum text NOT NULL,
    time timestamptz NOT NULL,
    height_metres double precision NOT NULL,
    PRIMARY KEY (port_locode, datum, time),
    CONSTRAINT tide_height_port FOREIGN KEY (port_locode) REFERENCES port (locode)
      ON DELETE CASCADE
  )`,
  // Whatever the service forgets, two vessels never hold the same metres at the same time.
  `CREATE TABLE booking (
    id uuid PRIMARY KEY,
    version integer NOT NULL DEFAULT 1,
    berth_id uuid NOT NULL,
    port_call_id uuid NOT NULL,
    during tstzrange NOT NULL,
    metres numrange NOT NULL,
    draught_metres double precision,
    cargo_kind text,
    state text NOT NULL DEFAULT 'requested',
    notes text,
    fit jsonb NOT NULL,
    override jsonb,
    cancel_reason text,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT booking_berth FOREIGN KEY (berth_id) REFERENCES berth (id),
    CONSTRAINT booking_port_call FOREIGN KEY (port_call_id) REFERENCES port_call (id),
    CONSTRAINT booking_during CHECK (NOT isempty(during) AND NOT lower_inf(during)
      AND NOT upper_inf(during)),
    CONSTRAINT booking_metres CHECK (NOT isempty(metres) AND lower(metres) >= 0),
    CONSTRAINT booking_draught CHECK (draught_metres > 0),
    CONSTRAINT booking_state CHECK
      (state IN ('requested', 'confirmed', 'active', 'completed', 'cancelled')),
    CONSTRAINT booking_overlap EXCLUDE USING gist
      (berth_id WITH =, during WITH &&, metres WITH &&) WHERE (state <> 'cancelled')
  )`,
  'CREATE INDEX booking_port_call_id ON booking (port_call_id)',
];

const down = [
  'DROP TABLE booking',
  'DROP TABLE tide_height',
  'DROP TABLE berth_closure',
  'DROP TABLE berth',
];
