import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { RegisterAudit } from './register-audit.js';
import { RegisterController } from './register.controller.js';
import { RegisterHistoryRepository } from './register-history.repository.js';
import { RegisterRepository } from './register.repository.js';
import { RegisteredVesselEntity } from './registered-vessel.entity.js';
import { VesselChangeEntity } from './vessel-change.entity.js';
import { VesselEditsService } from './vessel-edits.service.js';
import { VesselEntity } from './vessel.entity.js';
import { VesselHistoryService } from './vessel-history.service.js';
import { VesselIdentifierEntity } from './vessel-identifier.entity.js';
import { VesselListingRepository } from './vessel-listing.repository.js';
import { VesselLookupService } from './vessel-lookup.service.js';
import { VesselMergesService } from './vessel-merges.service.js';
import { VesselRegisterService } from './vessel-register.service.js';
import { VesselRegisterWorker } from './vessel-register.worker.js';
import { VesselRegistrar } from './vessel-registrar.js';
import { VesselRepository } from './vessel.repository.js';
import { VesselSearchRepository } from './vessel-search.repository.js';
import { VesselsController } from './vessels.controller.js';
import { VesselsService } from './vessels.service.js';

const entities = [VesselEntity, VesselChangeEntity, RegisteredVesselEntity, VesselIdentifierEntity];
const repositories = [
  VesselRepository,
  VesselSearchRepository,
  VesselListingRepository,
  RegisterRepository,
  RegisterHistoryRepository,
];
const register = [
  RegisterAudit,
  VesselRegistrar,
  VesselRegisterWorker,
  VesselEditsService,
  VesselMergesService,
  VesselHistoryService,
  VesselLookupService,
];

/** Identity and static data: what AIS says under each MMSI, and the register of vessels. */
@Module({
  imports: [TypeOrmModule.forFeature(entities)],
  controllers: [VesselsController, RegisterController],
  providers: [...repositories, ...register, VesselsService, VesselRegisterService],
  exports: [VesselsService, VesselRegisterService],
})
export class VesselsModule {}
