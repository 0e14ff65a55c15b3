import { Injectable } from '@nestjs/common';

import { FairwaysService } from '../ports/fairways.service.js';
import { sailedLegs } from './lane.js';
import type { Passage } from './passage.js';
import { PassageTracksRepository } from './passage-tracks.repository.js';
import type { TrackPoint } from './passage-track.js';
import { PassagesRepository } from './passages.repository.js';
import { progressOf, type Progress } from './progress.js';
import { PassageNotFoundError } from './traffic.errors.js';

/** How far a passage has come, as it is shown. */
export interface PassageProgress {
  readonly passage: Passage;
  /** The newest position that counts; `null`: none yet. */
  readonly point: TrackPoint | null;
  readonly progress: Progress | null;
}

/** How far passages have come. */
@Injectable()
export class PassageProgressService {
  constructor(
    private readonly passages: PassagesRepository,
    private readonly tracks: PassageTracksRepository,
    private readonly fairways: FairwaysService,
  ) {}

  /** @throws PassageNotFoundError */
  async get(id: string): Promise<PassageProgress> {
    const passage = await this.passages.find(id);
    if (passage === null) throw new PassageNotFoundError(id);
    const point = (await this.tracks.find(id))?.track.last ?? null;
    if (point === null) return { passage, point, progress: null };
    const fairway = await this.fairways.find(passage.fairwayId);
    if (fairway === null) return { passage, point, progress: null };
    const progress = progressOf(sailedLegs(fairway, passage.isReversed), point);
    return { passage, point, progress };
  }
}
