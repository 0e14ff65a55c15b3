import { Injectable } from '@nestjs/common';
import type { PositionMessage } from '../ais/message.js';
import type { Mmsi } from '../ais/mmsi.js';
import type { Heard } from '../ais/reception.js';
import type { WriteTransaction } from '../database/write-transaction.js';
import type { StreamEvent } from '../events/stream-event.js';
import { IngestMetrics } from '../metrics/ingest-metrics.js';
import { VesselsService } from '../vessels/vessels.service.js';
import {
  noParticulars,
  PictureEntry,
  placed,
  toParticulars,
  type Particulars,
} from './picture-entry.js';
import { PictureKeeper } from './picture-keeper.js';
import { Plausibility } from './plausibility.js';
import { PositionEvent } from './position-events.js';
import { toPositionReport, type PositionReport } from './position-report.js';
import { PositionRepository } from './position.repository.js';

export { qualityFlag } from './quality-flags.js';

/** Takes position reports in. */
@Injectable()
export class PositionsService {
  private readonly plausibility = new Plausibility();

  constructor(
    private readonly repository: PositionRepository,
    private readonly vessels: VesselsService,
    private readonly keeper: PictureKeeper,
    private readonly metrics: IngestMetrics,
  ) {}

  /**
   * A message as it will be kept, with the flags of what is doubtful about it. Remembers the places
   * of each vessel, so it takes each message once, in order of arrival.
   */
  assess(heard: Heard<PositionMessage>): PositionReport {
    return toPositionReport(heard, this.plausibility.assess(heard));
  }

  /**
   * Stores reports. `VesselsService.writeStatic` of the same transaction comes first, so that the
   * events name the vessels.
   * @returns an event for each vessel whose newest position, or whose stations of it, changed; in
   * order of stream number.
   */
  async write(tx: WriteTransaction, reports: readonly PositionReport[]): Promise<StreamEvent[]> {
    const { moved, restationed, written } = await this.repository.write(tx, reports);
    const { committedAt } = tx;
    const entries = [
      ...moved.map(({ report, streamId }) => ({ position: { ...report, committedAt }, streamId })),
      ...restationed.map((position) => ({ position, streamId: position.streamId })),
    ].flatMap(({ position, streamId }) => {
      const somewhere = placed(position);
      if (somewhere === null) return [];
      const particulars = this.particularsOf(tx, position.mmsi);
      return [new PictureEntry(somewhere, particulars, streamId, committedAt)];
    });
    this.metrics.positionsWritten(written);
    return entries.sort((a, b) => a.streamId - b.streamId).map((entry) => new PositionEvent(entry));
  }

  private particularsOf(tx: WriteTransaction, mmsi: Mmsi): Particulars {
    const vessel = this.vessels.knownIn(tx, mmsi);
    if (vessel !== null) return toParticulars(vessel);
    return this.keeper.known(mmsi)?.particulars ?? noParticulars;
  }
}
