import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Passages through fairways, how far each has come, and the excesses on the way. */
export class Passages1795479350000 implements MigrationInterface {
  readonly name = 'Passages1795479350000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of down) await runner.query(statement);
  }
}

const up = [
  // The pilot is a member of the staff, whose table belongs to operations, the room above.
  `CREATE TABLE passage (
    id uuid PRIMARY KEY,
    version integer NOT NULL DEFAULT 1,
    port_call_id uuid NOT NULL,
    port_locode text NOT NULL,
    fairway_id uuid NOT NULL,
    direction text NOT NULL,
    is_reversed boolean NOT NULL,
    planned_start_at timestamptz NOT NULL,
    planned_end_at timestamptz NOT NULL,
    pilot_id uuid,
    tug_count integer,
    tug_names text[] NOT NULL DEFAULT '{}',
    draught_metres double precision,
    under_keel jsonb NOT NULL,
    override jsonb,
    state text NOT NULL DEFAULT 'planned',
    started_at timestamptz,
    started_by text,
    completed_at timestamptz,
    completed_by text,
    cancel_reason text,
    notes text,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT passage_port_call FOREIGN KEY (port_call_id) REFERENCES port_call (id),
    CONSTRAINT passage_port FOREIGN KEY (port_locode) REFERENCES port (locode),
    CONSTRAINT passage_fairway FOREIGN KEY (fairway_id) REFERENCES port_zone (id),
    CONSTRAINT passage_direction CHECK (direction IN ('inbound', 'outbound', 'shifting')),
    CONSTRAINT passage_state CHECK
      (state IN ('planned', 'confirmed', 'under-way', 'completed', 'cancelled')),
    CONSTRAINT passage_plan CHECK (planned_start_at < planned_end_at),
    CONSTRAINT passage_means CHECK (draught_metres > 0 AND tug_count >= 0),
    CONSTRAINT passage_started CHECK ((started_at IS NULL) = (started_by IS NULL)
      AND (started_at IS NOT NULL OR state NOT IN ('under-way', 'completed'))),
    CONSTRAINT passage_completed CHECK ((completed_at IS NULL) = (completed_by IS NULL)
      AND (completed_at IS NOT NULL) = (state = 'completed') AND started_at <= completed_at),
    CONSTRAINT passage_cancelled CHECK ((cancel_reason IS NOT NULL) = (state = 'cancelled')),
    CONSTRAINT passage_witnesses CHECK
      (started_by IN ('ais', 'operator') AND completed_by IN ('ais', 'operator'))
  )`,
  'CREATE INDEX passage_port_call_id ON passage (port_call_id)',
  `CREATE INDEX passage_held ON passage (fairway_id, planned_start_at)
    WHERE state IN ('planned', 'confirmed', 'under-way')`,
  'CREATE INDEX passage_created ON passage (port_locode, created_at, id)',
  'CREATE INDEX passage_updated_at ON passage (updated_at)',
  // What has been seen of the vessel so far; made again from the positions when one comes late.
  `CREATE TABLE passage_track (
    passage_id uuid PRIMARY KEY,
    state jsonb NOT NULL,
    seen_until timestamptz,
    seen_last text[] NOT NULL DEFAULT '{}',
    CONSTRAINT passage_track_passage FOREIGN KEY (passage_id) REFERENCES passage (id)
  )`,
  `CREATE TABLE traffic_event (
    id uuid PRIMARY KEY,
    version integer NOT NULL DEFAULT 1,
    passage_id uuid NOT NULL,
    port_locode text NOT NULL,
    kind text NOT NULL,
    leg integer NOT NULL,
    begin_at timestamptz NOT NULL,
    end_at timestamptz,
    allowed double precision NOT NULL,
    peak double precision NOT NULL,
    peak_at timestamptz NOT NULL,
    evidence jsonb NOT NULL,
    withdrawn_at timestamptz,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT traffic_event_passage FOREIGN KEY (passage_id) REFERENCES passage (id),
    CONSTRAINT traffic_event_port FOREIGN KEY (port_locode) REFERENCES port (locode),
    CONSTRAINT traffic_event_kind CHECK (kind IN ('deviation', 'speed')),
    CONSTRAINT traffic_event_times CHECK (begin_at <= end_at AND begin_at <= peak_at)
  )`,
  'CREATE INDEX traffic_event_passage_id ON traffic_event (passage_id)',
  'CREATE INDEX traffic_event_begin ON traffic_event (port_locode, begin_at)',
  'CREATE INDEX traffic_event_updated_at ON traffic_event (updated_at)',
];

const down = ['DROP TABLE traffic_event', 'DROP TABLE passage_track', 'DROP TABLE passage'];
