import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect } from 'node:net';
import {
  type EncodableMessage,
  encodeMessage,
  type EncodeOptions,
} from '../../service/ais/encoder.js';
import { mmsiFromNumber } from '../../service/ais/mmsi.js';
import { credentialsAt } from '../support/credentials.js';
import type { RunningService } from '../support/service.js';

/** Counts of a feed's lines, by what became of them. */
export interface LineCounts {
  readonly accepted: number;
  readonly duplicate: number;
  readonly rejected: number;
  readonly ignored: number;
  readonly incomplete: number;
}

/** Every sample of the service's metrics by name and labels, as the text format writes them. */
export async function readMetrics({ opsUrl }: RunningService): Promise<Map<string, number>> {
  const response = await fetch(`${opsUrl}/metrics`);
  const text = await response.text();
  return new Map(
    text
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => {
        const space = line.lastIndexOf(' ');
        return [line.slice(0, space), Number(line.slice(space + 1))];
      }),
  );
}

/** One sample; 0 where there is none. */
export async function readMetric(service: RunningService, sample: string): Promise<number> {
  return (await readMetrics(service)).get(sample) ?? 0;
}

/** What became of the lines of a feed so far. */
export async function readLineCounts(service: RunningService, feed: string): Promise<LineCounts> {
  const metrics = await readMetrics(service);
  const count = (outcome: string) =>
    metrics.get(`porttrack_ais_sentences_total{feed="${feed}",outcome="${outcome}"}`) ?? 0;
  return {
    accepted: count('accepted'),
    duplicate: count('duplicate'),
    rejected: count('rejected'),
    ignored: count('ignored'),
    incomplete: count('incomplete'),
  };
}

/** What was counted between two looks. */
export function countsSince(before: LineCounts, now: LineCounts): LineCounts {
  return {
    accepted: now.accepted - before.accepted,
    duplicate: now.duplicate - before.duplicate,
    rejected: now.rejected - before.rejected,
    ignored: now.ignored - before.ignored,
    incomplete: now.incomplete - before.incomplete,
  };
}

/** All lines that were counted. */
export function sumOf(counts: LineCounts): number {
  const { accepted, duplicate, rejected, ignored, incomplete } = counts;
  return accepted + duplicate + rejected + ignored + incomplete;
}

/** Writes bytes to a TCP port and closes; resolves when the other side has closed too. */
export async function sendTcp(port: number, data: Uint8Array | string): Promise<void> {
  const socket = connect({ host: '127.0.0.1', port });
  await once(socket, 'connect');
  socket.resume();
  const closed = once(socket, 'close');
  socket.end(data);
  await closed;
}

/** Sends datagrams to a UDP port, one after the other. */
export async function sendUdp(port: number, datagrams: readonly string[]): Promise<void> {
  const socket = createSocket('udp4');
  for (const datagram of datagrams) {
    await new Promise<void>((resolve, reject) => {
      socket.send(datagram, port, '127.0.0.1', (error) => {
        if (error) reject(error);
        else resolve();
      });
    });
  }
  socket.close();
}

/** Posts lines; `query` such as `?feed=archive`. */
export async function post(
  { url }: RunningService,
  body: Uint8Array | string,
  options: { readonly query?: string; readonly headers?: Record<string, string> } = {},
): Promise<{ status: number; headers: Headers; body: Record<string, unknown> }> {
  const response = await fetch(`${url}/api/v1/ais${options.query ?? ''}`, {
    method: 'POST',
    headers: {
      ...(await credentialsAt(url, 'feed')),
      'content-type': 'text/plain',
      ...options.headers,
    },
    body: typeof body === 'string' ? body : Buffer.from(body),
  });
  const answer: unknown = await response.json();
  if (typeof answer !== 'object' || answer === null) throw new Error('no JSON object');
  return { status: response.status, headers: response.headers, body: { ...answer } };
}

/** A place in the sea off Gladstone, and a way of telling reports apart: each step is one. */
export function positionLines(
  mmsi: number,
  step: number,
  options: EncodeOptions = {},
  further: Partial<Extract<EncodableMessage, { kind: 'position' }>> = {},
): string {
  const message = {
    kind: 'position',
    type: 1,
    mmsi: mmsiFromNumber(mmsi),
    lon: 151.25 + step / 10_000,
    lat: -23.8,
    sogKnots: 7,
    ...further,
  } as const;
  return encodeMessage(message, options)
    .map((line) => `${line}\n`)
    .join('');
}
