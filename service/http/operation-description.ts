import { ROUTE_ARGS_METADATA } from '@nestjs/common/internal';
import { z } from 'zod';
import type { ProblemCode } from '../problem/problem-types.js';

/** One form that a good answer can have. */
export interface ResponseContent {
  /** Such as `application/json`. */
  readonly mediaType: string;
  /** Shape of the body; left out for text. */
  readonly schema?: z.ZodType;
  /** A body as it could come. */
  readonly example?: unknown;
}

/** What the OpenAPI document says of a route beyond what Nest's own decorators say. */
export interface OperationDescription {
  /** One line. */
  readonly summary: string;
  /** What a caller must know; Markdown. */
  readonly description?: string;
  /** Heading under which it stands: the feature, in the API's words. */
  readonly tag: string;
  /** Status of a good answer; 200 by default. */
  readonly status?: number;
  /** Body of a good answer, in each form it can have; empty: none. */
  readonly responses: readonly ResponseContent[];
  /** Kinds of problem beside `invalid-request` (for routes with parameters) and `internal-error`. */
  readonly problems?: readonly ProblemCode[];
  /** Body of the request as media type and description, for bodies that are not read by a schema. */
  readonly requestBody?: {
    readonly mediaType: string;
    readonly description: string;
    readonly example?: string;
  };
  /** Query parameters that the method reads by itself instead of through `@Query({ schema })`. */
  readonly query?: z.ZodObject;
  /** Request headers that change the answer, with what they do. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A parameter of a controller's method with its schema, as Nest keeps it. */
export interface DeclaredParameter {
  readonly kind: 'query' | 'path' | 'body';
  /** Name of a single parameter; null: the schema is an object of all of its kind. */
  readonly name: string | null;
  readonly schema: z.ZodType;
}

const operationKey = Symbol('operation');

/** Attaches a description to a controller's method. */
export function describeOperation(method: object, description: OperationDescription): void {
  Reflect.defineMetadata(operationKey, description, method);
}

/** The description of a controller's method; null where `@Operation` is missing. */
export function operationOf(method: object): OperationDescription | null {
  const description: unknown = Reflect.getMetadata(operationKey, method);
  return isDescription(description) ? description : null;
}

/** Schemas that the method's parameter decorators name, in the order of the parameters. */
export function declaredParameters(controller: object, methodName: string): DeclaredParameter[] {
  const metadata: unknown = Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, methodName);
  if (typeof metadata !== 'object' || metadata === null) {
    return [];
  }
  // Keys are `<kind>:<index>`; Nest enters the last parameter first.
  return Object.entries(metadata)
    .map(([key, value]: [string, unknown]) => ({ place: key.split(':').map(Number), value }))
    .sort((one, other) => (one.place[1] ?? 0) - (other.place[1] ?? 0))
    .flatMap(({ place, value }) => toDeclaredParameter(place[0] ?? -1, value));
}

/** Nest's numbers of parameter kinds (`RouteParamtypes`). */
const kinds: Readonly<Record<number, DeclaredParameter['kind']>> = {
  3: 'body',
  4: 'query',
  5: 'path',
};

function toDeclaredParameter(paramType: number, value: unknown): DeclaredParameter[] {
  const kind = kinds[paramType];
  if (kind === undefined || typeof value !== 'object' || value === null || !('schema' in value)) {
    return [];
  }
  const { schema } = value;
  const name = 'data' in value && typeof value.data === 'string' ? value.data : null;
  return schema instanceof z.ZodType ? [{ kind, name, schema }] : [];
}

function isDescription(value: unknown): value is OperationDescription {
  return typeof value === 'object' && value !== null && 'summary' in value && 'tag' in value;
}
