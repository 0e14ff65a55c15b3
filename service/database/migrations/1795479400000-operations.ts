import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Cargo operations, and the staff who do the work. */
export class Operations1795479400000 implements MigrationInterface {
  readonly name = 'Operations1795479400000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...cargo, ...staff]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of down) await runner.query(statement);
  }
}

const roles = `'pilot', 'mooring', 'crane', 'stevedore', 'tug-master', 'inspector'`;

const cargo = [
  `CREATE TABLE cargo_operation (
    id uuid PRIMARY KEY,
    version integer NOT NULL DEFAULT 1,
    port_call_id uuid NOT NULL,
    port_locode text NOT NULL,
    berth_id uuid NOT NULL,
    direction text NOT NULL,
    hs_chapter text,
    commodity text,
    unit text NOT NULL,
    planned numeric(12,3) NOT NULL,
    done numeric(12,3) NOT NULL DEFAULT 0,
    gangs integer,
    cranes integer,
    dangerous_goods jsonb NOT NULL DEFAULT '[]',
    planned_start_at timestamptz,
    planned_end_at timestamptz,
    state text NOT NULL DEFAULT 'planned',
    started_at timestamptz,
    completed_at timestamptz,
    cancel_reason text,
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT cargo_operation_port_call FOREIGN KEY (port_call_id) REFERENCES port_call (id),
    CONSTRAINT cargo_operation_port FOREIGN KEY (port_locode) REFERENCES port (locode),
    CONSTRAINT cargo_operation_berth FOREIGN KEY (berth_id) REFERENCES berth (id),
    CONSTRAINT cargo_operation_direction CHECK (direction IN ('load', 'discharge')),
    CONSTRAINT cargo_operation_unit CHECK (unit IN ('t', 'm3', 'TEU', 'units')),
    CONSTRAINT cargo_operation_state
      CHECK (state IN ('planned', 'working', 'suspended', 'completed', 'cancelled')),
    CONSTRAINT cargo_operation_commodity CHECK (num_nonnulls(hs_chapter, commodity) > 0),
    CONSTRAINT cargo_operation_quantities CHECK (planned > 0 AND done >= 0
      AND (unit <> 'units' OR (planned = trunc(planned) AND done = trunc(done)))),
    CONSTRAINT cargo_operation_means CHECK (gangs >= 0 AND cranes >= 0),
    CONSTRAINT cargo_operation_times CHECK (planned_start_at < planned_end_at
      AND started_at <= completed_at
      AND (started_at IS NOT NULL OR state IN ('planned', 'cancelled'))
      AND (completed_at IS NOT NULL) = (state = 'completed'))
  )`,
  'CREATE INDEX cargo_operation_port_call_id ON cargo_operation (port_call_id)',
  'CREATE INDEX cargo_operation_berth_id ON cargo_operation (berth_id, state)',
  'CREATE INDEX cargo_operation_place ON cargo_operation (port_locode, created_at, id)',
  `CREATE TABLE cargo_suspension (
    id uuid PRIMARY KEY,
    cargo_operation_id uuid NOT NULL,
    during tstzrange NOT NULL,
    reason text NOT NULL,
    remark text,
    CONSTRAINT cargo_suspension_operation
      FOREIGN KEY (cargo_operation_id) REFERENCES cargo_operation (id),
    CONSTRAINT cargo_suspension_during CHECK (NOT lower_inf(during) AND NOT isempty(during)),
    CONSTRAINT cargo_suspension_overlap
      EXCLUDE USING gist (cargo_operation_id WITH =, during WITH &&)
  )`,
  `CREATE TABLE cargo_progress (
    id uuid PRIMARY KEY,
    cargo_operation_id uuid NOT NULL,
    amount numeric(12,3) NOT NULL,
    at timestamptz NOT NULL,
    reason text,
    recorded_at timestamptz(3) NOT NULL DEFAULT now(),
    CONSTRAINT cargo_progress_operation
      FOREIGN KEY (cargo_operation_id) REFERENCES cargo_operation (id),
    CONSTRAINT cargo_progress_amount CHECK (amount <> 0 AND (amount > 0 OR reason IS NOT NULL))
  )`,
  'CREATE INDEX cargo_progress_operation_id ON cargo_progress (cargo_operation_id, recorded_at, id)',
  // As for audit_entry: also for the service's own role; an empty table may be truncated (restore).
  `CREATE FUNCTION cargo_progress_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF TG_OP = 'TRUNCATE' AND NOT EXISTS (SELECT FROM cargo_progress) THEN RETURN NULL; END IF;
    RAISE EXCEPTION 'cargo_progress is append-only' USING ERRCODE = 'insufficient_privilege';
  END $$`,
  `CREATE TRIGGER cargo_progress_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON cargo_progress
    FOR EACH STATEMENT EXECUTE FUNCTION cargo_progress_refuse()`,
  `CREATE TABLE cargo_estimate (
    port_call_id uuid PRIMARY KEY,
    told_at timestamptz NOT NULL,
    CONSTRAINT cargo_estimate_port_call FOREIGN KEY (port_call_id) REFERENCES port_call (id)
  )`,
];

