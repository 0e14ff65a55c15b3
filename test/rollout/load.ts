import { Agent, request } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ServiceProxy } from './proxy.js';

/** What is asked again and again. */
export interface Asked {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request that did not get a good answer. */
export interface Failure {
  /** Epoch ms at which it was sent. */
  readonly at: number;
  /** Status code, or the code of the connection's error. */
  readonly reason: string;
  readonly path: string;
}

/** What became of all requests. */
export interface LoadReport {
  readonly sent: number;
  readonly failures: readonly Failure[];
  /** Milliseconds, in the order of answers. */
  readonly latencies: readonly number[];
}

/** Connections by the Service's choice. */
class DialAgent extends Agent {
  constructor(
    private readonly proxy: ServiceProxy,
    keepAlive: boolean,
  ) {
    super({ keepAlive, maxSockets: 50 });
  }

  override createConnection(): Socket {
    return this.proxy.dial();
  }
}

/** Longest that an answer is waited for, milliseconds. */
const patienceMs = 10_000;

/**
 * Open-loop load: requests leave at their times whether or not those before are answered, half on
 * connections that are kept alive, half on new ones, and none is tried again.
 */
export class Load {
  readonly #kept: Agent;
  readonly #failures: Failure[] = [];
  readonly #latencies: number[] = [];
  readonly #pending = new Set<Promise<void>>();
  #sent = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly proxy: ServiceProxy,
    private readonly perSecond: number,
    private readonly next: (count: number) => Asked,
  ) {
    this.#kept = new DialAgent(proxy, true);
  }

  start(): void {
    const begin = performance.now();
    this.#timer = setInterval(() => {
      const due = Math.floor(((performance.now() - begin) / 1000) * this.perSecond);
      while (this.#sent < due) this.#send();
    }, 5);
  }

  /** Sends no more, waits for what is under way, and tells what became of all. */
  async stop(): Promise<LoadReport> {
    if (this.#timer !== null) clearInterval(this.#timer);
    await Promise.race([Promise.all(this.#pending), sleep(patienceMs * 1.5)]);
    this.#kept.destroy();
    return { sent: this.#sent, failures: this.#failures, latencies: this.#latencies };
  }

  #send(): void {
    const count = this.#sent++;
    const asked = this.next(count);
    const at = Date.now();
    const start = performance.now();
    const done = this.#ask(asked, count % 2 === 0).then((reason) => {
      this.#pending.delete(done);
      if (reason === null) this.#latencies.push(performance.now() - start);
      else this.#failures.push({ at, reason, path: asked.path });
    });
    this.#pending.add(done);
  }

  /** @returns why there was no good answer; `null` when there was one. */
  async #ask(asked: Asked, isKept: boolean): Promise<string | null> {
    return await new Promise((resolve) => {
      const sent = request(
        {
          method: asked.method,
          path: asked.path,
          agent: isKept ? this.#kept : new DialAgent(this.proxy, false),
          headers: { ...asked.headers },
          timeout: patienceMs,
        },
        (answer) => {
          answer.on('error', (error) => {
            resolve(reasonOf(error));
          });
          answer.on('end', () => {
            const status = answer.statusCode ?? 0;
            resolve(status >= 200 && status < 300 ? null : String(status));
          });
          answer.resume();
        },
      );
      sent.on('timeout', () => sent.destroy(new Error('TIMEOUT')));
      sent.on('error', (error) => {
        resolve(reasonOf(error));
      });
      sent.end(asked.body);
    });
  }
}

function reasonOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}

/** Failures by reason, for a report: `3 ECONNRESET, 1 503`. */
export function summaryOf(failures: readonly Failure[]): string {
  const counts = new Map<string, number>();
  for (const { reason } of failures) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].map(([reason, count]) => `${count} ${reason}`).join(', ') || 'none';
}
