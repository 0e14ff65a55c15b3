import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { PortCallsModule } from '../port-calls/port-calls.module.js';
import { PortsModule } from '../ports/ports.module.js';
import { VesselsModule } from '../vessels/vessels.module.js';
import { BerthPlanController } from './berth-plan.controller.js';
import { BerthPlanService } from './berth-plan.service.js';
import { BookableCalls } from './bookable-calls.js';
import { BookingAssessor } from './booking-assessor.js';
import { BookingChangesService } from './booking-changes.service.js';
import { BookingLedger } from './booking-ledger.js';
import { BookingRelease } from './booking-release.js';
import { BookingStepsService } from './booking-steps.service.js';
import { BookingRow } from './booking.entity.js';
import { BookingsController } from './bookings.controller.js';
import { BookingsRepository } from './bookings.repository.js';
import { BookingsService } from './bookings.service.js';
import { OccupancyRepository } from './occupancy.repository.js';
import { OccupancyService } from './occupancy.service.js';

/** Bookings of berths, and the plan of each port's berths. */
@Module({
  imports: [TypeOrmModule.forFeature([BookingRow]), VesselsModule, PortsModule, PortCallsModule],
  controllers: [BookingsController, BerthPlanController],
  providers: [
    BerthPlanService,
    BookableCalls,
    BookingAssessor,
    BookingChangesService,
    BookingLedger,
    BookingRelease,
    BookingStepsService,
    BookingsRepository,
    BookingsService,
    OccupancyRepository,
    OccupancyService,
  ],
  exports: [BookingsService],
})
export class BookingsModule {}
