import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { PortCallsModule } from '../port-calls/port-calls.module.js';
import { PortsModule } from '../ports/ports.module.js';
import { TrafficModule } from '../traffic/traffic.module.js';
import { AssignmentBench } from './assignment-bench.js';
import { AssignmentDesk } from './assignment-desk.js';
import { AssignmentLedger } from './assignment-ledger.js';
import { AssignmentSubjects } from './assignment-subjects.js';
import { CargoClaims } from './cargo-claims.js';
import { CargoLedger } from './cargo-ledger.js';
import { CargoOperationRow } from './cargo-operation.entity.js';
import { CargoOperationsController } from './cargo-operations.controller.js';
import { CargoOperationsRepository } from './cargo-operations.repository.js';
import { CargoOperationsService } from './cargo-operations.service.js';
import { CargoOutcome } from './cargo-outcome.js';
import { CargoProgressRow } from './cargo-progress.entity.js';
import { CargoSuspensionRow } from './cargo-suspension.entity.js';
import { CargoWorkController } from './cargo-work.controller.js';
import { CargoWorkService } from './cargo-work.service.js';
import { ReplacementsService } from './replacements.service.js';
import { RestRuleRow } from './rest-rule.entity.js';
import { RestRulesController } from './rest-rules.controller.js';
import { RestRulesRepository } from './rest-rules.repository.js';
import { RestRulesService } from './rest-rules.service.js';
import { SegregationController } from './segregation.controller.js';
import { SegregationService } from './segregation.service.js';
import { StaffAssignmentRow } from './staff-assignment.entity.js';
import { StaffAssignmentsController } from './staff-assignments.controller.js';
import { StaffAssignmentsService } from './staff-assignments.service.js';
import { StaffCertificateRow } from './staff-certificate.entity.js';
import { StaffDemand } from './staff-demand.js';
import { StaffDesk } from './staff-desk.js';
import { StaffLedger } from './staff-ledger.js';
import { StaffMemberRow } from './staff-member.entity.js';
import { StaffPlanController } from './staff-plan.controller.js';
import { StaffPlanService } from './staff-plan.service.js';
import { StaffPlansRepository } from './staff-plans.repository.js';
import { StaffRetention } from './staff-retention.js';
import { StaffShiftRow } from './staff-shift.entity.js';
import { StaffShiftsController } from './staff-shifts.controller.js';
import { StaffShiftsService } from './staff-shifts.service.js';
import { StaffController } from './staff.controller.js';
import { StaffRepository } from './staff.repository.js';
import { StaffService } from './staff.service.js';

/** Cargo operations, and the staff who do the work. */
@Module({
  imports: [
    PortCallsModule,
    PortsModule,
    TrafficModule,
    TypeOrmModule.forFeature([
      CargoOperationRow,
      CargoProgressRow,
      CargoSuspensionRow,
      RestRuleRow,
      StaffAssignmentRow,
      StaffCertificateRow,
      StaffMemberRow,
      StaffShiftRow,
    ]),
  ],
  controllers: [
    CargoOperationsController,
    CargoWorkController,
    RestRulesController,
    SegregationController,
    StaffAssignmentsController,
    StaffController,
    StaffPlanController,
    StaffShiftsController,
  ],
  providers: [
    AssignmentBench,
    AssignmentDesk,
    AssignmentLedger,
    AssignmentSubjects,
    CargoClaims,
    CargoLedger,
    CargoOperationsRepository,
    CargoOperationsService,
    CargoOutcome,
    CargoWorkService,
    ReplacementsService,
    RestRulesRepository,
    RestRulesService,
    SegregationService,
    StaffAssignmentsService,
    StaffDemand,
    StaffDesk,
    StaffLedger,
    StaffPlanService,
    StaffPlansRepository,
    StaffRepository,
    StaffRetention,
    StaffService,
    StaffShiftsService,
  ],
  exports: [CargoOperationsService],
})
export class OperationsModule {}
