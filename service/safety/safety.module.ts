import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { DistressDevice } from './distress-device.entity.js';
import { SafetyMessageRow } from './safety-message.entity.js';
import { SafetyRetention } from './safety-retention.js';
import { SafetyController } from './safety.controller.js';
import { SafetyRepository } from './safety.repository.js';
import { SafetyService } from './safety.service.js';

/** Distress devices and safety-related text. */
@Module({
  imports: [TypeOrmModule.forFeature([DistressDevice, SafetyMessageRow])],
  controllers: [SafetyController],
  providers: [SafetyRepository, SafetyService, SafetyRetention],
  exports: [SafetyService],
})
export class SafetyModule {}
