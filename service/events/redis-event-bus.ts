import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import { decodeBatch, encodeBatch } from './batch-message.js';
import { EventBus, type BatchListener } from './event-bus.js';
import type { CommittedBatch } from './stream-event.js';
import type { StreamFollower } from './stream-follower.js';

/** Characters sent to Redis but not yet taken by it; above that nothing more is sent. */
const mostInFlight = 8_000_000;

/**
 * The bus of a process among several: tells the others through Redis what it has committed, and is
 * told by them. Redis promises nothing here, the follower's polling does.
 */
export class RedisEventBus extends EventBus {
  private readonly instance = randomUUID();
  private readonly channel: string;
  private inFlight = 0;

  /** @param subscriber a connection of its own: a subscribed one takes no other command. */
  constructor(
    private readonly follower: StreamFollower,
    private readonly publisher: Redis,
    private readonly subscriber: Redis,
  ) {
    super();
    // Redis's channels know no database: installations that share one are kept apart by its number.
    this.channel = `porttrack:stream:${publisher.options.db ?? 0}`;
    subscriber.on('message', (_channel: string, text: string) => {
      this.receive(text);
    });
    subscriber.on('ready', () => {
      this.listen();
    });
    if (subscriber.status === 'ready') this.listen();
  }

  override publish(batch: CommittedBatch): void {
    this.follower.offer(batch);
    // With Redis away or stuck the others poll: nothing may pile up here.
    if (this.publisher.status !== 'ready' || this.inFlight > mostInFlight) return;
    const text = encodeBatch(this.instance, batch);
    this.inFlight += text.length;
    this.publisher
      .publish(this.channel, text)
      .catch(() => undefined)
      .finally(() => {
        this.inFlight -= text.length;
      });
  }

  override subscribe(listener: BatchListener): () => void {
    return this.follower.subscribe(listener);
  }

  private listen(): void {
    // A failure shows as a lost connection, after which `ready` comes again.
    this.subscriber.subscribe(this.channel).catch(() => undefined);
  }

  private receive(text: string): void {
    const batch = decodeBatch(text);
    if (batch === null || batch.instance === this.instance) return;
    if (batch.events === null) this.follower.announce(batch.to);
    else this.follower.offer({ from: batch.from, to: batch.to, events: batch.events });
  }
}
