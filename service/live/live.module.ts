import { Module } from '@nestjs/common';
import { LiveController } from './live.controller.js';
import { LiveService } from './live.service.js';
import { Resumption } from './resumption.js';

/** The event stream out. */
@Module({
  controllers: [LiveController],
  providers: [LiveService, Resumption],
  exports: [LiveService],
})
export class LiveModule {}
