import { randomInt } from 'node:crypto';

import { Injectable, Logger } from '@nestjs/common';

import { OutboxMetrics } from '../metrics/outbox-metrics.js';
import { DeliveriesRepository, type DueDelivery, type Outcome } from './deliveries.repository.js';
import { retryDelay } from './retry-delay.js';
import { TargetClient } from './target-client.js';
import { WebhookSigner } from './webhook-signer.js';

const pollMs = 1000;
/** Longer than a try can take (target-client.ts): then its process is gone. */
const leaseSeconds = 60;
/** Tries at once in this process, and to one subscriber: a slow one must not keep the others waiting. */
const mostTries = 16;
const mostTriesEach = 4;
const randomSteps = 1_000_000;

/** How a try went. */
interface Tried {
  readonly status: number | null;
  /** `null`: delivered. */
  readonly error: string | null;
  readonly askedMs: number | null;
}

/**
 * Sends what is due. Every process may: a delivery is taken by a row lock and put off as long as a
 * try can last, so that it is sent again when its process dies, and by one process at a time. A
 * receiver may therefore see an event twice, always under the same id.
 */
@Injectable()
export class WebhookSender {
  private readonly log = new Logger(WebhookSender.name);
  /** Subscription of each try under way. */
  private readonly tries = new Map<Promise<void>, string>();
  private timer: NodeJS.Timeout | null = null;
  private filling: Promise<void> | null = null;
  private isStopped = false;
  private isWoken = false;
  private hasFailed = false;

  constructor(
    private readonly deliveries: DeliveriesRepository,
    private readonly signer: WebhookSigner,
    private readonly client: TargetClient,
    private readonly metrics: OutboxMetrics,
  ) {}

  start(): void {
    this.timer = setInterval(() => {
      this.wake();
    }, pollMs);
    this.timer.unref();
  }

  /** Ends after the tries that are under way: each takes 10 s at most. */
  async stop(): Promise<void> {
    this.isStopped = true;
    if (this.timer !== null) clearInterval(this.timer);
    await this.filling;
    await Promise.all(this.tries.keys());
  }

  /** Something may be due. */
  wake(): void {
    this.isWoken = true;
    if (this.isStopped || this.filling !== null) return;
    this.filling = this.fill().finally(() => {
      this.filling = null;
    });
  }

  /** Never rejects. */
  private async fill(): Promise<void> {
    try {
      while (this.isWoken) {
        this.isWoken = false;
        while (!this.isStopped && this.tries.size < mostTries && (await this.startOne()));
      }
      this.hasFailed = false;
    } catch (error) {
      if (!this.hasFailed) this.log.warn(`Webhooks wait, trying again: ${String(error)}`);
      this.hasFailed = true;
    }
  }

  private async startOne(): Promise<boolean> {
    const due = await this.deliveries.claim(this.busy(), leaseSeconds);
    if (due === null) return false;
    const attempt = this.send(due).finally(() => {
      this.tries.delete(attempt);
      this.wake();
    });
    this.tries.set(attempt, due.webhookId);
    return true;
  }

  /** Subscriptions that have as many tries under way as they may. */
  private busy(): string[] {
    const counts = new Map<string, number>();
    for (const id of this.tries.values()) counts.set(id, (counts.get(id) ?? 0) + 1);
    return [...counts].flatMap(([id, count]) => (count >= mostTriesEach ? [id] : []));
  }

  /** Never rejects: what is not settled comes again when its lease is over. */
  private async send(due: DueDelivery): Promise<void> {
    try {
      const outcome = this.outcomeOf(due, await this.attempt(due));
      await this.deliveries.settle(due, outcome);
      this.metrics.webhook(nameOf(outcome));
    } catch (error) {
      this.log.warn(`Delivery ${due.id} is tried again later: ${String(error)}`);
    }
  }

  private async attempt(due: DueDelivery): Promise<Tried> {
    const body = bodyOf(due);
    try {
      const headers = {
        'content-type': 'application/json',
        'user-agent': 'PortTrack',
        ...(await this.signer.headers({ ...due, body })),
      };
      const { status, retryAfterSeconds } = await this.client.post({ url: due.url, headers, body });
      const isGood = status >= 200 && status < 300;
      const askedMs = retryAfterSeconds === null ? null : retryAfterSeconds * 1000;
      return { status, error: isGood ? null : `was answered ${status}`, askedMs };
    } catch (error) {
      return { status: null, error: reasonOf(error), askedMs: null };
    }
  }

  private outcomeOf({ attempts, leftMs }: DueDelivery, tried: Tried): Outcome {
    const { status, error, askedMs } = tried;
    if (error === null) return { status, error, retryInMs: null };
    const random = randomInt(randomSteps) / randomSteps;
    return { status, error, retryInMs: retryDelay({ attempts, askedMs, leftMs }, random) };
  }
}

/** The same text in every try. */
function bodyOf({ id, eventId, type, occurredAt, payload }: DueDelivery): string {
  const frame = { id, eventId: String(eventId), type, occurredTime: new Date(occurredAt) };
  return `${JSON.stringify(frame).slice(0, -1)},"data":${payload}}`;
}

function nameOf({ error, retryInMs }: Outcome): 'delivered' | 'failed' | 'dead' {
  if (error === null) return 'delivered';
  return retryInMs === null ? 'dead' : 'failed';
}

/** One line without what only we should know: a code where there is one. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'failed';
  if (error.name === 'AbortError' || error.name === 'TimeoutError')
    return 'took too long to answer';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null;
  return (code ?? error.message).slice(0, 200);
}
