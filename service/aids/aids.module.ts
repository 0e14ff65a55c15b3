import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { AidToNavigation } from './aid-to-navigation.entity.js';
import { AidsController } from './aids.controller.js';
import { AidsRepository } from './aids.repository.js';
import { AidsService } from './aids.service.js';
import { BaseStation } from './base-station.entity.js';

/** Aids to navigation and base stations. */
@Module({
  imports: [TypeOrmModule.forFeature([AidToNavigation, BaseStation])],
  controllers: [AidsController],
  providers: [AidsRepository, AidsService],
  exports: [AidsService],
})
export class AidsModule {}
