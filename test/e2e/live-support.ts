import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import type { EncodableMessage } from '../../service/ais/encoder.js';
import { encodeMessage } from '../../service/ais/encoder.js';
import { mmsiFromNumber } from '../../service/ais/mmsi.js';
import { credentialsAt } from '../support/credentials.js';
import { waitFor } from '../support/wait-for.js';

/** One event as a client of the stream sees it. */
export interface SeenEvent {
  readonly id: number | null;
  readonly event: string;
  readonly data: string;
}

/** How a stream is asked for. */
export interface StreamRequest {
  /** Without the question mark. */
  readonly query?: string;
  readonly lastEventId?: string;
}

/** A client of the stream, as a browser's EventSource is one. */
export class SseClient {
  /** Every event so far, in order of arrival. */
  readonly events: SeenEvent[] = [];
  /** Whole text so far of what is no event: comments, `retry`, bare ids. */
  rest = '';
  /** What `Last-Event-ID` would say on reconnecting. */
  lastEventId: string | null = null;
  isEnded = false;
  private buffer = '';

  private constructor(readonly response: IncomingMessage) {
    response.setEncoding('utf8');
    response.on('data', (text: string) => {
      this.read(text);
    });
    response.on('close', () => {
      this.isEnded = true;
    });
    response.on('error', () => undefined);
  }

  static async open(url: string, { query, lastEventId }: StreamRequest = {}): Promise<SseClient> {
    const path = `/api/v1/stream${query === undefined ? '' : `?${query}`}`;
    const headers = lastEventId === undefined ? {} : { 'Last-Event-ID': lastEventId };
    const asked = request(new URL(path, url), { headers, agent: false });
    asked.end();
    const [response] = (await once(asked, 'response')) as [IncomingMessage];
    const client = new SseClient(response);
    if (response.statusCode === 200) {
      await waitFor(() => client.rest.includes('retry:'), { what: 'the opening of the stream' });
    }
    return client;
  }

  /** Bodies of the events of one type. */
  bodies<T>(type: string): T[] {
    return this.events
      .filter(({ event }) => event === type)
      .map(({ data }) => JSON.parse(data) as T);
  }

  /** Ids of everything that has one, in order of arrival. */
  ids(): number[] {
    return this.events.flatMap(({ id }) => (id === null ? [] : [id]));
  }

  /** Breaks the connection, as a network does. */
  close(): void {
    this.response.destroy();
  }

  private read(text: string): void {
    const blocks = (this.buffer + text).split('\n\n');
    this.buffer = blocks.pop() ?? '';
    for (const block of blocks) this.take(block);
  }

  private take(block: string): void {
    const fields = new Map(
      block.split('\n').map((line) => {
        const colon = line.indexOf(': ');
        return [line.slice(0, colon), line.slice(colon + 2)];
      }),
    );
    const id = fields.get('id');
    if (id !== undefined) this.lastEventId = id;
    const data = fields.get('data');
    if (data === undefined) {
      this.rest += `${block}\n\n`;
      return;
    }
    const event = fields.get('event') ?? 'message';
    this.events.push({ id: id === undefined ? null : Number(id), event, data });
  }
}

/** Position of a vessel, as its sentence. Vessels are numbered from 0; `step` moves it a little. */
export function positionLine(vessel: number, step: number): string {
  return lineOf({
    kind: 'position',
    type: 1,
    mmsi: mmsiFromNumber(225_000_000 + vessel),
    lon: -71.6 + (vessel % 500) * 0.0001,
    lat: -33 + step * 0.0001,
    sogKnots: 10,
    cogDegrees: 0,
    utcSecond: 10,
    navStatus: 0,
  });
}

/** Report of a distress device (AIS-SART); each is a happening of its own. */
export function distressLine(device: number, step: number): string {
  return lineOf({
    kind: 'position',
    type: 1,
    mmsi: mmsiFromNumber(970_000_000 + device),
    lon: -71.6,
    lat: -33 + step * 0.0001,
    navStatus: 14,
  });
}

function lineOf(message: EncodableMessage): string {
  return encodeMessage(message).join('\r\n');
}

/** Posts lines and answers the counts; committed when it resolves. */
export async function postLines(
  url: string,
  lines: readonly string[],
): Promise<{ accepted: number; duplicate: number }> {
  const response = await fetch(`${url}/api/v1/ais`, {
    method: 'POST',
    headers: { ...(await credentialsAt(url, 'feed')), 'content-type': 'text/plain' },
    body: `${lines.join('\r\n')}\r\n`,
  });
  if (!response.ok) throw new Error(`${String(response.status)}: ${await response.text()}`);
  return (await response.json()) as { accepted: number; duplicate: number };
}

/** What a spec has started, to be stopped in the opposite order, also when a later start failed. */
export class Started {
  private readonly stops: (() => Promise<unknown>)[] = [];

  /** Stops `part` at the end. */
  add<T extends { stop(): Promise<unknown> }>(part: T): T {
    this.stops.push(async () => await part.stop());
    return part;
  }

  /** Calls `stop` at the end. */
  atEnd(stop: () => Promise<unknown>): void {
    this.stops.push(stop);
  }

  async stopAll(): Promise<void> {
    for (let stop = this.stops.pop(); stop !== undefined; stop = this.stops.pop()) await stop();
  }
}
