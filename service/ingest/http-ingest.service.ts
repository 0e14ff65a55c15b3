import { Injectable } from '@nestjs/common';

import { UnavailableError } from '../problem/domain-error.js';
import { FeedRegistry } from './feed-registry.js';
import type { FeedPipeline, Room } from './feed-pipeline.js';
import type { IngestQueue, QueuedMessage, Ticket } from './ingest-queue.js';
import { BodyTooLargeError, FeedNotFoundError } from './ingest.errors.js';
import { Intake } from './intake.js';

/** Bytes between two turns of the event loop: about 3 ms of work. */
const SLICE_BYTES = 64 * 1024;
/** How long a request waits for its commit before it is told to come again. */
const COMMIT_WAIT_MS = 10_000;
const RETRY_AFTER_SECONDS = 2;
const LF = 0x0a;
const CR = 0x0d;

/** What became of the lines of one request: each is exactly one of the five. */
export interface PostedLines {
  readonly lines: number;
  readonly accepted: number;
  readonly duplicate: number;
  /** By reason. */
  readonly rejected: Readonly<Record<string, number>>;
  /** Not AIS. */
  readonly ignored: number;
  /** Fragments of messages that are not whole. */
  readonly incomplete: number;
  /** Messages that the accepted lines make. */
  readonly messages: number;
}

/** Takes the lines of a request in, and answers when what they say is committed. */
@Injectable()
export class HttpIngestService {
  constructor(
    private readonly registry: FeedRegistry,
    private readonly intake: Intake,
  ) {}

  /**
   * @param feedName an HTTP feed; @param body whole lines, decompressed
   * @throws {FeedNotFoundError} @throws {BodyTooLargeError}
   * @throws {UnavailableError} when the queue has no room for them all (nothing was taken in), or
   * they could not be committed in time (sending them again is safe: copies are recognised).
   */
  async post(feedName: string, body: Uint8Array): Promise<PostedLines> {
    const feed = this.registry.findHttpFeed(feedName);
    if (feed === null) throw new FeedNotFoundError(`There is no HTTP feed "${feedName}".`);
    const { queue, writer } = this.intake;
    const reservation = reserve(queue, countLines(body));
    const ticket: Ticket = { lostLines: 0 };
    const pipeline = this.intake.openRequest(feed, reservation, ticket);
    const account = await readWhole(pipeline, body);
    reservation.release();
    pipeline.end();
    // What these lines are copies of is in the queue before this number, or committed already.
    if (!(await writer.whenSettled(queue.lastNumber, COMMIT_WAIT_MS))) {
      throw new UnavailableError(
        'The lines were received, but are not stored yet. Sending them again is safe.',
        RETRY_AFTER_SECONDS,
      );
    }
    return withLosses(account, ticket.lostLines);
  }
}

/** Room for every message that the lines may make. */
class Reservation implements Room {
  #left: number;

  constructor(
    private readonly queue: IngestQueue,
    count: number,
  ) {
    this.#left = count;
  }

  get hasRoom(): boolean {
    return this.#left > 0;
  }

  push(message: QueuedMessage): void {
    this.#left--;
    this.queue.pushReserved(message);
  }

  release(): void {
    this.queue.release(this.#left);
    this.#left = 0;
  }
}

function reserve(queue: IngestQueue, lines: number): Reservation {
  if (lines > queue.capacity) {
    throw new BodyTooLargeError(`A request may carry at most ${queue.capacity} lines.`);
  }
  if (!queue.reserve(lines)) {
    throw new UnavailableError(
      'The queue has no room for these lines at the moment. None was taken.',
      RETRY_AFTER_SECONDS,
    );
  }
  return new Reservation(queue, lines);
}

/** At least as many as there are lines: one more than ends of line. */
function countLines(body: Uint8Array): number {
  let count = 1;
  for (const byte of body) if (byte === LF || byte === CR) count++;
  return count;
}

async function readWhole(pipeline: FeedPipeline, body: Uint8Array): Promise<PostedLines> {
  for (let start = 0; start < body.length; start += SLICE_BYTES) {
    pipeline.push(body.subarray(start, start + SLICE_BYTES));
    await new Promise((resolve) => setImmediate(resolve));
  }
  pipeline.finish();
  const { account } = pipeline;
  return {
    lines: account.lines,
    accepted: account.accepted,
    duplicate: account.duplicate,
    rejected: Object.fromEntries(account.rejected),
    ignored: account.ignored,
    incomplete: account.incomplete,
    messages: account.messageCount,
  };
}

/** Lines of messages that the database refused were not accepted after all. */
function withLosses(posted: PostedLines, lostLines: number): PostedLines {
  if (lostLines === 0) return posted;
  return {
    ...posted,
    accepted: posted.accepted - lostLines,
    rejected: { ...posted.rejected, 'not-stored': lostLines },
  };
}
