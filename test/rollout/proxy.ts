import { connect, createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import type { Pod } from './kubelet.js';

/** A change of the endpoints reaches a node after this long: random, between the two. */
const slowestMs = 2000;
const fastestMs = 100;

/** Nobody listens here: a Service without endpoints refuses connections. */
const nobodysPort = 1;

/**
 * A Service as a node knows it: each connection goes to one ready pod by chance, and never to
 * another one. It learns of changes late, which is what a missing preStop hook shows in.
 */
export class ServiceProxy {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #pods: readonly Pod[] = [];

  constructor(
    private readonly portName: string,
    private readonly random: () => number,
  ) {
    this.#server = createServer({ allowHalfOpen: true }, (client) => {
      this.#forward(client);
    });
  }

  /** Where programs connect that are not part of the play, such as curl. */
  get port(): number {
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  async listen(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  /** The ready pods are these from now on; known here only after a while. */
  publish(ready: readonly Pod[]): void {
    const delay = fastestMs + this.random() * (slowestMs - fastestMs);
    setTimeout(() => {
      this.#pods = ready;
    }, delay).unref();
  }

  /**
   * A connection as kube-proxy makes it: the address is exchanged, so the client is connected, or
   * refused, by the pod itself.
   */
  dial(): Socket {
    const pod = this.#pods[Math.floor(this.random() * this.#pods.length)];
    const port = pod?.container.portOf(this.portName) ?? nobodysPort;
    return connect({ port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #forward(client: Socket): void {
    const upstream = this.dial();
    for (const socket of [client, upstream]) {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
      socket.on('error', () => {
        client.destroy();
        upstream.destroy();
      });
    }
    client.pipe(upstream).pipe(client);
  }
}
