import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { ApiKeysService } from '../auth/api-keys.service.js';
import type { Principal } from '../auth/principal.js';
import { Clock } from '../clock/clock.js';

/** Time between two looks, milliseconds: a stream outlives its caller's right to it by no more. */
const lookEveryMs = 15_000;

/** A stream that can be ended. */
export interface EndableStream {
  goodbye(reason: 'signed-out'): void;
}

/**
 * Ends the streams of callers whose token or key is no longer good: a stream is asked for once, and
 * lasts for hours.
 */
@Injectable()
export class CallerWatch implements OnModuleInit, OnModuleDestroy {
  private readonly log = new Logger(CallerWatch.name);
  private readonly followed = new Map<EndableStream, Principal>();
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly keys: ApiKeysService,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.timer = setInterval(() => {
      this.look().catch((error: unknown) => {
        this.log.warn(`Keys on the stream were not looked at, trying again: ${String(error)}`);
      });
    }, lookEveryMs);
    this.timer.unref();
  }

  onModuleDestroy(): void {
    if (this.timer !== null) clearInterval(this.timer);
  }

  /** Watches a caller until the function that is answered is called, when the stream is over. */
  follow(caller: Principal, stream: EndableStream): () => void {
    if (caller.actor === null) return () => undefined;
    this.followed.set(stream, caller);
    return () => {
      this.followed.delete(stream);
    };
  }

  /** Ends what has to end. */
  async look(): Promise<void> {
    const now = this.clock.now();
    this.end(({ expiresAt }) => expiresAt !== null && expiresAt <= now);
    const ids = [...this.followed.values()].flatMap(({ actor }) =>
      actor?.kind === 'key' ? [actor.id] : [],
    );
    const ended = new Set(await this.keys.endedAmong([...new Set(ids)]));
    this.end(({ actor }) => actor?.kind === 'key' && ended.has(actor.id));
  }

  private end(isOver: (caller: Principal) => boolean): void {
    for (const [stream, caller] of [...this.followed]) {
      if (!isOver(caller)) continue;
      this.followed.delete(stream);
      stream.goodbye('signed-out');
    }
  }
}
