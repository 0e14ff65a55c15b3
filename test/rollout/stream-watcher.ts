import { request, type ClientRequest } from 'node:http';
import type { ServiceProxy } from './proxy.js';

/** A client of the stream that comes back with `Last-Event-ID` whenever it is sent away. */
export class StreamWatcher {
  /** Ids of the happenings received, in order of arrival. */
  readonly ids: number[] = [];
  /** Times that it had to connect again. */
  reconnects = 0;
  /** Events that told of a gap. */
  resets = 0;
  #lastEventId: string | null = null;
  #asked: ClientRequest | null = null;
  #isStopped = false;

  /** @param type of the happenings that are counted, such as `distress` */
  constructor(
    private readonly proxy: ServiceProxy,
    private readonly type: string,
    private readonly headers: Readonly<Record<string, string>>,
  ) {}

  start(): void {
    this.#connect();
  }

  stop(): void {
    this.#isStopped = true;
    this.#asked?.destroy();
  }

  #connect(): void {
    const headers: Record<string, string> = { ...this.headers };
    if (this.#lastEventId !== null) headers['last-event-id'] = this.#lastEventId;
    const path = `/api/v1/stream?types=${this.type}`;
    const createConnection = () => this.proxy.dial();
    const asked = request({ path, headers, createConnection });
    this.#asked = asked;
    asked.on('response', (response) => {
      let rest = '';
      response.setEncoding('utf8');
      response.on('data', (text: string) => {
        const blocks = (rest + text).split('\n\n');
        rest = blocks.pop() ?? '';
        for (const block of blocks) this.#take(block);
      });
      response.on('error', () => undefined);
      response.on('close', () => {
        this.#again();
      });
    });
    asked.on('error', () => {
      this.#again();
    });
    asked.end();
  }

  /** As an EventSource: after a moment, from where it was. */
  #again(): void {
    if (this.#isStopped || this.#asked === null) return;
    this.#asked = null;
    this.reconnects++;
    setTimeout(() => {
      if (!this.#isStopped) this.#connect();
    }, 200);
  }

  #take(block: string): void {
    const id = /^id: (\d+)$/m.exec(block)?.[1];
    const event = /^event: (\S+)$/m.exec(block)?.[1];
    if (event === 'reset') this.resets++;
    if (id === undefined) return;
    if (event === this.type) this.ids.push(Number(id));
    this.#lastEventId = id;
  }
}
