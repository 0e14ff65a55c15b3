import type { Clock } from '../clock/clock.js';

/** Keys counted at most; the oldest leave first. */
const mostKeys = 50_000;

/** How often something happened in the running window. */
export interface Counted {
  /** This time included. */
  readonly hits: number;
  /** Until the window is over, milliseconds, above 0. */
  readonly endsInMs: number;
}

/** Counts what happens, by key, in windows of fixed length that begin with the first time. */
export class RequestWindows {
  private readonly windows = new Map<string, { hits: number; readonly endsAt: number }>();

  constructor(private readonly clock: Clock) {}

  /** Counts once more. */
  hit(key: string, windowMs: number): Counted {
    const now = this.clock.now();
    let window = this.windows.get(key);
    if (window === undefined || window.endsAt <= now) {
      this.windows.delete(key);
      this.makeRoom(now);
      window = { hits: 0, endsAt: now + windowMs };
      this.windows.set(key, window);
    }
    window.hits += 1;
    return { hits: window.hits, endsInMs: window.endsAt - now };
  }

  /** What was counted so far, without counting. */
  look(key: string): Counted {
    const window = this.windows.get(key);
    const endsInMs = (window?.endsAt ?? 0) - this.clock.now();
    return window === undefined || endsInMs <= 0
      ? { hits: 0, endsInMs: 1 }
      : { hits: window.hits, endsInMs };
  }

  /** Windows are of one length, so those that began first are over first, and stand first. */
  private makeRoom(now: number): void {
    for (const [key, { endsAt }] of this.windows) {
      if (endsAt > now && this.windows.size < mostKeys) return;
      this.windows.delete(key);
    }
  }
}
