import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { PortCallsModule } from '../port-calls/port-calls.module.js';
import { PortsModule } from '../ports/ports.module.js';
import { VesselsModule } from '../vessels/vessels.module.js';
import { BookableCalls } from './bookable-calls.js';
import { BookingAssessor } from './booking-assessor.js';
import { BookingChangesService } from './booking-changes.service.js';
import { BookingLedger } from './booking-ledger.js';
import { BookingStepsService } from './booking-steps.service.js';
import { BookingRow } from './booking.entity.js';
import { BookingsController } from './bookings.controller.js';
import { BookingsRepository } from './bookings.repository.js';
import { BookingsService } from './bookings.service.js';

/** Bookings of berths, and the plan of each port's berths. */
@Module({
  imports: [TypeOrmModule.forFeature([BookingRow]), VesselsModule, PortsModule, PortCallsModule],
  controllers: [BookingsController],
  providers: [
    BookableCalls,
    BookingAssessor,
    BookingChangesService,
    BookingLedger,
    BookingStepsService,
    BookingsRepository,
    BookingsService,
  ],
  exports: [BookingsService],
})
export class BookingsModule {}
