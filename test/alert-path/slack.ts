import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { waitFor } from '../support/wait-for.js';

/** A message as Slack would get it. */
export interface SlackMessage {
  /** Epoch ms. */
  readonly at: number;
  /** Such as `[FIRING:1] PortTrackAppDown (porttrack-proof)`. */
  readonly title: string;
  readonly text: string;
}

/** How long without a sign of life until the dead-man receiver alarms, milliseconds. */
const silenceMs = 5 * 60_000;

/** Stands for Slack and for the dead-man receiver; declared as such, the only part that is not real. */
export class SlackStandIn {
  /** Messages that it took (status 200). */
  readonly messages: SlackMessage[] = [];
  /** Times of the signs of life. */
  readonly signs: number[] = [];
  /** Requests that it refused. */
  refusals = 0;
  /** What it answers: 200, or 429 or 500 as Slack at times does. */
  status = 200;
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8');
      request.on('data', (part: string) => (body += part));
      request.on('end', () => {
        if (request.url === '/dead-man') this.signs.push(Date.now());
        else if (this.status === 200) this.#take(body);
        else this.refusals++;
        response.writeHead(request.url === '/dead-man' ? 200 : this.status);
        response.end(this.status === 200 ? 'ok' : 'no');
      });
    });
  }

  static async start(): Promise<SlackStandIn> {
    const slack = new SlackStandIn();
    slack.#server.listen(0, '127.0.0.1');
    await once(slack.#server, 'listening');
    return slack;
  }

  url(path: string): string {
    const address = this.#server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    return `http://127.0.0.1:${port}${path}`;
  }

  /** Whether the dead-man receiver alarms now. */
  get isAlarmed(): boolean {
    return Date.now() - (this.signs.at(-1) ?? 0) > silenceMs;
  }

  /** Messages about an alert in a state, since a moment. */
  about(alert: string, state: 'FIRING' | 'RESOLVED', since: number): SlackMessage[] {
    return this.messages.filter(
      ({ at, title }) =>
        at >= since && title.startsWith(`[${state}`) && title.includes(` ${alert} `),
    );
  }

  /** Seconds from `since` until the first such message. */
  async await(alert: string, state: 'FIRING' | 'RESOLVED', since: number): Promise<number> {
    await waitFor(() => this.about(alert, state, since).length > 0, {
      what: `${state} ${alert}`,
      deadlineMs: 900_000,
      everyMs: 200,
    });
    return ((this.about(alert, state, since)[0]?.at ?? 0) - since) / 1000;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #take(body: string): void {
    const { attachments } = JSON.parse(body) as {
      attachments: { title: string; text: string }[];
    };
    for (const { title, text } of attachments) this.messages.push({ at: Date.now(), title, text });
  }
}
