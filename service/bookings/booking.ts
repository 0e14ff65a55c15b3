import type { PortCallStatus } from '../port-calls/port-calls.service.js';
import type { CargoKind } from '../ports/berths.service.js';
import type { BookingState } from './booking-state.js';
import type { FitFinding } from './fit-rules.js';
import type { Quay, QuayMetres, WantedPlace } from './quay.js';

/** What the rules found when they were asked last. */
export interface BookingFit {
  /** Epoch ms. */
  readonly checkedAt: number;
  /** Broken rules are here only where they were overridden. */
  readonly findings: readonly FitFinding[];
}

/** A harbour master let a booking be that breaks rules. */
export interface BookingOverride {
  readonly reason: string;
  /** The rules that were broken then. */
  readonly findings: readonly FitFinding[];
  /** Epoch ms. */
  readonly at: number;
}

/** A vessel as a booking shows her: as the register has her now. */
export interface BookedVessel {
  readonly id: string;
  readonly imo: number | null;
  readonly mmsi: string | null;
  readonly name: string | null;
}

/** What decides whether a booking fits. */
export interface BookedStay {
  readonly berthId: string;
  readonly portCallId: string;
  /** Epoch ms. */
  readonly from: number;
  /** Epoch ms; the berth is free again then. */
  readonly to: number;
  readonly metres: QuayMetres;
  /** On arrival; `null`: as the port call says, else the vessel's greatest. */
  readonly draughtMetres: number | null;
  /** `null`: no cargo is named. */
  readonly cargoKind: CargoKind | null;
}

/** A booking as it is written. */
export interface StoredBooking extends BookedStay {
  readonly id: string;
  readonly state: BookingState;
  readonly notes: string | null;
  readonly fit: BookingFit;
  readonly override: BookingOverride | null;
  readonly cancelReason: string | null;
  /** Epoch ms. */
  readonly createdAt: number;
  /** Epoch ms. */
  readonly updatedAt: number;
}

/** A booking. */
export interface Booking extends StoredBooking {
  /** Rises with each change of what is shown. */
  readonly version: number;
  readonly locode: string;
  readonly berthCode: string;
  /** The berth's quay. */
  readonly quay: Quay;
  readonly vessel: BookedVessel;
  readonly callStatus: PortCallStatus;
}

/** What a caller asks to book. */
export interface NewBooking {
  readonly berthId: string;
  readonly portCallId: string;
  readonly from: number;
  readonly to: number;
  readonly place: WantedPlace;
  readonly draughtMetres: number | null;
  readonly cargoKind: CargoKind | null;
  readonly notes: string | null;
  /** Why broken rules are to be overridden; `null`: they are not. */
  readonly overrideReason: string | null;
}

/** What a caller changes of a booking; what is left out stays. */
export type BookingEdit = Partial<Omit<NewBooking, 'portCallId' | 'overrideReason'>> & {
  readonly overrideReason: string | null;
};
