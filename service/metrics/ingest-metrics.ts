import { Injectable } from '@nestjs/common';
import { Counter, Gauge, Histogram } from 'prom-client';
import { MetricsRegistry } from './metrics-registry.js';
import { Tally } from './tally.js';

/** What became of a sentence; a fragment settles with its message, or expires as `incomplete`. */
export type SentenceOutcome = 'accepted' | 'duplicate' | 'rejected' | 'ignored' | 'incomplete';

/** Message types of ITU-R M.1371-5; any other number is counted as `other`, or labels have no bound. */
const highestMessageType = 28;

/** Counts of the way from a line to a committed row. Cheap enough to be called for every line. */
@Injectable()
export class IngestMetrics {
  private readonly sentences = new Tally();
  private readonly rejections = new Tally();
  private readonly messages = new Tally();
  private readonly lastMessages = new Map<string, number>();
  private readonly commit: Histogram;
  private readonly positions: Counter;
  private readonly drops: Counter<'feed'>;
  private readonly silences: Gauge<'feed'>;
  private queueLength: () => number = () => 0;
  private queueLimit = 0;

  constructor(registry: MetricsRegistry) {
    const registers = [registry];
    this.collectSentences(registry);
    this.collectGauges(registry);
    this.silences = new Gauge({
      name: 'porttrack_feed_silence_threshold_seconds',
      help: 'Time without a message after which a feed that is expected to send counts as silent',
      labelNames: ['feed'],
      registers,
    });
    this.drops = new Counter({
      name: 'porttrack_ingest_dropped_total',
      help: 'Messages dropped because the queue in front of the database was full',
      labelNames: ['feed'],
      registers,
    });
    this.commit = new Histogram({
      name: 'porttrack_ingest_commit_seconds',
      help: 'Time from receiving a message to its commit',
      buckets: [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
      registers,
    });
    this.positions = new Counter({
      name: 'porttrack_positions_written_total',
      help: 'Position reports committed',
      registers,
    });
  }

  /** `count` sentences of `feed` ended as `outcome`. */
  sentence(feed: string, outcome: SentenceOutcome, count = 1): void {
    this.sentences.add(feed, outcome, count);
  }

  /** `count` sentences of `feed` were rejected; `reason` is one of a fixed set, never free text. */
  rejected(feed: string, reason: string, count = 1): void {
    this.rejections.add(feed, reason, count);
  }

  /** `count` messages of AIS `type` were decoded or recognised. */
  message(type: number, count = 1): void {
    const isKnown = Number.isInteger(type) && type >= 1 && type <= highestMessageType;
    this.messages.add(isKnown ? String(type) : 'other', '', count);
  }

  /** `count` messages of `feed` were dropped because the queue was full. */
  dropped(feed: string, count = 1): void {
    this.drops.inc({ feed }, count);
  }

  /** Makes the feed's series exist from the start, at zero, so that a first increase is seen. */
  declareFeed(feed: string): void {
    for (const outcome of ['accepted', 'duplicate', 'rejected', 'ignored', 'incomplete'] as const) {
      this.sentences.add(feed, outcome, 0);
    }
    this.drops.inc({ feed }, 0);
  }

  /** `feed` is expected to send; `seconds` without a message make it silent. */
  expectFeed(feed: string, seconds: number): void {
    this.silences.set({ feed }, seconds);
  }

  /** Takes the queue's length, of at most `limit` messages, from `read` whenever metrics are read. */
  watchQueue(read: () => number, limit: number): void {
    this.queueLength = read;
    this.queueLimit = limit;
  }

  /** A message was committed `seconds` after it was received. */
  committedAfter(seconds: number): void {
    this.commit.observe(seconds);
  }

  /** `count` position reports were committed. */
  positionsWritten(count: number): void {
    this.positions.inc(count);
  }

  /** The last message of `feed` was received at `receivedAt` (epoch ms). */
  feedLastMessage(feed: string, receivedAt: number): void {
    this.lastMessages.set(feed, receivedAt);
  }

  private collectSentences(registry: MetricsRegistry): void {
    const { sentences, rejections, messages } = this;
    const registers = [registry];
    new Counter({
      name: 'porttrack_ais_sentences_total',
      help: 'AIS sentences by what became of them',
      labelNames: ['feed', 'outcome'],
      registers,
      collect() {
        sentences.take((feed, outcome, count) => {
          this.inc({ feed, outcome }, count);
        });
      },
    });
    new Counter({
      name: 'porttrack_ais_rejected_total',
      help: 'AIS sentences rejected, by reason',
      labelNames: ['feed', 'reason'],
      registers,
      collect() {
        rejections.take((feed, reason, count) => {
          this.inc({ feed, reason }, count);
        });
      },
    });
    new Counter({
      name: 'porttrack_ais_messages_total',
      help: 'AIS messages by type (ITU-R M.1371-5)',
      labelNames: ['type'],
      registers,
      collect() {
        messages.take((type, _, count) => {
          this.inc({ type }, count);
        });
      },
    });
  }

  private collectGauges(registry: MetricsRegistry): void {
    const { lastMessages } = this;
    const readQueue = (): number => this.queueLength();
    const readLimit = (): number => this.queueLimit;
    new Gauge({
      name: 'porttrack_ingest_queue_messages',
      help: 'Messages waiting to be written',
      registers: [registry],
      collect() {
        this.set(readQueue());
      },
    });
    new Gauge({
      name: 'porttrack_ingest_queue_limit_messages',
      help: 'Messages that may wait to be written; further ones are dropped',
      registers: [registry],
      collect() {
        this.set(readLimit());
      },
    });
    new Gauge({
      name: 'porttrack_feed_last_message_timestamp_seconds',
      help: 'When the last message of a feed was received (Unix time)',
      labelNames: ['feed'],
      registers: [registry],
      collect() {
        for (const [feed, receivedAt] of lastMessages) this.set({ feed }, receivedAt / 1000);
      },
    });
  }
}
