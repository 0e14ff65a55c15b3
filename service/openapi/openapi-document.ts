import type { DeclaredParameter, OperationDescription } from '../http/operation-description.js';
import { problemSchema, statusOfProblem } from '../problem/problem.js';
import { problemPage, problemTypes, type ProblemCode } from '../problem/problem-types.js';
import { asRecord, NamedSchemas, type JsonSchema } from './json-schema.js';
import { routeAccess, securitySchemes, type RouteAccess } from './route-access.js';
import type { Route } from './route-table.js';

/** An OpenAPI 3.1 document, as far as others need to look into it. */
export interface OpenApiDocument {
  readonly openapi: '3.1.0';
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly [part: string]: unknown;
}

/** Version of the API; goes up when callers must, or may, do something differently. */
const apiVersion = '1.0.0';

const responseHeaders = {
  ETag: 'Strong entity tag of this content in this coding, for `If-None-Match`.',
  'Last-Modified': 'Last change of the content, where it is known.',
  'Cache-Control': 'How long the answer may be used without asking again.',
  Link: 'Where a collection goes on: the address of the next page, with `rel="next"`.',
} as const;

/**
 * The OpenAPI document of routes: everything comes from the schemas and descriptions that the
 * controllers run with.
 * @param routes those without an `@Operation` are left out.
 * @param version of the API's implementation, semantic.
 */
export function openApiDocument(routes: readonly Route[], version: string): OpenApiDocument {
  const schemas = new NamedSchemas();
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of [...routes].sort(byPath)) {
    if (route.operation !== null) {
      const path = (paths[route.path] ??= {});
      path[route.method] = operationObject(route, route.operation, schemas);
    }
  }
  const problem = schemas.translate(problemSchema, 'output');
  return {
    openapi: '3.1.0',
    info: {
      title: 'PortTrack',
      version,
      summary: 'Port traffic from AIS: positions, vessels, tracks, ports, and a live stream.',
      description: [
        'Times are ISO 8601 in UTC; `null` is unknown. Query parameters that are not listed are',
        'refused. Collections come in pages: follow `Link: rel="next"`. GET answers carry a strong',
        '`ETag` and answer `304` to `If-None-Match`; br and gzip are negotiated.',
        `Failures are RFC 9457 problems, explained at ${problemPage}.`,
      ].join(' '),
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas: schemas.all(),
      securitySchemes,
      headers: Object.fromEntries(
        Object.entries(responseHeaders).map(([name, description]) => [
          name,
          { description, schema: { type: 'string' } },
        ]),
      ),
      responses: problemResponses(problem),
    },
  };
}

/** The document of routes as it is served and as it is committed in docs/openapi.json. */
export function openApiText(routes: readonly Route[]): string {
  return `${JSON.stringify(openApiDocument(routes, apiVersion), null, 2)}\n`;
}

function byPath(a: Route, b: Route): number {
  return `${a.path} ${a.method}` < `${b.path} ${b.method}` ? -1 : 1;
}

function operationObject(
  route: Route,
  operation: OperationDescription,
  schemas: NamedSchemas,
): Record<string, unknown> {
  const parameters = parameterObjects(route, operation, schemas);
  const access = accessOfRoute(route);
  const description = [operation.description ?? [], access.sentence ?? []].flat();
  return {
    operationId: operationId(route.name),
    tags: [operation.tag],
    summary: operation.summary,
    ...(description.length === 0 ? {} : { description: description.join('\n\n') }),
    security: access.security,
    ...(parameters.length === 0 ? {} : { parameters }),
    ...requestBody(route, operation, schemas),
    responses: responseObjects(route, operation, schemas),
  };
}

/** `VesselsController.find` -> `findVessels`; unique because method names of a controller are. */
function operationId(name: string): string {
  const [controller = '', method = ''] = name.split('.');
  return method + controller.replace(/Controller$/, '');
}

