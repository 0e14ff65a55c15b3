import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

import { type LineTarget, ReplayError, systemCode } from './line-target.js';

/** Bytes that are gathered before they are written. */
const CHUNK_BYTES = 16 * 1024;

/** Writes the lines to a TCP port, as a receiver does: what becomes of them is not told. */
export class TcpTarget implements LineTarget {
  #gathered: string[] = [];
  #bytes = 0;
  #failure: Error | null = null;

  private constructor(
    private readonly address: string,
    private readonly socket: Socket,
  ) {
    socket.on('error', (error) => (this.#failure ??= error));
    socket.resume();
  }

  /** @throws {ReplayError} when nobody listens there. */
  static async dial(host: string, port: number): Promise<TcpTarget> {
    const address = `${host}:${port}`;
    const socket = connect({ host, port });
    try {
      await once(socket, 'connect');
    } catch (error) {
      const code = systemCode(error);
      throw new ReplayError(
        code === 'ECONNREFUSED'
          ? `Nothing listens on ${address}: is the service running?`
          : `${address} cannot be reached: ${code ?? String(error)}`,
        { cause: error },
      );
    }
    return new TcpTarget(address, socket);
  }

  async send(line: string): Promise<void> {
    this.#gathered.push(line);
    this.#bytes += line.length + 2;
    if (this.#bytes >= CHUNK_BYTES) await this.flush();
  }

  async flush(): Promise<void> {
    if (this.#gathered.length === 0) return;
    const text = this.#gathered.map((line) => `${line}\r\n`).join('');
    this.#gathered = [];
    this.#bytes = 0;
    await new Promise<void>((resolve, reject) => {
      this.socket.write(text, 'latin1', (error) => {
        if (error === undefined || error === null) resolve();
        else reject(this.#lost(error));
      });
    });
  }

  /** Waits until the other side has read everything and closes. */
  async end(): Promise<null> {
    await this.flush();
    if (!this.socket.destroyed) {
      const closed = once(this.socket, 'close');
      this.socket.end();
      await closed;
    }
    if (this.#failure !== null) throw this.#lost(this.#failure);
    return null;
  }

  abort(): void {
    this.socket.destroy();
  }

  #lost(error: Error): ReplayError {
    const reason = systemCode(error) ?? error.message;
    return new ReplayError(`${this.address} closed the connection: ${reason}`, { cause: error });
  }
}
