import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';

import { POOL } from '../database/pool.js';

/** Who holds a thing that one process holds at a time, and since which turn. */
export interface LeaseClaim {
  /** Unique in the installation, such as `feed:north`. */
  readonly name: string;
  /** The process that asks. */
  readonly holder: string;
  /** How long it lasts from now, milliseconds. */
  readonly durationMs: number;
}

/**
 * Takes, renews and gives back in one statement each, by the database's clock. The fencing number
 * rises by one with every change of holder, so that a holder that has slept can be told from the
 * present one.
 */
@Injectable()
export class LeaseRepository {
  constructor(@Inject(POOL) private readonly pool: Pool) {}

  /**
   * Takes a free or expired lease, or renews one's own.
   * @returns its fencing number; `null` while another process holds it.
   */
  async acquire({ name, holder, durationMs }: LeaseClaim): Promise<number | null> {
    const { rows } = await this.pool.query<{ fencing: string }>(
      `INSERT INTO lease AS held (name, holder, expires_at, fencing)
       VALUES ($1, $2, clock_timestamp() + $3 * interval '1 millisecond', 1)
       ON CONFLICT (name) DO UPDATE SET
         holder = excluded.holder,
         expires_at = excluded.expires_at,
         fencing = held.fencing + CASE WHEN held.holder = excluded.holder THEN 0 ELSE 1 END
       WHERE held.holder = excluded.holder OR held.expires_at <= clock_timestamp()
       RETURNING held.fencing`,
      [name, holder, durationMs],
    );
    const [row] = rows;
    return row === undefined ? null : Number(row.fencing);
  }

  /** Gives the lease back, so that another process need not wait for its end. */
  async release(name: string, holder: string): Promise<void> {
    await this.pool.query(
      'UPDATE lease SET expires_at = clock_timestamp() WHERE name = $1 AND holder = $2',
      [name, holder],
    );
  }
}
