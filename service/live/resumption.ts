import { Injectable } from '@nestjs/common';
import { Clock } from '../clock/clock.js';
import { HappeningLog } from '../database/happening-log.js';
import type { StreamEvent, CommittedBatch } from '../events/stream-event.js';
import { StreamFollower } from '../events/stream-follower.js';
import { VesselPlaces } from '../events/vessel-places.js';
import type { ResetReason } from './frames.js';
import { placed } from './placed-event.js';
import { RecentEvents } from './recent-events.js';
import { isLiveType } from './stream-filter.js';

/** What is remembered in memory; who was away for longer is served from the database. */
const limits = { events: 50_000, ageMs: 10 * 60_000 };

/** Numbers read beyond those asked for: clients that lost their connection together ask for about the same. */
const slack = 50_000;

/** How long one reading serves the clients that ask for about the same, milliseconds. */
const sharedMs = 10_000;

/** Where a client that comes back goes on. */
export type ResumePoint =
  | {
      readonly kind: 'resume';
      /** Number after which `RecentEvents` has the rest. */
      readonly after: number;
      /** What was missed before that, in order. */
      readonly missed: readonly StreamEvent[];
    }
  | { readonly kind: 'reset'; readonly reason: ResetReason };

/** Decides from where a client can go on, and reads what it has missed. */
@Injectable()
export class Resumption {
  readonly recent: RecentEvents;
  private reading: Promise<CommittedBatch> | null = null;
  private shared: CommittedBatch | null = null;
  private sharedUntil = 0;

  constructor(
    private readonly follower: StreamFollower,
    private readonly happenings: HappeningLog,
    private readonly clock: Clock,
    private readonly places: VesselPlaces,
  ) {
    this.recent = new RecentEvents(follower.position ?? 0, limits);
  }

  /** Remembers the events of a batch that leave through the stream, and answers them, placed. */
  remember({ events }: CommittedBatch): StreamEvent[] {
    const live = events
      .filter(({ type }) => isLiveType(type))
      .map((event) => placed(event, this.places));
    this.recent.add(live, this.clock.now());
    return live;
  }

  /**
   * @param lastEventId what the client says it has last received.
   * @throws whatever the database throws, when it has to be asked and does not answer.
   */
  async pointAfter(lastEventId: string): Promise<ResumePoint> {
    const after = /^\d{1,15}$/.test(lastEventId) ? Number(lastEventId) : null;
    if (after === null) return { kind: 'reset', reason: 'unknown-id' };
    if (after >= this.recent.floor && after <= (this.follower.position ?? 0)) {
      return { kind: 'resume', after, missed: [] };
    }
    const { floor, position } = await this.happenings.resumeRange();
    if (after > position) return { kind: 'reset', reason: 'unknown-id' };
    if (after < floor) return { kind: 'reset', reason: 'too-old' };
    // Another process may be a moment ahead of this one: nothing is missed then.
    if (after >= this.recent.floor) return { kind: 'resume', after, missed: [] };
    const read = await this.readMissed(after, floor);
    return {
      kind: 'resume',
      after: read.to,
      missed: read.events
        .filter((event) => event.id > after)
        .map((event) => placed(event, this.places)),
    };
  }

  /** Forgets everything: the stream went back to an earlier number. */
  restart(position: number): void {
    this.recent.restart(position);
    this.shared = null;
  }

  /** Lets go of what was read for others once nobody is likely to ask for it. */
  forgetShared(): void {
    if (this.clock.now() > this.sharedUntil) this.shared = null;
  }

  /** One reading at a time: most clients that wait for it need no other. */
  private async readMissed(after: number, floor: number): Promise<CommittedBatch> {
    while (this.reading !== null) await this.reading;
    if (this.shared !== null && after >= this.shared.from && this.shared.to >= this.recent.floor) {
      return this.shared;
    }
    this.reading = this.follower.readSince(Math.max(floor, after - slack));
    try {
      this.shared = await this.reading;
      this.sharedUntil = this.clock.now() + sharedMs;
      return this.shared;
    } finally {
      this.reading = null;
    }
  }
}
