import {
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
  type OnModuleInit,
} from '@nestjs/common';
import { isMmsi, type Mmsi } from '../ais/mmsi.js';
import { Clock } from '../clock/clock.js';
import type { CommittedBatch, StreamEvent } from '../events/stream-event.js';
import { StreamFollower } from '../events/stream-follower.js';
import type { StreamSnapshot } from '../events/stream-reader.js';
import type { VesselPlaces } from '../events/vessel-places.js';
import { StateMetrics } from '../metrics/state-metrics.js';
import { UnavailableError } from '../problem/domain-error.js';
import { LivePicture } from './live-picture.js';
import type { PictureEntry } from './picture-entry.js';
import { PositionEvent } from './position-events.js';
import { PictureSource } from './picture-source.js';

/** Pause before the database is asked again; while the follower has not started, ms. */
const pauses = { away: 1000, starting: 20 };
/** Batches kept while the picture is being read; of more, it is read once more afterwards. */
const mostWaiting = 10_000;

/**
 * Keeps the live picture of this process: reads it from the database at a stream number, and from
 * there on follows the stream. A gap, whatever its cause, makes it read again; what it had is shown
 * meanwhile.
 */
@Injectable()
export class PictureKeeper
  implements VesselPlaces, OnModuleInit, OnApplicationBootstrap, OnModuleDestroy
{
  private readonly logger = new Logger(PictureKeeper.name);
  private held: LivePicture | null = null;
  private applied = 0;
  /** Batches that came while the picture is not following; null while it is. */
  private waiting: CommittedBatch[] | null = [];
  private isReading = false;
  private isStopped = false;
  private timer: NodeJS.Timeout | null = null;
  private unsubscribe: (() => void)[] = [];
  /** Those who wait for the first picture. */
  private onFirstRead: (() => void)[] = [];

  constructor(
    private readonly source: PictureSource,
    private readonly follower: StreamFollower,
    private readonly metrics: StateMetrics,
    private readonly clock: Clock,
  ) {}

  /** @throws UnavailableError until it has been read for the first time. */
  get picture(): LivePicture {
    if (this.held === null) {
      throw new UnavailableError('The positions are still being read.', 2);
    }
    return this.held;
  }

  /** The newest position of a vessel; null for one that is not in the picture, or before it was read. */
  known(mmsi: Mmsi): PictureEntry | null {
    return this.held?.find(mmsi) ?? null;
  }

  placeOf(mmsi: string): { readonly lon: number; readonly lat: number } | null {
    return isMmsi(mmsi) ? this.known(mmsi) : null;
  }

  /** Stream number up to which everything is in the picture; 0 before it was read. */
  get streamPosition(): number {
    return this.applied;
  }

  /**
   * Waits until the picture has been read for the first time, at most `timeoutMs`.
   * @returns false when it has not: the database may be away.
   */
  async whenRead(timeoutMs: number): Promise<boolean> {
    if (this.held !== null) return true;
    return await new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => {
        resolve(false);
      }, timeoutMs);
      this.onFirstRead.push(() => {
        clearTimeout(timer);
        resolve(true);
      });
    });
  }

  onModuleInit(): void {
    this.follower.registerCatchUp({
      name: 'positions',
      loadSince: async (snapshot, afterId) => await this.eventsSince(snapshot, afterId),
    });
    this.unsubscribe = [
      this.follower.subscribe((batch) => {
        this.take(batch);
      }),
      this.follower.onRewind(() => {
        this.readAgain();
      }),
    ];
    this.metrics.watchVessels(() =>
      (this.held ?? new LivePicture()).countByState(this.clock.now()),
    );
  }

  onApplicationBootstrap(): void {
    void this.read();
  }

  onModuleDestroy(): void {
    this.isStopped = true;
    for (const end of this.unsubscribe) end();
    if (this.timer !== null) clearTimeout(this.timer);
  }

  private readAgain(): void {
    this.waiting = [];
    void this.read();
  }

  /** Tries until it succeeds: the database may be away. */
  private async read(): Promise<void> {
    if (this.isReading || this.isStopped) return;
    this.isReading = true;
    // Batches come from the follower's position on: the picture must not begin before it.
    const isStarted = this.follower.position !== null;
    try {
      if (isStarted) await this.readOnce();
    } catch (error) {
      this.logger.warn(`The positions cannot be read, trying again: ${String(error)}`);
    } finally {
      this.isReading = false;
      this.readLater(isStarted ? pauses.away : pauses.starting);
    }
  }

  /** Where the picture does not follow the stream yet. */
  private readLater(pauseMs: number): void {
    if (this.waiting === null || this.isStopped) return;
    this.timer = setTimeout(() => void this.read(), pauseMs);
  }

  private async readOnce(): Promise<void> {
    this.waiting = [];
    const { picture, position } = await this.source.readAll();
    const waiting: readonly CommittedBatch[] = this.waiting;
    this.held = picture;
    this.applied = position;
    this.waiting = null;
    for (const batch of waiting) this.take(batch);
    for (const tell of this.onFirstRead) tell();
    this.onFirstRead = [];
  }

  private take(batch: CommittedBatch): void {
    if (this.held === null || this.waiting !== null) {
      this.wait(batch);
    } else if (batch.from > this.applied) {
      this.logger.warn(`The stream jumped from ${this.applied} to ${batch.from}: reading again`);
      this.readAgain();
    } else if (batch.to > this.applied) {
      for (const event of batch.events) {
        if (event.id > this.applied) this.source.apply(event, this.held);
      }
      this.applied = batch.to;
    }
  }

  /** Too many waiting leave a gap, which the next batch shows. */
  private wait(batch: CommittedBatch): void {
    this.waiting ??= [];
    if (this.waiting.length >= mostWaiting) this.waiting = [];
    this.waiting.push(batch);
  }

  private async eventsSince(snapshot: StreamSnapshot, afterId: number): Promise<StreamEvent[]> {
    const events: StreamEvent[] = [];
    for await (const entries of this.source.entriesSince(snapshot, afterId)) {
      for (const entry of entries) events.push(new PositionEvent(entry));
    }
    return events;
  }
}
