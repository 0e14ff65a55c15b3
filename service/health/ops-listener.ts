import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { NotFoundError } from '../problem/domain-error.js';

/** What the operations listener puts before every address: the routes under it are its alone. */
export const opsPrefix = '__ops';

const opsRequests = new WeakSet<IncomingMessage>();

/** The listener of the operations port: the same application, seen only below `opsPrefix`. */
export function createOpsServer(application: RequestListener): Server {
  return createServer((request, response) => {
    opsRequests.add(request);
    request.url = `/${opsPrefix}${request.url ?? '/'}`;
    application(request, response);
  });
}

/**
 * Lets only requests of the operations port through. It looks at where a request came in, not at
 * its address, so that no spelling of an address gets past it.
 * @throws {NotFoundError} for any other: the public port does not say that there is anything.
 */
@Injectable()
export class OpsGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<IncomingMessage>();
    if (opsRequests.has(request)) return true;
    throw new NotFoundError('There is nothing at this address.');
  }
}
