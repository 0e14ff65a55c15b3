import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { anonymous, type Principal } from './principal.js';

const principals = new WeakMap<Request, Principal>();

/** Remembers who sent the request. */
export function setCaller(request: Request, principal: Principal): void {
  principals.set(request, principal);
}

/** Who sent the request. */
export function callerOf(request: Request): Principal {
  return principals.get(request) ?? anonymous;
}

/** A controller's parameter of type `Principal`: who sent the request. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext): Principal =>
  callerOf(context.switchToHttp().getRequest<Request>()),
);
