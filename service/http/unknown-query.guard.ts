import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { InvalidRequestError } from '../problem/domain-error.js';
import { declaredParameters, operationOf } from './operation-description.js';

/**
 * Refuses query parameters on routes that declare none; where a route declares some, its strict
 * schema does it.
 */
@Injectable()
export class UnknownQueryGuard implements CanActivate {
  private readonly readsQuery = new WeakMap<object, boolean>();

  canActivate(context: ExecutionContext): boolean {
    const method = context.getHandler();
    let readsQuery = this.readsQuery.get(method);
    if (readsQuery === undefined) {
      readsQuery =
        operationOf(method)?.query !== undefined ||
        declaredParameters(context.getClass(), method.name).some(({ kind }) => kind === 'query');
      this.readsQuery.set(method, readsQuery);
    }
    if (!readsQuery) {
      refuseAll(Object.keys(context.switchToHttp().getRequest<Request>().query));
    }
    return true;
  }
}

function refuseAll(parameters: readonly string[]): void {
  if (parameters.length > 0) {
    throw new InvalidRequestError(
      parameters.map((parameter) => ({ parameter, detail: 'is not a parameter of this resource' })),
    );
  }
}
