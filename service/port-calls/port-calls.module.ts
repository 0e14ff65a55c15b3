import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { PortsModule } from '../ports/ports.module.js';
import { PositionsModule } from '../positions/positions.module.js';
import { VesselsModule } from '../vessels/vessels.module.js';
import { ArrivalAdviceService } from './arrival-advice.service.js';
import { ClaimAnswerRow } from './claim-answer.entity.js';
import { ClaimCheck } from './claim-check.js';
import { ClaimRow } from './claim.entity.js';
import { ClaimsController } from './claims.controller.js';
import { ClaimsRepository } from './claims.repository.js';
import { ClaimsService } from './claims.service.js';
import { MergeGuard } from './merge-guard.js';
import { NegotiationsService } from './negotiations.service.js';
import { PortCallAnnouncements } from './port-call-announcements.service.js';
import { PortCallDesk } from './port-call-desk.js';
import { PortCallHerald } from './port-call-herald.js';
import { PortCallLedger } from './port-call-ledger.js';
import { PortCallRules } from './port-call-rules.js';
import { PortCallSearchRepository } from './port-call-search.repository.js';
import { PortCallSearchService } from './port-call-search.service.js';
import { PortCallViewsController } from './port-call-views.controller.js';
import { PortCallRow } from './port-call.entity.js';
import { PortCallsController } from './port-calls.controller.js';
import { PortCallsRepository } from './port-calls.repository.js';
import { PortCallsService } from './port-calls.service.js';
import { RequestedTimes } from './requested-times.js';
import { RulesKeeper } from './rules-keeper.js';
import { Settlements } from './settlements.js';
import { TimelineService } from './timeline.service.js';
import { WriteStamps } from './write-stamps.js';

/** Port calls, and the claims of their times. */
@Module({
  imports: [
    TypeOrmModule.forFeature([PortCallRow, ClaimRow, ClaimAnswerRow]),
    VesselsModule,
    PortsModule,
    PositionsModule,
  ],
  controllers: [PortCallsController, ClaimsController, PortCallViewsController],
  providers: [
    PortCallsRepository,
    ClaimsRepository,
    PortCallRules,
    PortCallLedger,
    PortCallHerald,
    PortCallDesk,
    ClaimCheck,
    Settlements,
    WriteStamps,
    RulesKeeper,
    MergeGuard,
    PortCallsService,
    ClaimsService,
    NegotiationsService,
    RequestedTimes,
    ArrivalAdviceService,
    TimelineService,
    PortCallAnnouncements,
    PortCallSearchRepository,
    PortCallSearchService,
  ],
  exports: [PortCallsService, ClaimsService, TimelineService],
})
export class PortCallsModule {}
