import { decode } from '../ais/decoder.js';
import { dedupeKey, digest } from '../ais/dedupe-key.js';
import type { CompletePayload, LineOutcome } from '../ais/line-outcome.js';
import { LineReader, type LineSink } from '../ais/line-reader.js';
import type { AisMessage } from '../ais/message.js';
import { SentenceStream } from '../ais/sentence-stream.js';
import type { Clock } from '../clock/clock.js';
import type { Deduper } from './deduper.js';
import { Sighting } from './deduper.js';
import type { Feed } from './feed.js';
import type { QueuedMessage, Ticket, WaitingReception } from './ingest-queue.js';
import { LineAccount } from './line-account.js';
import { payloadNumber } from './payload-number.js';
import { reportTime } from './report-time.js';
import { isStored, keepsStations } from './routing.js';

const NO_STATIONS: readonly string[] = [];
/** Longer names of stations are cut: they are kept with every message. */
const MAX_STATION_LENGTH = 64;

/** Where messages go: the queue itself, or room in it that was reserved. */
export interface Room {
  /** Whether `push` will take a message. */
  readonly hasRoom: boolean;
  push(message: QueuedMessage): void;
}

/** What all streams of this process share. */
export interface PipelineContext {
  readonly deduper: Deduper<number>;
  readonly clock: Clock;
  /** Age at which a report is too old to be kept, milliseconds. */
  readonly retentionMs: number;
}

/** Where one stream's messages come from and go to. */
export interface PipelineRoute {
  readonly feed: Feed;
  readonly room: Room;
  /** The HTTP request that waits for its messages; `null` for the others. */
  readonly ticket: Ticket | null;
}

/**
 * One stream of lines: a connection, a sender of datagrams, a request. Bytes go in, messages come
 * out into the queue, and each line is counted exactly once in `account`. A message that is refused
 * is not remembered, so that a good copy of it still counts.
 */
export class FeedPipeline {
  readonly account = new LineAccount();
  readonly #lines = new LineReader();
  readonly #sentences = new SentenceStream();
  readonly #sink: LineSink;
  #receivedAt = 0;

  /** @param ended called by `end`. */
  constructor(
    private readonly context: PipelineContext,
    private readonly route: PipelineRoute,
    private readonly ended: (pipeline: FeedPipeline) => void = () => undefined,
  ) {
    this.#sink = {
      line: (bytes, start, end) => {
        this.account.lines++;
        this.#settle(this.#sentences.push(bytes, this.#receivedAt, start, end));
      },
      overlong: () => {
        this.account.lines++;
        this.account.reject('line-too-long', 1);
      },
    };
  }

  /** Takes bytes in; lines may be cut anywhere. Never throws, never waits. */
  push(chunk: Uint8Array): void {
    this.#receivedAt = this.context.clock.now();
    this.#lines.push(chunk, this.#sink);
  }

  /** The line ends here, whatever its last byte was: the end of a datagram. */
  endLine(): void {
    this.#lines.end(this.#sink);
  }

  /** Gives up fragments whose time is over, and reports. To be called from time to time. */
  sweep(): void {
    this.account.incomplete += this.#sentences.expire(this.context.clock.now());
    this.report();
  }

  /** Hands the counts to the feed and begins again at zero. */
  report(): void {
    this.route.feed.absorb(this.account);
  }

  /** Nothing more will come: settles what waits, without reporting it. */
  finish(): void {
    this.endLine();
    this.account.incomplete += this.#sentences.end();
  }

  /** Nothing more will come: settles what waits, and reports it. */
  end(): void {
    this.finish();
    this.report();
    this.ended(this);
  }

  #settle(outcome: LineOutcome): void {
    switch (outcome.kind) {
      case 'message':
        this.#hear(outcome);
        break;
      case 'rejected':
        this.account.reject(outcome.reason, outcome.lineCount);
        break;
      case 'ignored':
        this.account.ignored++;
        break;
      case 'fragment':
        break;
    }
  }

  #hear(heard: CompletePayload): void {
    const { account } = this;
    const message = decode(heard.payload, heard.fillBits);
    if (message.kind === 'rejected') {
      account.reject(message.reason, heard.lineCount);
      return;
    }
    const bits = dedupeKey(heard.payload, heard.fillBits);
    const reception = this.#receive(heard, message, digest(bits));
    if (reception === null) {
      account.reject('too-old', heard.lineCount);
      return;
    }
    account.heard++;
    account.lastMessageAt = this.#receivedAt;
    const key = payloadNumber(bits, reception.digest);
    const known = this.context.deduper.find(key, reception.time);
    if (known === null) {
      this.#accept(key, message, reception, heard.lineCount);
      return;
    }
    account.duplicate += heard.lineCount;
    const [station] = reception.stations;
    if (station !== undefined && keepsStations(message) && known.addStation(station)) {
      this.#addStation(message, { ...reception, time: known.time }, heard.lineCount);
    }
  }

  #accept(key: number, message: AisMessage, reception: WaitingReception, lineCount: number): void {
    const { room, ticket } = this.route;
    this.account.accept(message.type, lineCount);
    const isKept = isStored(message);
    if (isKept && !room.hasRoom) {
      // Not remembered either: a copy through another receiver may still find room.
      this.account.dropped++;
      return;
    }
    const sighting = new Sighting(reception.time, reception);
    this.context.deduper.register(key, sighting, this.#receivedAt);
    if (isKept) room.push({ message, reception, sighting, lineCount, ticket, position: null });
    else sighting.taken();
  }

  /** The message is being written or is written already: the station follows it. */
  #addStation(message: AisMessage, reception: WaitingReception, lineCount: number): void {
    const { room } = this.route;
    if (!room.hasRoom) return;
    const unlinked = { sighting: null, ticket: null, position: null };
    room.push({ message, reception, lineCount, ...unlinked });
  }

  /** @returns `null` for a report from before the retention. */
  #receive(
    heard: CompletePayload,
    message: AisMessage,
    payloadDigest: number,
  ): WaitingReception | null {
    const { name, source, timePolicy } = this.route.feed.config;
    const receivedAt = this.#receivedAt;
    const utcSecond = 'utcSecond' in message ? message.utcSecond : null;
    const claims = { receivedAt, stationTime: heard.stationTime, utcSecond };
    const { time, isTimeTrusted } = reportTime(timePolicy, claims);
    if (timePolicy !== 'recorded' && time < receivedAt - this.context.retentionMs) return null;
    const { station } = heard;
    return {
      feed: name,
      source,
      stations: station === null ? NO_STATIONS : [station.slice(0, MAX_STATION_LENGTH)],
      time,
      receivedAt,
      isTimeTrusted,
      raw: heard.raw,
      digest: payloadDigest,
    };
  }
}
