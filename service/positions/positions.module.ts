import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { VesselPlaces } from '../events/vessel-places.js';
import { PortsModule } from '../ports/ports.module.js';
import { VesselsModule } from '../vessels/vessels.module.js';
import { LatestPositionEntity } from './latest-position.entity.js';
import { LatestPositionRepository } from './latest-position.repository.js';
import { PictureKeeper } from './picture-keeper.js';
import { PictureService } from './picture.service.js';
import { PictureSource } from './picture-source.js';
import { PortVesselsController } from './port-vessels.controller.js';
import { PositionEntity } from './position.entity.js';
import { PositionRetention } from './position-retention.js';
import { PositionRetentionRepository } from './position-retention.repository.js';
import { PositionRepository } from './position.repository.js';
import { PositionsController } from './positions.controller.js';
import { PositionsService } from './positions.service.js';
import { TrackRepository } from './track.repository.js';
import { TracksController } from './tracks.controller.js';
import { TracksService } from './tracks.service.js';

/** Where vessels are and have been. */
@Module({
  imports: [
    TypeOrmModule.forFeature([PositionEntity, LatestPositionEntity]),
    VesselsModule,
    PortsModule,
  ],
  controllers: [PositionsController, PortVesselsController, TracksController],
  providers: [
    LatestPositionRepository,
    PictureKeeper,
    PictureService,
    PictureSource,
    PositionRepository,
    PositionRetention,
    PositionRetentionRepository,
    PositionsService,
    TrackRepository,
    TracksService,
    { provide: VesselPlaces, useExisting: PictureKeeper },
  ],
  exports: [PictureService, PositionsService, VesselPlaces],
})
export class PositionsModule {}
