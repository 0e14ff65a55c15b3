import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { RegisterRepository } from './register.repository.js';
import { RegisteredVesselEntity } from './registered-vessel.entity.js';
import { VesselChangeEntity } from './vessel-change.entity.js';
import { VesselIdentifierEntity } from './vessel-identifier.entity.js';
import { VesselRegisterService } from './vessel-register.service.js';
import { VesselEntity } from './vessel.entity.js';
import { VesselRepository } from './vessel.repository.js';
import { VesselSearchRepository } from './vessel-search.repository.js';
import { VesselsController } from './vessels.controller.js';
import { VesselsService } from './vessels.service.js';

/** Identity and static data. */
@Module({
  imports: [
    TypeOrmModule.forFeature([
      VesselEntity,
      VesselChangeEntity,
      RegisteredVesselEntity,
      VesselIdentifierEntity,
    ]),
  ],
  controllers: [VesselsController],
  providers: [
    VesselRepository,
    VesselSearchRepository,
    VesselsService,
    RegisterRepository,
    VesselRegisterService,
  ],
  exports: [VesselsService, VesselRegisterService],
})
export class VesselsModule {}
