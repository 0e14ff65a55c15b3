import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { PortsModule } from '../ports/ports.module.js';
import { PositionsModule } from '../positions/positions.module.js';
import { VesselsModule } from '../vessels/vessels.module.js';
import { ClaimAnswerRow } from './claim-answer.entity.js';
import { ClaimCheck } from './claim-check.js';
import { ClaimRow } from './claim.entity.js';
import { ClaimsRepository } from './claims.repository.js';
import { ClaimsService } from './claims.service.js';
import { PortCallDesk } from './port-call-desk.js';
import { PortCallHerald } from './port-call-herald.js';
import { PortCallLedger } from './port-call-ledger.js';
import { PortCallRules } from './port-call-rules.js';
import { PortCallRow } from './port-call.entity.js';
import { PortCallsRepository } from './port-calls.repository.js';
import { PortCallsService } from './port-calls.service.js';

/** Port calls, and the claims of their times. */
@Module({
  imports: [
    TypeOrmModule.forFeature([PortCallRow, ClaimRow, ClaimAnswerRow]),
    VesselsModule,
    PortsModule,
    PositionsModule,
  ],
  providers: [
    PortCallsRepository,
    ClaimsRepository,
    PortCallRules,
    PortCallLedger,
    PortCallHerald,
    PortCallDesk,
    ClaimCheck,
    PortCallsService,
    ClaimsService,
  ],
  exports: [PortCallsService, ClaimsService],
})
export class PortCallsModule {}
