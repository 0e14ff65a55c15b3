import { RequestMethod, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/internal';
import {
  declaredParameters,
  operationOf,
  type DeclaredParameter,
  type OperationDescription,
} from '../http/operation-description.js';

/** One route of a controller, as its decorators say. */
export interface Route {
  /** Lower case, such as `get`. */
  readonly method: string;
  /** With the parameters in braces, such as `/api/v1/vessels/{id}`. */
  readonly path: string;
  /** Controller and method, such as `VesselsController.find`. */
  readonly name: string;
  /** Null where the method has no `@Operation`. */
  readonly operation: OperationDescription | null;
  readonly parameters: readonly DeclaredParameter[];
}

/** Routes of controllers, in the controllers' and then their methods' order. */
export function routesOf(controllers: readonly Type[]): Route[] {
  return controllers.flatMap((controller) => {
    const prototype: unknown = controller.prototype;
    return Object.getOwnPropertyNames(prototype).flatMap((name) =>
      routesOfMethod(controller, name, Reflect.get(Object(prototype), name)),
    );
  });
}

function routesOfMethod(controller: Type, methodName: string, method: unknown): Route[] {
  if (typeof method !== 'function' || !Reflect.hasMetadata(METHOD_METADATA, method)) {
    return [];
  }
  const requestMethod: unknown = Reflect.getMetadata(METHOD_METADATA, method);
  const verb = typeof requestMethod === 'number' ? RequestMethod[requestMethod] : undefined;
  return pathsOf(controller).flatMap((prefix) =>
    pathsOf(method).map((path) => ({
      method: (verb ?? 'get').toLowerCase(),
      path: joinPath(prefix, path),
      name: `${controller.name}.${methodName}`,
      operation: operationOf(method),
      parameters: declaredParameters(controller, methodName),
    })),
  );
}

function pathsOf(decorated: object): string[] {
  const path: unknown = Reflect.getMetadata(PATH_METADATA, decorated);
  const paths: unknown[] = Array.isArray(path) ? path : [path];
  return paths.map((one) => (typeof one === 'string' ? one : ''));
}

function joinPath(prefix: string, path: string): string {
  const parts = `${prefix}/${path}`.split('/').filter((part) => part !== '');
  return `/${parts.map((part) => part.replace(/^:(\w+)$/, '{$1}')).join('/')}`;
}
