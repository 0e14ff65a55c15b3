import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import type { Pool } from 'pg';

import { mmsiFromNumber } from '../ais/mmsi.js';
import type { StreamEvent, StreamEventType } from '../events/stream-event.js';
import { StreamFollower } from '../events/stream-follower.js';
import { StreamReader } from '../events/stream-reader.js';
import { POOL } from './pool.js';
import {
  findHappenings,
  findNewestOlderThan,
  pruneHappenings,
  type KeptHappening,
} from './stream-log.js';

const keptFor = { minutes: 60, workerHours: 24 };
/** From where a stream resumes; the difference is for the reading to end before anything is pruned. */
const promisedMinutes = 55;
const pruneEveryMs = 5 * 60_000;

/** From where a stream can go on. */
export interface ResumeRange {
  /** Going on from an earlier number could miss a happening. */
  readonly floor: number;
  /** The last committed number: there is nothing after it. */
  readonly position: number;
}

/**
 * The happenings of the last hour, and those that a worker has not come to yet: given again to who
 * has missed them, and then forgotten.
 */
@Injectable()
export class HappeningLog implements OnModuleInit, OnApplicationShutdown {
  private readonly log = new Logger(HappeningLog.name);
  private timer: NodeJS.Timeout | null = null;

  constructor(
    @Inject(POOL) private readonly pool: Pool,
    private readonly reader: StreamReader,
    private readonly follower: StreamFollower,
  ) {}

  onModuleInit(): void {
    this.follower.registerCatchUp({
      name: 'happenings',
      loadSince: async (snapshot, afterId) =>
        (await findHappenings(snapshot, afterId)).map(toEvent),
    });
    this.timer = setInterval(() => {
      void this.prune();
    }, pruneEveryMs);
    this.timer.unref();
  }

  onApplicationShutdown(): void {
    if (this.timer !== null) clearInterval(this.timer);
  }

  /** The numbers from which a stream can go on, as the database stands. */
  async resumeRange(): Promise<ResumeRange> {
    return await this.reader.read(async (snapshot) => ({
      floor: (await findNewestOlderThan(snapshot, promisedMinutes)) ?? 0,
      position: snapshot.position,
    }));
  }

  private async prune(): Promise<void> {
    try {
      for (const { name, lost } of await pruneHappenings(this.pool, keptFor)) {
        this.log.error(
          `${name} is more than ${keptFor.workerHours} hours behind: ${lost} events are lost to it`,
        );
      }
    } catch (error) {
      this.log.warn(`Old happenings are not removed, trying again later: ${String(error)}`);
    }
  }
}

function toEvent({ id, type, mmsi, lon, lat, json }: KeptHappening): StreamEvent {
  return {
    id,
    // Written by this code from an event's type.
    type: type as StreamEventType,
    mmsi: mmsi === null ? null : mmsiFromNumber(mmsi),
    lon,
    lat,
    conflationKey: null,
    json: () => json,
  };
}
