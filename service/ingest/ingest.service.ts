import {
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';

import type { Feed } from './feed.js';
import { FeedRegistry } from './feed-registry.js';
import { FeedStatusService } from './feed-status.service.js';
import { FeedTransports } from './feed-transports.js';
import type { FeedTransport } from './feeds/transport.js';
import { Intake } from './intake.js';

/** How long the queue may take to be written at the end, milliseconds. */
const FLUSH_MS = 10_000;

/** The feeds of this process, from start to stop. */
@Injectable()
export class IngestService implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #log = new Logger(IngestService.name);
  readonly #transports: FeedTransport[] = [];
  #stopping: Promise<void> | null = null;

  constructor(
    private readonly registry: FeedRegistry,
    private readonly intake: Intake,
    private readonly status: FeedStatusService,
    private readonly transports: FeedTransports,
  ) {}

  /** @throws FeedStartError when a port cannot be had. */
  async onApplicationBootstrap(): Promise<void> {
    try {
      for (const feed of this.registry.feeds) await this.#start(feed);
    } catch (error) {
      await this.stop();
      throw error;
    }
    this.status.start();
  }

  /** Nest's first hook at the end: database and bus are closed by later ones. */
  async onModuleDestroy(): Promise<void> {
    await this.stop();
  }

  /** Stops reading and writes what was read; once, however often it is called. Never rejects. */
  async stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    await this.#stopping;
  }

  async #start(feed: Feed): Promise<void> {
    const transport = this.transports.create(feed);
    if (transport === null) {
      feed.setTransport('open', this.intake.clock.now());
      return;
    }
    await transport.start();
    this.#transports.push(transport);
  }

  async #stop(): Promise<void> {
    await Promise.all(
      this.#transports.map(async (transport) => {
        await transport.stop();
      }),
    );
    const left = await this.intake.close(FLUSH_MS);
    if (left > 0) this.#log.error(`the database is away: ${left} messages were not written`);
    await this.status.stop();
  }
}
