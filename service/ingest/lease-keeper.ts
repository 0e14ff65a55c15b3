import { Logger } from '@nestjs/common';

import type { Clock } from '../clock/clock.js';
import type { LeaseClaim } from './lease.repository.js';

/** How long a lease lasts without renewal: another process takes over that long after a crash. */
const DURATION_MS = 6_000;
/** How often it is renewed, or asked for. */
const INTERVAL_MS = 2_000;

/** What a keeper needs of `LeaseRepository`. */
export interface Leases {
  acquire(claim: LeaseClaim): Promise<number | null>;
  release(name: string, holder: string): Promise<void>;
}

/** Told when the thing is ours and when it is not any more. */
export interface LeaseHolder {
  /** @param fencing number of this turn. */
  gained(fencing: number): void;
  lost(): void;
}

/**
 * Holds one lease for this process whenever it can. A lease that cannot be renewed in time counts
 * as lost at the moment when the database lets it end, counted from before the last renewal was
 * asked for; so two processes never both believe that they hold it.
 */
export class LeaseKeeper {
  readonly #log = new Logger(LeaseKeeper.name);
  #timer: NodeJS.Timeout | null = null;
  #expiry: NodeJS.Timeout | null = null;
  #isHeld = false;
  #isStopped = false;
  #asking: Promise<void> = Promise.resolve();

  constructor(
    private readonly leases: Leases,
    private readonly claim: Omit<LeaseClaim, 'durationMs'>,
    private readonly holder: LeaseHolder,
    private readonly clock: Clock,
  ) {}

  /** Whether this process holds the lease. */
  get isHeld(): boolean {
    return this.#isHeld;
  }

  /** Asks now and from then on. */
  start(): void {
    this.#asking = this.#ask();
  }

  /** Stops asking and gives the lease back. Never rejects. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#asking;
    const wasHeld = this.#isHeld;
    this.#lose();
    if (!wasHeld) return;
    try {
      await this.leases.release(this.claim.name, this.claim.holder);
    } catch (error) {
      this.#log.warn(`lease ${this.claim.name} is left to end by itself: ${String(error)}`);
    }
  }

  async #ask(): Promise<void> {
    const askedAt = this.clock.now();
    try {
      const fencing = await this.leases.acquire({ ...this.claim, durationMs: DURATION_MS });
      if (fencing === null) this.#lose();
      else this.#keep(fencing, askedAt);
    } catch (error) {
      this.#log.debug(`lease ${this.claim.name} not asked for: ${String(error)}`);
    }
    if (this.#isStopped) return;
    this.#timer = setTimeout(() => {
      this.#asking = this.#ask();
    }, INTERVAL_MS);
  }

  #keep(fencing: number, askedAt: number): void {
    const remaining = askedAt + DURATION_MS - this.clock.now();
    if (remaining <= 0) {
      this.#lose();
      return;
    }
    if (this.#expiry !== null) clearTimeout(this.#expiry);
    this.#expiry = setTimeout(() => {
      this.#log.warn(`lease ${this.claim.name} could not be renewed in time`);
      this.#lose();
    }, remaining);
    if (this.#isHeld) return;
    this.#isHeld = true;
    this.holder.gained(fencing);
  }

  #lose(): void {
    if (this.#expiry !== null) clearTimeout(this.#expiry);
    this.#expiry = null;
    if (!this.#isHeld) return;
    this.#isHeld = false;
    this.holder.lost();
  }
}
