import { Logger } from '@nestjs/common';
import { createServer, type Server, type Socket } from 'node:net';

import type { Feed } from '../feed.js';
import { FeedStartError } from '../ingest.errors.js';
import { SocketReader } from './socket-reader.js';
import type { FeedTransport, TransportContext } from './transport.js';

/** Senders at a time; more are turned away. */
const MAX_CONNECTIONS = 256;
/** A peer that is gone without a word is found out by TCP keep-alive after about this long. */
const KEEP_ALIVE_MS = 60_000;
/** A receiver in a quiet place may say nothing for hours; for longer than this it is not one. */
const IDLE_MS = 6 * 3600_000;

/** Senders dial us and write sentences. */
export class TcpServerFeed implements FeedTransport {
  readonly #log = new Logger(TcpServerFeed.name);
  readonly #server: Server;
  readonly #readers = new Set<SocketReader>();

  constructor(
    readonly feed: Feed,
    private readonly context: TransportContext,
  ) {
    this.#server = createServer({ keepAlive: true, keepAliveInitialDelay: KEEP_ALIVE_MS });
    this.#server.maxConnections = MAX_CONNECTIONS;
    this.#server.on('connection', (socket) => {
      this.#accept(socket);
    });
    this.#server.on('drop', () => {
      this.#log.warn(`feed ${feed.name}: more than ${MAX_CONNECTIONS} senders, one turned away`);
    });
  }

  /** The port it listens on; `null` while it does not. */
  get port(): number | null {
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? address.port : null;
  }

  async start(): Promise<void> {
    const { host, port } = this.feed.config;
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', (error) => {
        reject(new FeedStartError(this.feed.name, `${host}:${port}`, 'AIS_TCP_PORT', error));
      });
      this.#server.listen({ host: host ?? '127.0.0.1', port: port ?? 0 }, resolve);
    });
    this.#server.removeAllListeners('error');
    this.#server.on('error', (error) => {
      this.#log.error(`feed ${this.feed.name}: ${error.message}`);
    });
    this.feed.setTransport('open', this.context.clock.now());
    this.#log.log(`feed ${this.feed.name} listens on TCP ${host}:${this.port}`);
  }

  async stop(): Promise<void> {
    this.feed.setTransport('stopped', this.context.clock.now());
    const closed = new Promise<void>((resolve) => {
      this.#server.close(() => {
        resolve();
      });
    });
    for (const reader of this.#readers) reader.close();
    await closed;
  }

  #accept(socket: Socket): void {
    const peer = `${socket.remoteAddress}:${socket.remotePort}`;
    // A reset is how many senders say good-bye; 'close' follows.
    socket.on('error', (error) => {
      this.#log.debug(`feed ${this.feed.name}: ${peer}: ${error.message}`);
    });
    socket.setTimeout(IDLE_MS, () => {
      socket.destroy();
    });
    const pipeline = this.context.open(this.feed);
    const reader: SocketReader = new SocketReader(socket, pipeline, this.context.queue, () => {
      this.#readers.delete(reader);
      this.#log.log(`feed ${this.feed.name}: ${peer} is gone`);
    });
    this.#readers.add(reader);
    this.#log.log(`feed ${this.feed.name}: ${peer} connected`);
  }
}
