import type { Clock } from '../clock/clock.js';

/** After a failure, milliseconds in which the dependency is not asked. */
const restMs = 3000;

/** Something was not asked, because it has just failed. */
export class CircuitOpenError extends Error {
  constructor() {
    super('Not asked: it has failed a moment ago');
  }
}

/**
 * Spares callers the wait for a dependency that has just failed or not answered in time: for some
 * seconds they fail at once, then one call is let through to see whether it is back.
 */
export class CircuitBreaker {
  private restUntil = 0;

  constructor(private readonly clock: Clock) {}

  /** True while calls are refused. */
  get isOpen(): boolean {
    return this.clock.now() < this.restUntil;
  }

  /**
   * Runs `work`, unless the dependency is resting.
   * @throws {CircuitOpenError} while it rests, and whatever `work` throws.
   */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.isOpen) throw new CircuitOpenError();
    try {
      const result = await work();
      this.restUntil = 0;
      return result;
    } catch (error) {
      this.restUntil = this.clock.now() + restMs;
      throw error;
    }
  }
}
