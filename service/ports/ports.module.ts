import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { BerthClosureRow } from './berth-closure.entity.js';
import { BerthRow } from './berth.entity.js';
import { BerthChangesService } from './berth-changes.service.js';
import { BerthLedger } from './berth-ledger.js';
import { BerthsController } from './berths.controller.js';
import { BerthsRepository } from './berths.repository.js';
import { BerthsService } from './berths.service.js';
import { FairwaysService } from './fairways.service.js';
import { PortZone } from './port-zone.entity.js';
import { Port } from './port.entity.js';
import { PortsController } from './ports.controller.js';
import { PortsRepository } from './ports.repository.js';
import { PortsService } from './ports.service.js';
import { TideHeightRow } from './tide-height.entity.js';
import { TidesController } from './tides.controller.js';
import { TidesRepository } from './tides.repository.js';
import { TidesService } from './tides.service.js';

/** Ports, their zones, berths and tides, and the import of port files. */
@Module({
  imports: [TypeOrmModule.forFeature([Port, PortZone, BerthRow, BerthClosureRow, TideHeightRow])],
  controllers: [PortsController, BerthsController, TidesController],
  providers: [PortsRepository, PortsService, BerthsRepository, BerthsService, BerthLedger, BerthChangesService, TidesRepository, TidesService, FairwaysService],
  exports: [PortsService, BerthsService, TidesService, FairwaysService],
})
export class PortsModule {}
