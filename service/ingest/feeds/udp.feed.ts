import { Logger } from '@nestjs/common';
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';

import type { Feed } from '../feed.js';
import type { FeedPipeline } from '../feed-pipeline.js';
import { FeedStartError } from '../ingest.errors.js';
import type { FeedTransport, TransportContext } from './transport.js';

/** Senders whose fragments are kept apart; the one that was silent longest makes room. */
const MAX_PEERS = 1_024;
/** Asked of the system, so that a burst waits in the kernel while we are busy. */
const RECEIVE_BUFFER_BYTES = 4 * 1024 * 1024;

/** Senders throw datagrams of whole lines at us. What finds no room in the queue is lost and counted. */
export class UdpFeed implements FeedTransport {
  readonly #log = new Logger(UdpFeed.name);
  readonly #socket: Socket;
  /** In order of their last datagram. */
  readonly #peers = new Map<string, FeedPipeline>();

  constructor(
    readonly feed: Feed,
    private readonly context: TransportContext,
  ) {
    this.#socket = createSocket({
      type: isIPv6(feed.config.host ?? '') ? 'udp6' : 'udp4',
      recvBufferSize: RECEIVE_BUFFER_BYTES,
    });
    this.#socket.on('message', (datagram, sender) => {
      this.#read(datagram, sender);
    });
  }

  async start(): Promise<void> {
    const { host, port } = this.feed.config;
    const address = host ?? '127.0.0.1';
    await new Promise<void>((resolve, reject) => {
      this.#socket.once('error', (error) => {
        reject(new FeedStartError(this.feed.name, `${address}:${port}`, 'AIS_UDP_PORT', error));
      });
      this.#socket.bind({ address, port: port ?? 0 }, resolve);
    });
    this.#socket.removeAllListeners('error');
    this.#socket.on('error', (error) => {
      this.#log.error(`feed ${this.feed.name}: ${error.message}`);
    });
    this.feed.setTransport('open', this.context.clock.now());
    this.#log.log(
      `feed ${this.feed.name} listens on UDP ${address}:${this.#socket.address().port}`,
    );
  }

  async stop(): Promise<void> {
    this.feed.setTransport('stopped', this.context.clock.now());
    await new Promise<void>((resolve) => {
      this.#socket.close(resolve);
    });
    for (const pipeline of this.#peers.values()) pipeline.end();
    this.#peers.clear();
  }

  #read(datagram: Buffer, sender: RemoteInfo): void {
    const pipeline = this.#pipelineOf(`${sender.address}:${sender.port}`);
    pipeline.push(datagram);
    pipeline.endLine();
    pipeline.report();
  }

  #pipelineOf(peer: string): FeedPipeline {
    const known = this.#peers.get(peer);
    if (known !== undefined) {
      this.#peers.delete(peer);
      this.#peers.set(peer, known);
      return known;
    }
    if (this.#peers.size >= MAX_PEERS) this.#forgetQuietest();
    const pipeline = this.context.open(this.feed);
    this.#peers.set(peer, pipeline);
    return pipeline;
  }

  #forgetQuietest(): void {
    for (const [peer, pipeline] of this.#peers) {
      this.#peers.delete(peer);
      pipeline.end();
      return;
    }
  }
}
