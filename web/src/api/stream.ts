import { ApiError } from './api-error.js';
import { SseParser, type ServerSentEvent } from './sse-parser.js';

/** `waiting`: the next try is at `retryAt` (epoch ms). */
export type StreamState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'live' }
  | { readonly kind: 'waiting'; readonly retryAt: number; readonly reason: string | null };

/** What the stream needs from outside, so that a test can be the network and the clock. */
export interface StreamParts {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly now: () => number;
  /** 0 to 1, spreads the reconnects of many pages. */
  readonly random: () => number;
  readonly onEvent: (event: ServerSentEvent) => void;
  readonly onState: (state: StreamState) => void;
}

/** Heartbeats come every 15 s: with two and a half of them missing, the connection is dead. */
export const DEAD_AFTER_MS = 40_000;
const FIRST_RETRY_MS = 500;
const MAX_RETRY_MS = 30_000;

/** What is left of a failed attempt: the reason, in the service's words where it gave some. */
function reasonOf(error: unknown): string | null {
  return error instanceof ApiError ? error.detail : null;
}

/**
 * The service's event stream, read with fetch (an EventSource cannot carry a token), resumed with
 * `Last-Event-ID` and reopened with growing, jittered pauses. A connection on which nothing, not
 * even a heartbeat, comes for `DEAD_AFTER_MS` is given up and reopened.
 */
export class TrafficStream {
  private controller: AbortController | null = null;
  private lastEventId: string;
  private failures = 0;
  private wake: (() => void) | null = null;

  /** @param lastEventId the snapshot's place in the stream, so that nothing in between is missed */
  constructor(
    private readonly url: string,
    lastEventId: string,
    private readonly parts: StreamParts,
  ) {
    this.lastEventId = lastEventId;
  }

  /** Reads until `stop()`; never throws. */
  async run(): Promise<void> {
    const controller = new AbortController();
    this.controller = controller;
    let reason: string | null;
    do {
      this.parts.onState({ kind: 'connecting' });
      reason = await this.readOnce(controller.signal);
    } while (await this.pause(reason, controller.signal));
  }

  stop(): void {
    this.controller?.abort();
    this.wake?.();
  }

  /** Ends a pause at once: the network is back, or the operator asks. */
  retryNow(): void {
    this.wake?.();
  }

  /** One connection from opening to end; gives the reason it ended. */
  private async readOnce(signal: AbortSignal): Promise<string | null> {
    const attempt = new AbortController();
    const abort = (): void => {
      attempt.abort();
    };
    signal.addEventListener('abort', abort);
    let watchdog = setTimeout(abort, DEAD_AFTER_MS);
    const onBytes = (): void => {
      clearTimeout(watchdog);
      watchdog = setTimeout(abort, DEAD_AFTER_MS);
    };
    try {
      return await this.read(attempt.signal, onBytes);
    } catch (error) {
      return reasonOf(error);
    } finally {
      clearTimeout(watchdog);
      signal.removeEventListener('abort', abort);
      attempt.abort();
    }
  }

  private async read(signal: AbortSignal, onBytes: () => void): Promise<string | null> {
    const headers: Record<string, string> = { accept: 'text/event-stream' };
    if (this.lastEventId !== '') headers['last-event-id'] = this.lastEventId;
    const response = await this.parts.fetch(this.url, { headers, signal });
    if (!response.ok || response.body === null) throw new ApiError(response.status, null);
    onBytes();
    this.parts.onState({ kind: 'live' });
    const parser = new SseParser(this.lastEventId);
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let goodbye: string | null = null;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return goodbye;
      onBytes();
      this.failures = 0;
      for (const event of parser.push(value)) {
        if (event.type === 'goodbye') goodbye = goodbyeReason(event.data);
        this.parts.onEvent(event);
      }
      this.lastEventId = parser.lastEventId;
    }
  }

  /**
   * Waits 0.5 s, 1 s, 2 s ... up to 30 s, each spread over ±50 %.
   * @returns whether to connect again: false after `stop()`
   */
  private async pause(reason: string | null, signal: AbortSignal): Promise<boolean> {
    if (signal.aborted) return false;
    const full = Math.min(MAX_RETRY_MS, FIRST_RETRY_MS * 2 ** this.failures);
    this.failures += 1;
    const delay = full * (0.5 + this.parts.random());
    this.parts.onState({ kind: 'waiting', retryAt: this.parts.now() + delay, reason });
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, delay);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.wake = null;
    return !signal.aborted;
  }
}

/** The stated reason of a `goodbye` event, `null` when there is none. */
function goodbyeReason(data: string): string | null {
  try {
    const body: unknown = JSON.parse(data);
    const hasReason = typeof body === 'object' && body !== null && 'reason' in body;
    return hasReason && typeof body.reason === 'string' ? body.reason : null;
  } catch {
    return null;
  }
}
