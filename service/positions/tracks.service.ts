import { Injectable } from '@nestjs/common';
import type { Mmsi } from '../ais/mmsi.js';
import { Clock } from '../clock/clock.js';
import { TrackSimplifier } from '../geo/track-simplifier.js';
import { InvalidRequestError } from '../problem/domain-error.js';
import { VesselsService } from '../vessels/vessels.service.js';
import type { TrackQuery } from './track.dto.js';
import type { Track } from './track-formats.js';
import { TrackRepository, type TrackPoint } from './track.repository.js';

const defaultSpanMs = 24 * 3_600_000;

/** Where a vessel has been. */
@Injectable()
export class TracksService {
  constructor(
    private readonly tracks: TrackRepository,
    private readonly vessels: VesselsService,
    private readonly clock: Clock,
  ) {}

  /**
   * The track of an MMSI; its places are read while they are asked for. Empty where none is kept.
   * @throws VesselNotFoundError when the MMSI was never heard.
   * @throws InvalidRequestError when it would end before it begins.
   */
  async track(mmsi: Mmsi, query: TrackQuery): Promise<Track> {
    const to = query.to ?? this.clock.now();
    const from = query.from ?? to - defaultSpanMs;
    if (from > to) {
      throw new InvalidRequestError([{ parameter: 'from', detail: 'must not be after to' }]);
    }
    const { name } = await this.vessels.find(mmsi);
    const points = this.tracks.findTrack(mmsi, from, to);
    const pages = thinned(points, query.toleranceMetres ?? 0);
    return { mmsi, name, from, to, pages };
  }
}

async function* thinned(
  pages: AsyncIterable<readonly TrackPoint[]>,
  toleranceMetres: number,
): AsyncGenerator<readonly TrackPoint[]> {
  const simplifier = new TrackSimplifier<TrackPoint>(toleranceMetres);
  for await (const page of pages) {
    const kept = page.flatMap((point) => simplifier.push(point));
    if (kept.length > 0) yield kept;
  }
  const rest = simplifier.finish();
  if (rest.length > 0) yield rest;
}
