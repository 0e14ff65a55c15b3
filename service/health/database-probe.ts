import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { isSchemaCurrent } from '../database/migrate.js';
import { POOL } from '../database/pool.js';

/** Longest that the database may take to answer, milliseconds. */
const patienceMs = 1500;

/** How the database stands: `outdated` answers, but lacks a migration of this build. */
export type DatabaseState = 'current' | 'outdated' | 'away';

/** Asks the database how it is, in bounded time and with at most one question under way. */
@Injectable()
export class DatabaseProbe {
  private asking: Promise<DatabaseState> | null = null;

  constructor(@Inject(POOL) private readonly pool: Pool) {}

  /** Never rejects; `away` also when there is no answer within 1.5 s. */
  async state(): Promise<DatabaseState> {
    this.asking ??= this.ask();
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<DatabaseState>((resolve) => {
      timer = setTimeout(resolve, patienceMs, 'away');
    });
    try {
      return await Promise.race([this.asking, timeout]);
    } finally {
      clearTimeout(timer);
    }
  }

  private async ask(): Promise<DatabaseState> {
    try {
      return (await isSchemaCurrent(this.pool)) ? 'current' : 'outdated';
    } catch {
      return 'away';
    } finally {
      this.asking = null;
    }
  }
}
