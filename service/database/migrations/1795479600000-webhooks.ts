import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Subscriptions to events, and what is to be sent to each. */
export class Webhooks1795479600000 implements MigrationInterface {
  readonly name = 'Webhooks1795479600000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of down) await runner.query(statement);
  }
}

const up = [
  `CREATE TABLE webhook (
    id uuid CONSTRAINT webhook_pkey PRIMARY KEY,
    version integer NOT NULL DEFAULT 1,
    url text NOT NULL,
    description text,
    types text[],
    port_locode text,
    vessel text,
    is_active boolean NOT NULL DEFAULT true,
    secret text NOT NULL,
    previous_secret text,
    previous_until timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
  )`,
  // next_attempt_at also is the end of a sender's lease: who takes a delivery puts it off.
  `CREATE TABLE webhook_delivery (
    id uuid PRIMARY KEY,
    webhook_id uuid NOT NULL REFERENCES webhook ON DELETE CASCADE,
    event_id bigint NOT NULL,
    type text NOT NULL,
    record text NOT NULL,
    payload jsonb NOT NULL,
    occurred_at timestamptz NOT NULL,
    state text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'delivered', 'dead')),
    attempts integer NOT NULL DEFAULT 0,
    next_attempt_at timestamptz NOT NULL DEFAULT now(),
    give_up_at timestamptz NOT NULL DEFAULT now() + interval '24 hours',
    last_attempt_at timestamptz,
    last_status integer,
    last_error text,
    settled_at timestamptz,
    UNIQUE (webhook_id, event_id)
  )`,
  `CREATE INDEX webhook_delivery_due ON webhook_delivery (next_attempt_at) WHERE state = 'pending'`,
  `CREATE INDEX webhook_delivery_order ON webhook_delivery (webhook_id, record, event_id)
    WHERE state = 'pending'`,
  `CREATE INDEX webhook_delivery_settled ON webhook_delivery (settled_at) WHERE state <> 'pending'`,
];

const down = ['DROP TABLE webhook_delivery', 'DROP TABLE webhook'];
