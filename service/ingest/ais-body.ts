import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

import { UnavailableError } from '../problem/domain-error.js';
import { BodyTooLargeError, UnreadableBodyError, UnsupportedBodyError } from './ingest.errors.js';

/** Largest body, both as sent and decompressed: some 200,000 sentences. */
export const MAX_BODY_BYTES = 16 * 1024 * 1024;
/** Bodies being read at one time, all together. */
const MAX_BYTES_HELD = 64 * 1024 * 1024;
const MEDIA_TYPES = ['text/plain', 'application/octet-stream'];

let bytesHeld = 0;

/**
 * Reads the body of a request of sentences; gzip is taken apart.
 * @param use gets the whole body; its bytes count as held until it is done.
 * @throws {UnsupportedBodyError} @throws {BodyTooLargeError} @throws {UnreadableBodyError}
 * @throws {UnavailableError} when too many bodies are being read at the moment.
 */
export async function withAisBody<T>(
  request: IncomingMessage,
  use: (body: Buffer) => Promise<T>,
): Promise<T> {
  checkHeaders(request);
  const chunks: Buffer[] = [];
  const held = { bytes: 0 };
  try {
    await collect(request, decoded(request), (chunk) => {
      hold(held, chunk.length);
      chunks.push(chunk);
    });
    return await use(Buffer.concat(chunks));
  } finally {
    bytesHeld -= held.bytes;
  }
}

function checkHeaders(request: IncomingMessage): void {
  const [mediaType = ''] = (request.headers['content-type'] ?? '').split(';');
  if (!MEDIA_TYPES.includes(mediaType.trim().toLowerCase())) {
    throw new UnsupportedBodyError(`The body must be ${MEDIA_TYPES.join(' or ')}.`);
  }
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) throw tooLarge();
}

/** Where the lines come out: the request itself, or what takes its coding apart. */
function decoded(request: IncomingMessage): Readable {
  const coding = (request.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (coding === 'identity') return request;
  if (coding !== 'gzip' && coding !== 'x-gzip') {
    throw new UnsupportedBodyError('The body may be coded with gzip, or not at all.');
  }
  return request.pipe(createGunzip());
}

/** The request is never destroyed here: its connection has yet to carry the answer. */
async function collect(
  request: IncomingMessage,
  lines: Readable,
  take: (chunk: Buffer) => void,
): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const fail = (error: Error): void => {
      request.unpipe();
      lines.removeAllListeners('data');
      request.resume();
      reject(error);
    };
    lines.on('data', (chunk: Buffer) => {
      try {
        take(chunk);
      } catch (error) {
        fail(error instanceof Error ? error : new Error(String(error)));
      }
    });
    lines.once('end', resolve);
    lines.once('error', () => {
      fail(new UnreadableBodyError('The body is not what its Content-Encoding says.'));
    });
    request.once('aborted', () => {
      fail(new UnreadableBodyError('The body was cut off.'));
    });
  });
}

function hold(held: { bytes: number }, bytes: number): void {
  held.bytes += bytes;
  bytesHeld += bytes;
  if (held.bytes > MAX_BODY_BYTES) throw tooLarge();
  if (bytesHeld > MAX_BYTES_HELD) {
    throw new UnavailableError('Too many sentences are being received at the moment.', 2);
  }
}

function tooLarge(): BodyTooLargeError {
  return new BodyTooLargeError(`A body may have at most ${MAX_BODY_BYTES / 1024 / 1024} MB.`);
}
