import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { PortCallsModule } from '../port-calls/port-calls.module.js';
import { PortsModule } from '../ports/ports.module.js';
import { VesselsModule } from '../vessels/vessels.module.js';
import { PassageDesk } from './passage-desk.js';
import { PassageGround } from './passage-ground.js';
import { PassageLedger } from './passage-ledger.js';
import { PassagePlanner } from './passage-planner.js';
import { PassageProgressService } from './passage-progress.service.js';
import { PassageProgressWorker } from './passage-progress.worker.js';
import { PassageStepsService } from './passage-steps.service.js';
import { PassageTracksRepository } from './passage-tracks.repository.js';
import { PassageWatch } from './passage-watch.js';
import { PassageRow } from './passage.entity.js';
import { PassagesController } from './passages.controller.js';
import { PassagesRepository } from './passages.repository.js';
import { PassagesService } from './passages.service.js';
import { TrafficEventRow } from './traffic-event.entity.js';
import { TrafficEventsController } from './traffic-events.controller.js';
import { TrafficEventsRepository } from './traffic-events.repository.js';
import { TrafficEventsService } from './traffic-events.service.js';

/** Passages through fairways: planned, followed by AIS, and what goes wrong on them. */
@Module({
  imports: [
    TypeOrmModule.forFeature([PassageRow, TrafficEventRow]),
    VesselsModule,
    PortsModule,
    PortCallsModule,
  ],
  controllers: [PassagesController, TrafficEventsController],
  providers: [
    PassagesRepository,
    PassageTracksRepository,
    TrafficEventsRepository,
    PassageLedger,
    PassageDesk,
    PassageGround,
    PassagePlanner,
    PassageWatch,
    PassageProgressWorker,
    PassagesService,
    PassageStepsService,
    PassageProgressService,
    TrafficEventsService,
  ],
  exports: [PassagesService],
})
export class TrafficModule {}
