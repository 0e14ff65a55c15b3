import type { FeedConfig } from '../config/config.js';
import type { IngestMetrics } from '../metrics/ingest-metrics.js';
import type { LineAccount } from './line-account.js';

/**
 * `live`: messages come. `silent`: none for as long as the feed's threshold. `connecting`: this
 * process dials and has no connection. `stopped`: this process does not read it, or it is an HTTP
 * feed to which nobody posts: none that was never used and no replay that has ended is an alarm.
 */
export type FeedState = 'live' | 'silent' | 'connecting' | 'stopped';

/** What the transport of a feed does at the moment. */
export type Transport = 'open' | 'connecting' | 'stopped';

/** The rate is that of the last minute, milliseconds. */
const RATE_WINDOW_MS = 60_000;
const SAMPLE_MS = 1_000;

interface Sample {
  readonly at: number;
  readonly messages: number;
}

/** One named source of sentences in this process: its counters and how it fares. */
export class Feed {
  /** Lines rejected since this process started, by reason. */
  readonly rejected = new Map<string, number>();
  #messages = 0;
  #lastMessageAt: number | null = null;
  #transport: Transport = 'stopped';
  #openSince = 0;
  #samples: Sample[] = [];

  constructor(
    readonly config: FeedConfig,
    private readonly metrics: IngestMetrics,
  ) {
    metrics.declareFeed(config.name);
    if (config.kind === 'tcp-client') metrics.expectFeed(config.name, config.silenceSeconds);
  }

  get name(): string {
    return this.config.name;
  }

  /** When the last message came, epoch ms, copies included; `null`: none since the start. */
  get lastMessageAt(): number | null {
    return this.#lastMessageAt;
  }

  /** @param now our clock, epoch ms. */
  setTransport(transport: Transport, now: number): void {
    if (transport === 'open' && this.#transport !== 'open') this.#openSince = now;
    this.#transport = transport;
  }

  /** @param now our clock, epoch ms. */
  stateAt(now: number): FeedState {
    if (this.#transport !== 'open') return this.#transport;
    const isOnDemand = this.config.kind === 'http';
    if (isOnDemand && this.#lastMessageAt === null) return 'stopped';
    const heardAt = Math.max(this.#lastMessageAt ?? 0, this.#openSince);
    if (now - heardAt <= this.config.silenceSeconds * 1000) return 'live';
    return isOnDemand && this.config.source === 'replay' ? 'stopped' : 'silent';
  }

  /** Messages a second over the last minute, copies included; asked for regularly. */
  rateAt(now: number): number {
    this.#sample(now);
    const [oldest] = this.#samples;
    if (oldest === undefined || oldest.at >= now) return 0;
    return ((this.#messages - oldest.messages) * 1000) / (now - oldest.at);
  }

  /** Takes over what a stream of this feed has counted, and clears it. */
  absorb(account: LineAccount): void {
    const { name, source, silenceSeconds } = this.config;
    this.#countOutcomes(account);
    for (const [reason, count] of account.rejected) {
      this.rejected.set(reason, (this.rejected.get(reason) ?? 0) + count);
      this.metrics.rejected(name, reason, count);
    }
    for (const [type, count] of account.messages) this.metrics.message(type, count);
    if (account.dropped > 0) this.metrics.dropped(name, account.dropped);
    this.#messages += account.heard;
    if (account.lastMessageAt !== null) {
      // Whoever is dialled is expected from the start, any other once it was heard.
      if (this.#lastMessageAt === null && source !== 'replay') {
        this.metrics.expectFeed(name, silenceSeconds);
      }
      this.#lastMessageAt = account.lastMessageAt;
      this.metrics.feedLastMessage(name, account.lastMessageAt);
    }
    account.clear();
  }

  #countOutcomes(account: LineAccount): void {
    const { name } = this.config;
    if (account.accepted > 0) this.metrics.sentence(name, 'accepted', account.accepted);
    if (account.duplicate > 0) this.metrics.sentence(name, 'duplicate', account.duplicate);
    if (account.rejectedLines > 0) this.metrics.sentence(name, 'rejected', account.rejectedLines);
    if (account.ignored > 0) this.metrics.sentence(name, 'ignored', account.ignored);
    if (account.incomplete > 0) this.metrics.sentence(name, 'incomplete', account.incomplete);
  }

  #sample(now: number): void {
    const newest = this.#samples.at(-1);
    if (newest !== undefined && Math.abs(now - newest.at) < SAMPLE_MS) return;
    this.#samples.push({ at: now, messages: this.#messages });
    this.#samples = this.#samples.filter(({ at }) => Math.abs(now - at) <= RATE_WINDOW_MS);
  }
}
