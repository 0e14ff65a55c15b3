import { applyDecorators, UseGuards, UsePipes } from '@nestjs/common';
import { describeOperation, type OperationDescription } from './operation-description.js';
import { SchemaPipe } from './schema.pipe.js';
import { UnknownQueryGuard } from './unknown-query.guard.js';

/**
 * Makes a controller's method a documented route: its parameters are read through their schemas,
 * undeclared query parameters are refused, and the OpenAPI document lists it.
 */
export function Operation(description: OperationDescription): MethodDecorator {
  return applyDecorators(
    UsePipes(SchemaPipe),
    UseGuards(UnknownQueryGuard),
    (_target: object, _key: string | symbol, descriptor: PropertyDescriptor) => {
      describeOperation(methodOf(descriptor), description);
    },
  );
}

function methodOf(descriptor: PropertyDescriptor): object {
  const method: unknown = descriptor.value;
  if (typeof method !== 'function') {
    throw new TypeError('@Operation belongs on a method');
  }
  return method;
}
