import { Injectable } from '@nestjs/common';
import { Counter, Gauge } from 'prom-client';
import { MetricsRegistry } from './metrics-registry.js';

/** How a try to send a webhook ended: `failed` is tried again, `dead` was the last try. */
export type WebhookOutcome = 'delivered' | 'failed' | 'dead';

/** How deliveries stand, over the whole installation. */
export interface WebhookBacklog {
  readonly pending: number;
  readonly dead: number;
  /** Age of the oldest event that is pending, seconds. */
  readonly oldestSeconds: number;
}

/** Seconds since the oldest event that each worker has before it was committed; 0: none. */
export type ReadLags = () => Promise<ReadonlyMap<string, number>>;

/** How far those who follow the stream are behind it. The gauges show the same in every process. */
@Injectable()
export class OutboxMetrics {
  private readonly deliveries: Counter<'outcome'>;
  private readLags: ReadLags = () => Promise.resolve(new Map());
  private readBacklog: () => Promise<WebhookBacklog | null> = () => Promise.resolve(null);

  constructor(registry: MetricsRegistry) {
    this.deliveries = new Counter({
      name: 'porttrack_webhook_deliveries_total',
      help: 'Tries to send an event to a webhook, by how they ended',
      labelNames: ['outcome'],
      registers: [registry],
    });
    for (const outcome of ['delivered', 'failed', 'dead'] as const) {
      this.deliveries.inc({ outcome }, 0);
    }
    this.collectLags(registry);
    this.collectBacklog(registry);
  }

  /** A try to send ended. */
  webhook(outcome: WebhookOutcome): void {
    this.deliveries.inc({ outcome });
  }

  /** Takes the lags from `read` whenever metrics are read. */
  watchLags(read: ReadLags): void {
    this.readLags = read;
  }

  /** Takes the backlog from `read` whenever metrics are read. */
  watchBacklog(read: () => Promise<WebhookBacklog>): void {
    this.readBacklog = read;
  }

  private collectLags(registry: MetricsRegistry): void {
    const read = async (): Promise<ReadonlyMap<string, number>> => await this.readLags();
    new Gauge({
      name: 'porttrack_outbox_lag_seconds',
      help: 'Age of the oldest committed event that a worker has not come to',
      labelNames: ['worker'],
      registers: [registry],
      async collect() {
        this.reset();
        for (const [worker, seconds] of await orNothing(read, new Map<string, number>())) {
          this.set({ worker }, seconds);
        }
      },
    });
  }

  private collectBacklog(registry: MetricsRegistry): void {
    const gauge = (name: string, help: string): Gauge =>
      new Gauge({ name, help, registers: [registry] });
    const dead = gauge('porttrack_webhook_dead', 'Events given up after 24 hours, still kept');
    const oldest = gauge(
      'porttrack_webhook_oldest_pending_seconds',
      'Age of the oldest event that waits to be sent to a webhook',
    );
    const read = async (): Promise<WebhookBacklog | null> => await this.readBacklog();
    new Gauge({
      name: 'porttrack_webhook_pending',
      help: 'Events that wait to be sent to a webhook',
      registers: [registry],
      async collect() {
        const backlog = await orNothing(read, null);
        if (backlog === null) return;
        this.set(backlog.pending);
        dead.set(backlog.dead);
        oldest.set(backlog.oldestSeconds);
      },
    });
  }
}

/** A database that doesn't answer must not keep the other metrics from being read. */
async function orNothing<T>(read: () => Promise<T>, nothing: T): Promise<T> {
  try {
    return await read();
  } catch {
    return nothing;
  }
}