const staff = [
  `CREATE TABLE staff_member (
    id uuid PRIMARY KEY,
    version integer NOT NULL DEFAULT 1,
    port_locode text NOT NULL,
    terminal text,
    name text,
    contact text,
    roles text[] NOT NULL,
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    erased_at timestamptz,
    CONSTRAINT staff_member_port FOREIGN KEY (port_locode) REFERENCES port (locode),
    CONSTRAINT staff_member_roles CHECK (roles <@ ARRAY[${roles}]),
    CONSTRAINT staff_member_erased CHECK ((erased_at IS NULL) = (name IS NOT NULL)
      AND (erased_at IS NULL OR contact IS NULL))
  )`,
  'CREATE INDEX staff_member_place ON staff_member (port_locode, created_at, id)',
  `CREATE TABLE staff_certificate (
    id uuid PRIMARY KEY,
    staff_id uuid NOT NULL,
    role text NOT NULL,
    number text,
    valid tstzrange NOT NULL,
    CONSTRAINT staff_certificate_staff FOREIGN KEY (staff_id) REFERENCES staff_member (id),
    CONSTRAINT staff_certificate_role CHECK (role IN (${roles})),
    CONSTRAINT staff_certificate_valid CHECK (NOT lower_inf(valid) AND NOT isempty(valid))
  )`,
  'CREATE INDEX staff_certificate_staff_id ON staff_certificate (staff_id)',
  `CREATE TABLE staff_shift (
    id uuid PRIMARY KEY,
    version integer NOT NULL DEFAULT 1,
    staff_id uuid NOT NULL,
    during tstzrange NOT NULL,
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    CONSTRAINT staff_shift_staff FOREIGN KEY (staff_id) REFERENCES staff_member (id),
    CONSTRAINT staff_shift_during
      CHECK (NOT lower_inf(during) AND NOT upper_inf(during) AND NOT isempty(during)),
    CONSTRAINT staff_shift_overlap EXCLUDE USING gist (staff_id WITH =, during WITH &&)
  )`,
  `CREATE TABLE staff_assignment (
    id uuid PRIMARY KEY,
    version integer NOT NULL DEFAULT 1,
    staff_id uuid NOT NULL,
    port_locode text NOT NULL,
    role text NOT NULL,
    cargo_operation_id uuid,
    passage_id uuid,
    berth_id uuid,
    during tstzrange NOT NULL,
    state text NOT NULL DEFAULT 'planned',
    cancel_reason text,
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    CONSTRAINT staff_assignment_staff FOREIGN KEY (staff_id) REFERENCES staff_member (id),
    CONSTRAINT staff_assignment_port FOREIGN KEY (port_locode) REFERENCES port (locode),
    CONSTRAINT staff_assignment_operation
      FOREIGN KEY (cargo_operation_id) REFERENCES cargo_operation (id),
    CONSTRAINT staff_assignment_passage FOREIGN KEY (passage_id) REFERENCES passage (id),
    CONSTRAINT staff_assignment_berth FOREIGN KEY (berth_id) REFERENCES berth (id),
    CONSTRAINT staff_assignment_role CHECK (role IN (${roles})),
    CONSTRAINT staff_assignment_subject
      CHECK (num_nonnulls(cargo_operation_id, passage_id, berth_id) = 1),
    CONSTRAINT staff_assignment_state CHECK (state IN ('planned', 'cancelled')),
    CONSTRAINT staff_assignment_during
      CHECK (NOT lower_inf(during) AND NOT upper_inf(during) AND NOT isempty(during)),
    CONSTRAINT staff_assignment_overlap EXCLUDE USING gist (staff_id WITH =, during WITH &&)
      WHERE (state <> 'cancelled')
  )`,
  'CREATE INDEX staff_assignment_operation_id ON staff_assignment (cargo_operation_id)',
  'CREATE INDEX staff_assignment_berth_id ON staff_assignment (berth_id)',
  'CREATE INDEX staff_assignment_place ON staff_assignment (port_locode, created_at, id)',
  // One pilot for each passage: who brings it in is one fact of the passage.
  `CREATE UNIQUE INDEX staff_assignment_pilot ON staff_assignment (passage_id)
    WHERE role = 'pilot' AND state <> 'cancelled'`,
  `CREATE TABLE rest_rule (
    port_locode text NOT NULL,
    role text NOT NULL,
    version integer NOT NULL DEFAULT 1,
    is_seafarer boolean NOT NULL,
    min_hours_per_day double precision NOT NULL,
    min_hours_per_week double precision NOT NULL,
    most_periods_per_day integer NOT NULL,
    min_longest_period_hours double precision NOT NULL,
    PRIMARY KEY (port_locode, role),
    CONSTRAINT rest_rule_port FOREIGN KEY (port_locode) REFERENCES port (locode),
    CONSTRAINT rest_rule_role CHECK (role IN (${roles})),
    CONSTRAINT rest_rule_limits CHECK (min_hours_per_day BETWEEN 0 AND 24
      AND min_hours_per_week BETWEEN 0 AND 168 AND most_periods_per_day >= 1
      AND min_longest_period_hours BETWEEN 0 AND 24)
  )`,
];

const down = [
  'DROP TABLE rest_rule',
  'DROP TABLE staff_assignment',
  'DROP TABLE staff_shift',
  'DROP TABLE staff_certificate',
  'DROP TABLE staff_member',
  'DROP TABLE cargo_estimate',
  'DROP TABLE cargo_progress',
  'DROP FUNCTION cargo_progress_refuse()',
  'DROP TABLE cargo_suspension',
  'DROP TABLE cargo_operation',
];
