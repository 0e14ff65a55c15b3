import { Inject, Injectable } from '@nestjs/common';

import { CONFIG, type Config } from '../config/config.js';
import { IngestMetrics } from '../metrics/ingest-metrics.js';
import { Feed } from './feed.js';

/** The feeds that this process is configured to read. */
@Injectable()
export class FeedRegistry {
  /** In order of configuration. */
  readonly feeds: readonly Feed[];

  constructor(@Inject(CONFIG) config: Config, metrics: IngestMetrics) {
    this.feeds = config.feeds.map((feed) => new Feed(feed, metrics));
  }

  /** The HTTP feed of this name; `null` where there is none. */
  findHttpFeed(name: string): Feed | null {
    return this.feeds.find((feed) => feed.name === name && feed.config.kind === 'http') ?? null;
  }
}
