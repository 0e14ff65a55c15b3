import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Request, Response } from 'express';
import { CONFIG, type Config } from '../config/config.js';
import { keepPrivate } from '../http/private-answers.js';
import { ForbiddenError, UnauthorizedError } from '../problem/domain-error.js';
import { accessOf, decide, rolesOf } from './access.js';
import { callerOf } from './caller.js';
import { routePathOf } from './route-path.js';

/**
 * Lets in whom access-table.ts names for the route, and nobody to a route that it does not name.
 * @throws {UnauthorizedError} when nobody has signed in and somebody must.
 * @throws {ForbiddenError} naming the roles that may.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  private readonly isAnonymousReadOn: boolean;

  constructor(@Inject(CONFIG) { access }: Config) {
    this.isAnonymousReadOn = access.isAnonymousReadOn;
  }

  canActivate(context: ExecutionContext): boolean {
    const http = context.switchToHttp();
    const request = http.getRequest<Request>();
    const access = accessOf(request.method, routePathOf(request));
    if (access === null) throw new ForbiddenError('Nobody may do this.');
    const roles = rolesOf(access, this.isAnonymousReadOn);
    if (roles === null) return true;
    keepPrivate(http.getResponse<Response>());
    const decision = decide(access, callerOf(request), this.isAnonymousReadOn);
    if (decision === 'allowed') return true;
    const need = `It takes one of the roles ${roles.join(', ')}.`;
    if (decision === 'forbidden') throw new ForbiddenError(need);
    throw new UnauthorizedError(`An API key or a token is needed. ${need}`);
  }
}
