import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { VesselChangeEntity } from './vessel-change.entity.js';
import { VesselEntity } from './vessel.entity.js';
import { VesselRepository } from './vessel.repository.js';
import { VesselSearchRepository } from './vessel-search.repository.js';
import { VesselsController } from './vessels.controller.js';
import { VesselsService } from './vessels.service.js';

/** Identity and static data. */
@Module({
  imports: [TypeOrmModule.forFeature([VesselEntity, VesselChangeEntity])],
  controllers: [VesselsController],
  providers: [VesselRepository, VesselSearchRepository, VesselsService],
  exports: [VesselsService],
})
export class VesselsModule {}
