import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.js';
import type { StreamEvent } from '../events/stream-event.js';
import { StreamReader, type StreamSnapshot } from '../events/stream-reader.js';
import { VesselsService } from '../vessels/vessels.service.js';
import { LatestPositionRepository } from './latest-position.repository.js';
import { LivePicture } from './live-picture.js';
import { noParticulars, PictureEntry, placed, toParticulars } from './picture-entry.js';
import { entryOf } from './position-events.js';
import type { LatestPosition } from './position-report.js';

/** A picture as the database shows it, and the stream number up to which it holds everything. */
export interface ReadPicture {
  readonly picture: LivePicture;
  readonly position: number;
}

/** Where the live picture comes from: the tables, then the stream's events. */
@Injectable()
export class PictureSource {
  constructor(
    private readonly latest: LatestPositionRepository,
    private readonly vessels: VesselsService,
    private readonly reader: StreamReader,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Reads the whole picture at one stream number. */
  async readAll(): Promise<ReadPicture> {
    const picture = new LivePicture();
    const position = await this.reader.read(async (snapshot) => {
      for await (const entries of this.entriesSince(snapshot, -1)) {
        for (const entry of entries) picture.put(entry);
      }
      return snapshot.position;
    });
    return { picture, position };
  }

  /** Newest positions that changed after a stream number, with what is known of their vessels. */
  async *entriesSince(snapshot: StreamSnapshot, afterId: number): AsyncGenerator<PictureEntry[]> {
    for await (const positions of this.latest.findChangedSince(snapshot, afterId)) {
      const mmsis = positions.map(({ mmsi }) => mmsi);
      const known = await this.vessels.knownAt(snapshot, mmsis);
      const vessels = new Map(known.map((vessel) => [vessel.mmsi, vessel]));
      yield positions.flatMap((position) => {
        const vessel = vessels.get(position.mmsi);
        return this.shown(
          toEntry(
            position,
            vessel === undefined
              ? { particulars: noParticulars, updatedAt: 0 }
              : { particulars: toParticulars(vessel), updatedAt: vessel.updatedAt },
          ),
        );
      });
    }
  }

  /** Makes the picture show what an event tells. */
  apply(event: StreamEvent, picture: LivePicture): void {
    if (event.type === 'position') {
      for (const entry of this.shown(entryOf(event))) picture.put(entry);
      return;
    }
    const vessel = this.vessels.toldBy(event);
    if (vessel !== null) {
      picture.describe(vessel.mmsi, toParticulars(vessel), vessel.updatedAt);
    }
  }

  /** Simulated vessels leave the picture when the simulator is off. */
  private shown(entry: PictureEntry | null): PictureEntry[] {
    const isHidden = entry?.source === 'simulated' && !this.config.isSimulating;
    return entry === null || isHidden ? [] : [entry];
  }
}

function toEntry(
  position: LatestPosition,
  { particulars, updatedAt }: Pick<PictureEntry, 'particulars'> & { readonly updatedAt: number },
): PictureEntry | null {
  const somewhere = placed(position);
  const changedAt = Math.max(position.committedAt, updatedAt);
  return somewhere === null
    ? null
    : new PictureEntry(somewhere, particulars, position.streamId, changedAt);
}
