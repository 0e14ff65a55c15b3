import { Injectable } from '@nestjs/common';

import { StreamWriter } from '../database/stream-writer.js';
import type { PositionReport } from '../positions/position-report.js';
import { KeepingFeatures } from './keeping-features.js';
import type { QueuedMessage } from './ingest-queue.js';
import type { MessageStore } from './ingest-writer.js';
import { type QueuedPosition, type RoutedMessages, routeMessages } from './routing.js';

/** Stream numbers that one message may take: a vessel's first sign, its static part, its position. */
const NUMBERS_PER_MESSAGE = 3;
/** Vessels that another process has overwritten with older reports are put right too. */
const FURTHER_NUMBERS = 1_000;
/** For the rare batch for which that is not enough. */
const MANY_NUMBERS = 200_000;

/** Hands each message of a batch to the feature that keeps it, all in one transaction. */
@Injectable()
export class FeatureStore implements MessageStore {
  constructor(
    private readonly writer: StreamWriter,
    private readonly features: KeepingFeatures,
  ) {}

  async write(messages: readonly QueuedMessage[]): Promise<void> {
    const routed = routeMessages(messages);
    const reports = routed.positions.map((position) => this.#assess(position));
    const numbers = messages.length * NUMBERS_PER_MESSAGE + FURTHER_NUMBERS;
    try {
      await this.#run(numbers, routed, reports);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      await this.#run(MANY_NUMBERS, routed, reports);
    }
  }

  async #run(
    numbers: number,
    routed: RoutedMessages,
    reports: readonly PositionReport[],
  ): Promise<void> {
    const { vessels, positions, aids, safety } = this.features;
    await this.writer.run(numbers, async (tx) => {
      const vesselEvents = await vessels.writeStatic(tx, routed.vessels);
      const positionEvents = await positions.write(tx, reports);
      const safetyEvents = await safety.write(tx, routed.safety);
      await aids.writeAids(tx, routed.aids);
      return [...vesselEvents, ...positionEvents, ...safetyEvents];
    });
  }

  /** Once only: an assessment remembers, and a batch may be tried many times. */
  #assess({ heard, queued }: QueuedPosition): PositionReport {
    queued.position ??= this.features.positions.assess(heard);
    return queued.position;
  }
}
