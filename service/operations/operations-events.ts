import type { CargoState } from './cargo-state.js';

/** Body of a `cargo-operation` event: read the record for the rest. */
export interface CargoOperationEvent {
  readonly id: string;
  readonly version: number;
  readonly portCallId: string;
  /** UN/LOCODE. */
  readonly port: string;
  readonly berthId: string;
  readonly state: CargoState;
  /** What was done: `create`, `edit`, `start`, `progress`, ... */
  readonly action: string;
}

/** Body of a `staff` event: ids alone, since the stream is public. */
export interface StaffEvent {
  /** Id of the person. */
  readonly staffId: string;
  /** Kind of record that changed, and its id. */
  readonly record: 'staff' | 'staff-certificate' | 'staff-shift' | 'staff-assignment';
  readonly recordId: string;
  /** UN/LOCODE. */
  readonly port: string;
  readonly action: string;
}

declare module '../events/stream-event.js' {
  interface StreamEventMap {
    /** Something changed in a cargo operation. */
    'cargo-operation': CargoOperationEvent;
    /** Something changed in what is planned for a person. */
    staff: StaffEvent;
  }
}
