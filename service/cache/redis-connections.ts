import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Redis, type RedisOptions } from 'ioredis';
import { Clock } from '../clock/clock.js';
import { CONFIG, type Config } from '../config/config.js';
import { CircuitBreaker } from './circuit-breaker.js';

/** Redis may go away at any time: nothing waits for it longer than this, milliseconds. */
const connectMs = 500;
const commandMs = 250;
const longestRetryMs = 2000;

const options: RedisOptions = {
  lazyConnect: true,
  enableOfflineQueue: false,
  maxRetriesPerRequest: 0,
  connectTimeout: connectMs,
  commandTimeout: commandMs,
  autoResubscribe: false,
  retryStrategy: (attempt) => Math.min(attempt * 100, longestRetryMs),
};

/** Opens connections to Redis that lose it gracefully, and closes them all at the end. */
@Injectable()
export class RedisConnections implements OnApplicationShutdown {
  private readonly log = new Logger(RedisConnections.name);
  private readonly clients: Redis[] = [];
  private readonly breaker: CircuitBreaker;
  private probe: Redis | null = null;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    clock: Clock,
  ) {
    this.breaker = new CircuitBreaker(clock);
  }

  /** Whether the installation has a Redis at all. */
  get isConfigured(): boolean {
    return this.config.redisUrl !== null;
  }

  /**
   * A new connection, kept up in the background: commands fail while Redis is away. `null` when no
   * Redis is configured.
   * @param purpose shown in Redis's list of clients and in the log.
   */
  open(purpose: string): Redis | null {
    if (this.config.redisUrl === null) return null;
    const client = new Redis(this.config.redisUrl, {
      ...options,
      connectionName: `porttrack-${purpose}`,
    });
    this.clients.push(client);
    this.reportChanges(client, purpose);
    // A first failure is reported by the listener, and tried again by the retry strategy.
    client.connect().catch(() => undefined);
    return client;
  }

  /** Whether Redis answers now; within 250 ms, or at once while it has just failed to. */
  async isUp(): Promise<boolean> {
    this.probe ??= this.open('health');
    const { probe } = this;
    if (probe === null) return false;
    try {
      await this.breaker.run(async () => await probe.ping());
      return true;
    } catch {
      return false;
    }
  }

  onApplicationShutdown(): void {
    for (const client of this.clients) client.disconnect();
  }

  /** One line when it goes and one when it comes back, however often it is tried. */
  private reportChanges(client: Redis, purpose: string): void {
    let isAway = false;
    client.on('error', (error: Error) => {
      if (!isAway) this.log.warn(`Redis (${purpose}) is away: ${error.message}`);
      isAway = true;
    });
    client.on('ready', () => {
      if (isAway) this.log.log(`Redis (${purpose}) is back`);
      isAway = false;
    });
  }
}