function parameterObjects(
  route: Route,
  operation: OperationDescription,
  schemas: NamedSchemas,
): unknown[] {
  const queries: DeclaredParameter[] =
    operation.query === undefined ? [] : [{ kind: 'query', name: null, schema: operation.query }];
  const declared = [...route.parameters.filter(({ kind }) => kind !== 'body'), ...queries];
  const headers = Object.entries(operation.headers ?? {}).map(([name, description]) => ({
    name,
    in: 'header',
    required: false,
    description,
    schema: { type: 'string' },
  }));
  return [...declared.flatMap((parameter) => toParameters(parameter, schemas)), ...headers];
}

function toParameters({ kind, name, schema }: DeclaredParameter, schemas: NamedSchemas): unknown[] {
  const translated = schemas.translate(schema, 'input');
  if (name !== null) {
    return [parameterObject(name, kind, true, translated)];
  }
  const required = Array.isArray(translated['required']) ? translated['required'] : [];
  return Object.entries(asRecord(translated['properties'])).map(([key, property]) =>
    parameterObject(key, kind, kind === 'path' || required.includes(key), asRecord(property)),
  );
}

function parameterObject(
  name: string,
  kind: DeclaredParameter['kind'],
  required: boolean,
  { description, ...schema }: JsonSchema,
): unknown {
  return {
    name,
    in: kind,
    required,
    ...(description === undefined ? {} : { description }),
    // Both forms of a list are read; the one that clients generate from is the short one.
    ...(schema['type'] === 'array' ? { style: 'form', explode: false } : {}),
    schema,
  };
}

function requestBody(
  route: Route,
  { requestBody: text }: OperationDescription,
  schemas: NamedSchemas,
): Record<string, unknown> {
  const body = route.parameters.find(({ kind }) => kind === 'body');
  if (body !== undefined) {
    const content = { 'application/json': { schema: schemas.translate(body.schema, 'input') } };
    return { requestBody: { required: true, content } };
  }
  if (text === undefined) {
    return {};
  }
  const { mediaType, description, example } = text;
  const content = { [mediaType]: { schema: { type: 'string' }, ...exampleOf(example) } };
  return { requestBody: { required: true, description, content } };
}

function responseObjects(
  route: Route,
  operation: OperationDescription,
  schemas: NamedSchemas,
): Record<string, unknown> {
  const isRead = route.method === 'get';
  const content = Object.fromEntries(
    operation.responses.map(({ mediaType, schema, example }) => [
      mediaType,
      {
        schema: schema === undefined ? { type: 'string' } : schemas.translate(schema, 'output'),
        ...exampleOf(example),
      },
    ]),
  );
  const good = {
    description: operation.summary,
    ...(isRead ? { headers: headerReferences() } : {}),
    ...(operation.responses.length === 0 ? {} : { content }),
  };
  return {
    [operation.status ?? 200]: good,
    ...(isRead ? { 304: { description: 'The caller has this content already.' } } : {}),
    ...Object.fromEntries(
      problemsOf(operation, accessOfRoute(route)).map((code) => [
        statusOfProblem(code),
        { $ref: `#/components/responses/${code}` },
      ]),
    ),
    default: { $ref: '#/components/responses/internal-error' },
  };
}

/** Every route refuses unknown query parameters, so each of them can answer `invalid-request`. */
function problemsOf(operation: OperationDescription, access: RouteAccess): ProblemCode[] {
  const own = operation.problems ?? [];
  return [...new Set<ProblemCode>(['invalid-request', ...own, ...access.problems])];
}

function accessOfRoute({ method, path }: Route): RouteAccess {
  return routeAccess(`${method.toUpperCase()} ${path}`);
}

function headerReferences(): Record<string, unknown> {
  return Object.fromEntries(
    Object.keys(responseHeaders).map((name) => [name, { $ref: `#/components/headers/${name}` }]),
  );
}

function problemResponses(schema: JsonSchema): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(problemTypes).map(([code, title]) => [
      code,
      { description: title, content: { 'application/problem+json': { schema } } },
    ]),
  );
}

function exampleOf(example: unknown): Record<string, unknown> {
  return example === undefined ? {} : { example };
}
