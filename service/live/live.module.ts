import { Module } from '@nestjs/common';
import { PositionsModule } from '../positions/positions.module.js';
import { LiveController } from './live.controller.js';
import { LiveService } from './live.service.js';
import { Resumption } from './resumption.js';

/** The event stream out. */
@Module({
  imports: [PositionsModule],
  controllers: [LiveController],
  providers: [LiveService, Resumption],
  exports: [LiveService],
})
export class LiveModule {}
