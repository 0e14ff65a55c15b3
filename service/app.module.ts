import { type DynamicModule, Global, Module } from '@nestjs/common';
import { AidsModule } from './aids/aids.module.js';
import { AuditModule } from './audit/audit.module.js';
import { AuthModule } from './auth/auth.module.js';
import { BookingsModule } from './bookings/bookings.module.js';
import { CacheModule, RedisModule } from './cache/cache.module.js';
import { Clock, SystemClock } from './clock/clock.js';
import { CONFIG, type Config } from './config/config.js';
import { DatabaseModule } from './database/database.module.js';
import { EventsModule } from './events/events.module.js';
import { HealthModule } from './health/health.module.js';
import { IdempotencyModule } from './idempotency/idempotency.module.js';
import { IngestModule } from './ingest/ingest.module.js';
import { LiveModule } from './live/live.module.js';
import { MetricsModule } from './metrics/metrics.module.js';
import { OpenApiModule } from './openapi/openapi.module.js';
import { OperationsModule } from './operations/operations.module.js';
import { DetectionModule } from './port-calls/detection/detection.module.js';
import { PortCallsModule } from './port-calls/port-calls.module.js';
import { PortsModule } from './ports/ports.module.js';
import { PositionsModule } from './positions/positions.module.js';
import { SafetyModule } from './safety/safety.module.js';
import { WebhooksModule } from './webhooks/webhooks.module.js';
import { TrafficModule } from './traffic/traffic.module.js';
import { VesselsModule } from './vessels/vessels.module.js';

/** The settings and the clock, for every room. */
@Global()
@Module({})
class SettingsModule {
  static with(config: Config): DynamicModule {
    const providers = [
      { provide: CONFIG, useValue: config },
      { provide: Clock, useClass: SystemClock },
    ];
    return { module: SettingsModule, providers, exports: providers };
  }
}

const platform = [
  RedisModule,
  CacheModule,
  MetricsModule,
  DatabaseModule,
  EventsModule,
  AuditModule,
  AuthModule,
  IdempotencyModule,
];
const features = [
  VesselsModule,
  PortsModule,
  PositionsModule,
  AidsModule,
  SafetyModule,
  PortCallsModule,
  DetectionModule,
  BookingsModule,
  TrafficModule,
  OperationsModule,
];
const edges = [IngestModule, LiveModule, WebhooksModule, HealthModule, OpenApiModule];

/** What PortTrack is made of. */
@Module({})
export class AppModule {
  /** The whole service, with `config`; its database URL must be known by now. */
  static with(config: Config): DynamicModule {
    return {
      module: AppModule,
      imports: [SettingsModule.with(config), ...platform, ...features, ...edges],
    };
  }
}
