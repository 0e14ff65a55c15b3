import type { StreamEvent } from '../events/stream-event.js';

/** Bounds of what is remembered. */
export interface RecentLimits {
  readonly events: number;
  readonly ageMs: number;
}

interface Remembered {
  readonly event: StreamEvent;
  /** When it was remembered, epoch ms. */
  readonly at: number;
}

/**
 * The newest event of each key and every happening of the last minutes, so that clients that come
 * back are served without asking the database. In order of id; the oldest leave first.
 */
export class RecentEvents {
  private readonly entries = new Map<string, Remembered>();
  private lowest: number;

  /** @param position stream number after which everything will be remembered. */
  constructor(
    position: number,
    private readonly limits: RecentLimits,
  ) {
    this.lowest = position;
  }

  /** A client that has everything up to this number, or to a later one, can be served from here. */
  get floor(): number {
    return this.lowest;
  }

  /** Remembers events that have just come, in order of id. */
  add(events: readonly StreamEvent[], now: number): void {
    for (const event of events) {
      const key = keyOf(event);
      // Removed first: a map keeps the place of a key that is set again, and places are by id.
      this.entries.delete(key);
      this.entries.set(key, { event, at: now });
    }
    this.forget(now);
  }

  /** Events with a number above `id`, in order. */
  since(id: number): StreamEvent[] {
    const found: StreamEvent[] = [];
    for (const { event } of this.entries.values()) if (event.id > id) found.push(event);
    return found;
  }

  /** Forgets everything; what comes after `position` will be remembered again. */
  restart(position: number): void {
    this.entries.clear();
    this.lowest = position;
  }

  private forget(now: number): void {
    for (const [key, { event, at }] of this.entries) {
      if (this.entries.size <= this.limits.events && now - at <= this.limits.ageMs) return;
      this.entries.delete(key);
      this.lowest = Math.max(this.lowest, event.id);
    }
  }
}

/** Events with the same key replace each other; a happening is like no other. */
export function keyOf({ id, type, conflationKey }: StreamEvent): string {
  return conflationKey === null ? `#${id}` : `${type}:${conflationKey}`;
}
