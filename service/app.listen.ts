import type { Server } from 'node:http';
import type { Application } from './app.setup.js';
import type { Config } from './config/config.js';

/** A port could not be had; the message says which setting names it and what to do. */
export class ListenError extends Error {}

/**
 * Opens both ports, the operations port first: whoever sees the page can see how it fares.
 * @throws {ListenError} when one of them cannot be had.
 */
export async function listen(
  { publicServer, opsServer }: Application,
  { host, port, opsPort }: Pick<Config, 'host' | 'port' | 'opsPort'>,
): Promise<void> {
  await listenOn(opsServer, { host, port: opsPort, setting: 'OPS_PORT' });
  await listenOn(publicServer, { host, port, setting: 'PORT' });
}

/** The port that `server` listens on. */
export function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string')
    throw new TypeError('not listening on a port');
  return address.port;
}

interface Place {
  readonly host: string;
  readonly port: number;
  readonly setting: string;
}

async function listenOn(server: Server, { host, port, setting }: Place): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(new ListenError(explain(error, { host, port, setting }), { cause: error }));
    });
    server.listen(port, host, resolve);
  });
}

function explain(error: NodeJS.ErrnoException, { host, port, setting }: Place): string {
  const address = `${host}:${port}`;
  const example = `for example ${setting}=${port + 1}`;
  const { code = '', message } = error;
  if (code === 'EADDRINUSE') {
    return `${setting}: another program listens on ${address} already. Stop it, or choose another port, ${example}.`;
  }
  if (code === 'EACCES') {
    return `${setting}: this user may not listen on ${address}. Choose a port above 1023, ${example}.`;
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return `HOST: ${host} is not an address of this machine. Use for example HOST=127.0.0.1.`;
  }
  return `${setting}: cannot listen on ${address}: ${message}`;
}
