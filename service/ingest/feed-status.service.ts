import { Injectable, Logger } from '@nestjs/common';
import { randomUUID } from 'node:crypto';

import { Clock } from '../clock/clock.js';
import { StreamWriter } from '../database/stream-writer.js';
import { FeedRegistry } from './feed-registry.js';
import { feedEvent } from './feeds.dto.js';
import { type FeedStatus, mergeFeedStatus } from './feed-status.js';
import { FeedStatusRepository } from './feed-status.repository.js';

/** How often a process says how its feeds fare, milliseconds. */
const REPORT_MS = 2_000;

/** The feeds of the whole installation: what this process says of them, and what all say together. */
@Injectable()
export class FeedStatusService {
  /** This process, among all that ever ran. */
  readonly processId = randomUUID();
  readonly #log = new Logger(FeedStatusService.name);
  /** When a state last changed, over all processes; epoch ms. */
  #changedAt: number | null = null;
  #timer: NodeJS.Timeout | null = null;
  #reporting: Promise<void> = Promise.resolve();
  #isStopped = false;

  constructor(
    private readonly registry: FeedRegistry,
    private readonly repository: FeedStatusRepository,
    private readonly writer: StreamWriter,
    private readonly clock: Clock,
  ) {}

  /** The feeds as all processes see them; as this one does while the database is away. By name. */
  async list(): Promise<{ feeds: FeedStatus[]; updatedAt: number | null }> {
    const own = this.#own();
    let others: FeedStatus[] = [];
    try {
      others = await this.repository.findOfOthers(this.processId);
    } catch (error) {
      this.#log.debug(`only the feeds of this process are shown: ${String(error)}`);
    }
    const feeds = mergeFeedStatus([...own, ...others]);
    const times = feeds.map(({ lastMessageAt }) => lastMessageAt ?? 0);
    const updatedAt = Math.max(this.#changedAt ?? 0, ...times);
    return { feeds, updatedAt: updatedAt === 0 ? null : updatedAt };
  }

  /** Reports now and from then on. */
  start(): void {
    this.#reporting = this.#report();
  }

  /** Takes this process' reports back. Never rejects. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#reporting;
    try {
      await this.repository.withdraw(this.processId);
    } catch (error) {
      this.#log.debug(`the report of the feeds ends by itself: ${String(error)}`);
    }
  }

  async #report(): Promise<void> {
    try {
      await this.repository.report(this.processId, this.#own());
      await this.#announceChanges();
    } catch (error) {
      this.#log.debug(`feeds not reported: ${String(error)}`);
    }
    if (this.#isStopped) return;
    this.#timer = setTimeout(() => {
      this.#reporting = this.#report();
    }, REPORT_MS);
  }

  /** Looks first without the stream's lock: most of the time nothing has changed. */
  async #announceChanges(): Promise<void> {
    const [others, announced] = await Promise.all([
      this.repository.findOfOthers(this.processId),
      this.repository.findAnnounced(),
    ]);
    for (const { changedAt } of announced) {
      this.#changedAt = Math.max(this.#changedAt ?? 0, changedAt);
    }
    const known = new Map(announced.map(({ feed, state }) => [feed, state]));
    const feeds = mergeFeedStatus([...this.#own(), ...others]);
    if (feeds.every(({ name, state }) => known.get(name) === state)) return;
    const names = new Set(feeds.map(({ name }) => name));
    await this.writer.run(feeds.length, async (tx) => {
      const said = await this.repository.findAll(tx);
      const present = mergeFeedStatus(said).filter(({ name }) => names.has(name));
      const changed = new Set(await this.repository.announce(tx, present));
      return present
        .filter(({ name }) => changed.has(name))
        .map((status) => feedEvent(tx.nextStreamId(), status));
    });
  }

  #own(): FeedStatus[] {
    const now = this.clock.now();
    return this.registry.feeds.map((feed) => ({
      name: feed.name,
      kind: feed.config.kind,
      source: feed.config.source,
      licence: feed.config.licence,
      silenceSeconds: feed.config.silenceSeconds,
      state: feed.stateAt(now),
      lastMessageAt: feed.lastMessageAt,
      ratePerSecond: feed.rateAt(now),
      rejected: Object.fromEntries(feed.rejected),
    }));
  }
}
