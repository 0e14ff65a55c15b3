import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { ThrottlerModule } from '@nestjs/throttler';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CONFIG } from '../config/config.js';
import { AccessGuard } from './access.guard.js';
import { ApiKeyRow } from './api-key.entity.js';
import { ApiKeysController } from './api-keys.controller.js';
import { ApiKeysRepository } from './api-keys.repository.js';
import { ApiKeysService } from './api-keys.service.js';
import { CallerGuard } from './caller.guard.js';
import { CallersService } from './callers.service.js';
import { FirstKeyService } from './first-key.service.js';
import { MeController } from './me.controller.js';
import { OidcTokens } from './oidc-tokens.js';
import { RateLimitGuard, rateOptions } from './rate-limit.guard.js';
import { ReadyAccess } from './ready-access.js';
import { RequestCounts } from './rate-limits.js';

/** Counts requests, for whoever limits them. */
@Module({ providers: [RequestCounts], exports: [RequestCounts] })
export class RequestCountsModule {}

/** Who calls, how often, and what they may do: three guards before every route, in this order. */
@Global()
@Module({
  imports: [
    TypeOrmModule.forFeature([ApiKeyRow]),
    RequestCountsModule,
    ThrottlerModule.forRootAsync({
      imports: [RequestCountsModule],
      inject: [CONFIG, RequestCounts],
      useFactory: rateOptions,
    }),
  ],
  controllers: [ApiKeysController, MeController],
  providers: [
    ApiKeysRepository,
    ApiKeysService,
    CallersService,
    FirstKeyService,
    OidcTokens,
    ReadyAccess,
    { provide: APP_GUARD, useClass: CallerGuard },
    { provide: APP_GUARD, useClass: RateLimitGuard },
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [ApiKeysService, CallersService, FirstKeyService, ReadyAccess, RequestCountsModule],
})
export class AuthModule {}
