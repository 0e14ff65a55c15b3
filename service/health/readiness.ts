import { Injectable, Logger, ServiceUnavailableException } from '@nestjs/common';
import {
  HealthCheckService,
  type HealthCheckStatus,
  type HealthIndicatorResult,
} from '@nestjs/terminus';
import { RedisConnections } from '../cache/redis-connections.js';
import { DatabaseProbe } from './database-probe.js';
import { Drain } from './drain.js';

/** Whether the process may get requests, and what that is made of. */
export interface ReadinessAnswer {
  /** True also while `degraded`. */
  readonly isReady: boolean;
  readonly status: HealthCheckStatus;
  /** Each check by name. */
  readonly details: HealthIndicatorResult;
}

/** Decides whether this process is fit for requests. */
@Injectable()
export class Readiness {
  private readonly log = new Logger(Readiness.name);
  private lastStatus: HealthCheckStatus = 'ok';

  constructor(
    private readonly checks: HealthCheckService,
    private readonly database: DatabaseProbe,
    private readonly redis: RedisConnections,
    private readonly drain: Drain,
  ) {}

  /**
   * Ready: the database answers and has every migration, and the process is not about to stop.
   * Without its Redis it is `degraded`, and ready. Answers within 2 s, whatever hangs.
   */
  async check(): Promise<ReadinessAnswer> {
    const details: HealthIndicatorResult = {};
    const isReady = await this.passes(details);
    const status = this.statusOf(isReady, details);
    if (status !== this.lastStatus) this.log.warn(`Readiness: ${status} (was ${this.lastStatus})`);
    this.lastStatus = status;
    return { isReady, status, details };
  }

  private async passes(details: HealthIndicatorResult): Promise<boolean> {
    const collect = (result: HealthIndicatorResult): HealthIndicatorResult => {
      Object.assign(details, result);
      return result;
    };
    try {
      await this.checks.check([
        async () => collect(await this.databaseResult()),
        async () => collect(await this.redisResult()),
        () => collect({ draining: { status: this.drain.isDraining ? 'down' : 'up' } }),
      ]);
      return true;
    } catch (error) {
      // The answer that Terminus throws is made by the controllers, each in its own form.
      if (error instanceof ServiceUnavailableException) return false;
      throw error;
    }
  }

  private statusOf(isReady: boolean, details: HealthIndicatorResult): HealthCheckStatus {
    if (this.drain.isDraining) return 'shutting_down';
    if (!isReady) return 'error';
    return details['redis']?.status === 'degraded' ? 'degraded' : 'ok';
  }

  private async databaseResult(): Promise<HealthIndicatorResult> {
    const state = await this.database.state();
    return {
      database: { status: state === 'away' ? 'down' : 'up' },
      migrations: { status: state === 'outdated' ? 'down' : 'up' },
    };
  }

  private async redisResult(): Promise<HealthIndicatorResult> {
    if (!this.redis.isConfigured) return {};
    return { redis: { status: (await this.redis.isUp()) ? 'up' : 'degraded' } };
  }
}
