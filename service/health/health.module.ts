import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { PrometheusModule } from '@willsoto/nestjs-prometheus';
import type { Pool } from 'pg';
import { RedisConnections } from '../cache/redis-connections.js';
import { POOL } from '../database/pool.js';
import { MetricsRegistry } from '../metrics/metrics-registry.js';
import { StateMetrics } from '../metrics/state-metrics.js';
import { DatabaseProbe } from './database-probe.js';
import { Drain } from './drain.js';
import { HealthController } from './health.controller.js';
import { MetricsController } from './metrics.controller.js';
import { OpsHealthController } from './ops-health.controller.js';
import { Readiness } from './readiness.js';

/** How the process is: one word for everybody, the whole of it and the metrics for operators. */
@Module({
  imports: [
    TerminusModule.forRoot({ logger: false }),
    PrometheusModule.registerAsync({
      inject: [MetricsRegistry],
      useFactory: (register: MetricsRegistry) => ({
        defaultMetrics: { enabled: true, config: { register } },
      }),
      controller: MetricsController,
    }),
  ],
  controllers: [HealthController, OpsHealthController],
  providers: [DatabaseProbe, Drain, Readiness],
  exports: [Drain],
})
export class HealthModule implements OnModuleInit {
  constructor(
    private readonly metrics: StateMetrics,
    private readonly database: DatabaseProbe,
    private readonly redis: RedisConnections,
    @Inject(POOL) private readonly pool: Pool,
  ) {}

  onModuleInit(): void {
    const { pool } = this;
    this.metrics.watchDependency('database', async () => (await this.database.state()) !== 'away');
    if (this.redis.isConfigured) {
      this.metrics.watchDependency('redis', async () => await this.redis.isUp());
    }
    this.metrics.watchPool(() => ({
      idle: pool.idleCount,
      used: pool.totalCount - pool.idleCount,
      waiting: pool.waitingCount,
    }));
  }
}
