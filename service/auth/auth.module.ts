import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { CallerGuard } from './caller.guard.js';

/** Who calls. */
@Global()
@Module({ providers: [{ provide: APP_GUARD, useClass: CallerGuard }] })
export class AuthModule {}
