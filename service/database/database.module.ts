import { Global, Inject, Module, type OnModuleInit } from '@nestjs/common';
import { getDataSourceToken, TypeOrmModule } from '@nestjs/typeorm';
import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';

import { CONFIG, type Config } from '../config/config.js';
import { OutboxMetrics } from '../metrics/outbox-metrics.js';
import { StreamReader } from '../events/stream-reader.js';
import { serviceDataSourceOptions } from './data-source.js';
import { HappeningLog } from './happening-log.js';
import { PgStreamReader } from './pg-stream-reader.js';
import { POOL, poolOf } from './pool.js';
import { findWorkerLags } from './stream-log.js';
import { StreamWriter } from './stream-writer.js';
import { Transactions } from './transactions.js';

/**
 * The database for every feature: TypeORM for its entities, `POOL` for what goes past it, the
 * `StreamWriter`, the `StreamReader` and the `Transactions` of the domain. Needs `CONFIG` and `EventBus` from global modules.
 */
@Global()
@Module({
  imports: [
    TypeOrmModule.forRootAsync({
      inject: [CONFIG],
      useFactory: (config: Config) => ({
        ...serviceDataSourceOptions(config),
        autoLoadEntities: true,
        retryAttempts: 0,
      }),
    }),
  ],
  providers: [
    {
      provide: POOL,
      inject: [getDataSourceToken()],
      useFactory: (dataSource: DataSource) => poolOf(dataSource),
    },
    HappeningLog,
    StreamWriter,
    Transactions,
    { provide: StreamReader, useClass: PgStreamReader },
  ],
  exports: [HappeningLog, POOL, StreamWriter, StreamReader, Transactions],
})
export class DatabaseModule implements OnModuleInit {
  constructor(
    @Inject(POOL) private readonly pool: Pool,
    private readonly metrics: OutboxMetrics,
  ) {}

  onModuleInit(): void {
    this.metrics.watchLags(async () => await findWorkerLags(this.pool));
  }
}
