import { Injectable, type OnModuleInit } from '@nestjs/common';

import { Clock } from '../clock/clock.js';
import { StatusBoard } from '../metrics/status-board.js';
import { FeedRegistry } from './feed-registry.js';
import { Intake } from './intake.js';

/** Says to operators how the way in fares: the queue, the last write, and each feed of this process. */
@Injectable()
export class IngestReport implements OnModuleInit {
  constructor(
    private readonly board: StatusBoard,
    private readonly registry: FeedRegistry,
    private readonly intake: Intake,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.board.post('ingest', () => {
      const { queue, writer } = this.intake;
      const now = this.clock.now();
      return {
        queueMessages: queue.size,
        queueCapacity: queue.capacity,
        lastWriteAt: isoOrNull(writer.lastCommitAt),
        feeds: this.registry.feeds.map((feed) => ({
          name: feed.name,
          state: feed.stateAt(now),
          lastMessageAt: isoOrNull(feed.lastMessageAt),
        })),
      };
    });
  }
}

function isoOrNull(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}
