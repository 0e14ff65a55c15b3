import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { PortZone } from './port-zone.entity.js';
import { Port } from './port.entity.js';
import { PortsController } from './ports.controller.js';
import { PortsRepository } from './ports.repository.js';
import { PortsService } from './ports.service.js';

/** Ports, their zones, and the import of port files. */
@Module({
  imports: [TypeOrmModule.forFeature([Port, PortZone])],
  controllers: [PortsController],
  providers: [PortsRepository, PortsService],
  exports: [PortsService],
})
export class PortsModule {}
