import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { PortsModule } from '../../ports/ports.module.js';
import { VesselsModule } from '../../vessels/vessels.module.js';
import { PortCallsModule } from '../port-calls.module.js';
import { DetectionRepository } from './detection.repository.js';
import { CallFinder } from './call-finder.js';
import { DetectionService } from './detection.service.js';
import { PortPlans } from './port-plans.js';
import { DetectionWorker } from './detection.worker.js';
import { EvidenceRepository } from './evidence.repository.js';
import { FactRecorder } from './fact-recorder.js';
import { TargetEventRow } from './target-event.entity.js';
import { TargetEventsController } from './target-events.controller.js';
import { TargetEventsRepository } from './target-events.repository.js';
import { TargetEventsService } from './target-events.service.js';
import { TimelineFacts } from './timeline-facts.js';

/** What AIS writes into port calls by itself. */
@Module({
  imports: [
    TypeOrmModule.forFeature([TargetEventRow]),
    PortCallsModule,
    PortsModule,
    VesselsModule,
  ],
  controllers: [TargetEventsController],
  providers: [
    CallFinder,
    DetectionRepository,
    DetectionService,
    DetectionWorker,
    EvidenceRepository,
    FactRecorder,
    PortPlans,
    TargetEventsRepository,
    TargetEventsService,
    TimelineFacts,
  ],
})
export class DetectionModule {}
