import { Module } from '@nestjs/common';
import { PositionsModule } from '../positions/positions.module.js';
import { CallerWatch } from './caller-watch.js';
import { LiveController } from './live.controller.js';
import { LiveService } from './live.service.js';
import { Resumption } from './resumption.js';

/** The event stream out. */
@Module({
  imports: [PositionsModule],
  controllers: [LiveController],
  providers: [CallerWatch, LiveService, Resumption],
  exports: [LiveService],
})
export class LiveModule {}
