import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { CallerGuard } from './caller.guard.js';
import { MeController } from './me.controller.js';

/** Who calls. */
@Global()
@Module({ controllers: [MeController], providers: [{ provide: APP_GUARD, useClass: CallerGuard }] })
export class AuthModule {}
