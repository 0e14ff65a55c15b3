/** The current time, injected so that no test has to wait. */
export abstract class Clock {
  /** Epoch milliseconds, UTC. */
  abstract now(): number;
}

/** The machine's clock. */
export class SystemClock extends Clock {
  override now(): number {
    return Date.now();
  }
}
