import { Logger } from '@nestjs/common';
import { connect, type Socket } from 'node:net';

import type { Feed } from '../feed.js';
import { type LeaseHolder, LeaseKeeper, type Leases } from '../lease-keeper.js';
import { backoffMs } from './backoff.js';
import { SocketReader } from './socket-reader.js';
import type { FeedTransport, TransportContext } from './transport.js';

const DIAL_MS = 10_000;
const KEEP_ALIVE_MS = 30_000;
/** A connection on which nothing comes for so long is dialled again, whatever the feed's threshold. */
const MIN_IDLE_MS = 60_000;

/** The leases of this installation, and who asks for them. */
export interface LeaseOffice {
  readonly leases: Leases;
  /** This process. */
  readonly holder: string;
}

/** We dial a receiver and read. Of all processes only the one that holds the feed's lease does. */
export class TcpClientFeed implements FeedTransport, LeaseHolder {
  readonly #log = new Logger(TcpClientFeed.name);
  readonly #keeper: LeaseKeeper;
  #reader: SocketReader | null = null;
  /** The present connection, or the one that is being made. */
  #socket: Socket | null = null;
  #retry: NodeJS.Timeout | null = null;
  #attempt = 0;
  #isWanted = false;

  constructor(
    readonly feed: Feed,
    private readonly context: TransportContext,
    office: LeaseOffice,
  ) {
    const claim = { name: `feed:${feed.name}`, holder: office.holder };
    this.#keeper = new LeaseKeeper(office.leases, claim, this, context.clock);
  }

  start(): Promise<void> {
    this.#keeper.start();
    return Promise.resolve();
  }

  async stop(): Promise<void> {
    await this.#keeper.stop();
  }

  gained(fencing: number): void {
    this.#log.log(`feed ${this.feed.name} is read by this process (turn ${fencing})`);
    this.#isWanted = true;
    this.#attempt = 0;
    this.#dial();
  }

  lost(): void {
    this.#log.log(`feed ${this.feed.name} is not read by this process any more`);
    this.#isWanted = false;
    if (this.#retry !== null) clearTimeout(this.#retry);
    this.#retry = null;
    this.#reader?.close();
    this.#socket?.destroy();
    this.#socket = null;
    this.feed.setTransport('stopped', this.context.clock.now());
  }

  #dial(): void {
    const { host, port, silenceSeconds } = this.feed.config;
    this.feed.setTransport('connecting', this.context.clock.now());
    const socket = connect({
      host: host ?? '127.0.0.1',
      port: port ?? 0,
      keepAlive: true,
      keepAliveInitialDelay: KEEP_ALIVE_MS,
    });
    this.#socket = socket;
    socket.setTimeout(DIAL_MS, () => {
      socket.destroy(new Error('nothing came in time'));
    });
    socket.once('connect', () => {
      socket.setTimeout(Math.max(MIN_IDLE_MS, silenceSeconds * 2_000));
      this.#opened(socket);
    });
    socket.on('error', (error) => {
      const level = this.#attempt === 0 ? 'warn' : 'debug';
      this.#log[level](`feed ${this.feed.name}: ${host}:${port}: ${error.message}`);
    });
    socket.once('close', () => {
      if (this.#socket === socket) this.#redial();
    });
  }

  #opened(socket: Socket): void {
    const { host, port } = this.feed.config;
    this.#log.log(`feed ${this.feed.name} is connected to ${host}:${port}`);
    this.feed.setTransport('open', this.context.clock.now());
    socket.once('data', () => {
      this.#attempt = 0;
    });
    const pipeline = this.context.open(this.feed);
    const reader = new SocketReader(socket, pipeline, this.context.queue, () => {
      if (this.#reader === reader) this.#reader = null;
    });
    this.#reader = reader;
  }

  #redial(): void {
    this.#socket = null;
    if (!this.#isWanted) return;
    this.feed.setTransport('connecting', this.context.clock.now());
    const delay = backoffMs(this.#attempt++, Math.random());
    this.#retry = setTimeout(() => {
      this.#retry = null;
      this.#dial();
    }, delay);
  }
}
