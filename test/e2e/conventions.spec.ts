import { z } from 'zod';

import { asRecord } from '../../service/openapi/json-schema.js';
import { problemSchema } from '../../service/problem/problem.js';
import { valueAt } from '../support/fields.js';
import { RestApp } from '../support/rest-app.js';
import { sampleOf } from '../support/sample-body.js';
import { importDemoPort } from './port-calls-support.js';

const parameter = z.object({
  name: z.string(),
  in: z.enum(['query', 'path', 'header']),
  schema: z.unknown(),
});
const content = z.record(z.string(), z.object({ schema: z.unknown().optional() }));
const operation = z.object({
  parameters: z.array(parameter).default([]),
  requestBody: z.object({ content }).optional(),
  responses: z.record(z.string(), z.object({ content: content.optional() })),
});
const documentSchema = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), operation)),
});

/** A route as the OpenAPI document of the running application describes it. */
interface DescribedRoute extends z.output<typeof operation> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
}

const method = z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']);

/** What stands in for parameters of paths: well formed, and of nothing that there is. */
const absent: Readonly<Record<string, string>> = { locode: 'XXZZZ', mmsi: '999999999' };
const absentId = '00000000-0000-4000-8000-000000000000';
const stray = 'nobodyDeclaredThis';

/** Their body is sentences, not JSON. */
const otherBodies = ['POST /api/v1/ais'];

/** What rules ask of bodies beyond what a schema can say: it stands beside the sample. */
const span = { from: '2027-01-31T06:00:00Z', to: '2027-01-31T08:00:00Z' };
const further: Readonly<Record<string, object>> = {
  'POST /api/v1/cargo-operations/{id}/progress': { amount: 1 },
  'PATCH /api/v1/staff-assignments/{id}': span,
  'PATCH /api/v1/staff-shifts/{id}': span,
  'PATCH /api/v1/vessels/{id}': { notes: 'x' },
  'POST /api/v1/vessels/{id}/merge': { into: absentId },
};

let app: RestApp;
let document: unknown;
let routes: DescribedRoute[];

beforeAll(async () => {
  app = await RestApp.start();
  await importDemoPort(app);
  const parsed = documentSchema.parse(await app.json('/api/openapi.json'));
  document = parsed;
  routes = Object.entries(parsed.paths)
    .filter(([path]) => path.startsWith('/api/v1/'))
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([verb, described]) => ({
        ...described,
        method: method.parse(verb.toUpperCase()),
        path,
      })),
    );
});

afterAll(async () => {
  await app.stop();
});

function keyOf({ method: verb, path }: DescribedRoute): string {
  return `${verb} ${path}`;
}

/** The path of nothing that there is; `known` are parameters that stand for something else. */
function absentPath(route: DescribedRoute, known: Readonly<Record<string, string>> = {}): string {
  return route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const declared = route.parameters.find((one) => one.in === 'path' && one.name === name);
    const isChoice = valueAt(declared?.schema, 'enum') !== undefined;
    const choice = isChoice ? String(sampleOf({ schema: declared?.schema, document })) : absentId;
    return known[name] ?? absent[name] ?? choice;
  });
}

function writes(): DescribedRoute[] {
  return routes.filter((route) => route.method !== 'GET' && !otherBodies.includes(keyOf(route)));
}

function bodySchema(route: DescribedRoute): unknown {
  return route.requestBody?.content['application/json']?.schema;
}

async function send(route: DescribedRoute, body: unknown): Promise<Response> {
  if (route.method === 'GET') throw new Error('not a write');
  return await app.write(route.method, absentPath(route), body);
}

/** The keys of the routes of which something is wrong, with what it is: empty when all is well. */
async function faultsOf(
  asked: readonly DescribedRoute[],
  faultOf: (route: DescribedRoute) => Promise<string | null>,
): Promise<string[]> {
  expect(asked.length).toBeGreaterThan(5);
  const faults: string[] = [];
  for (const route of asked) {
    const fault = await faultOf(route);
    if (fault !== null) faults.push(`${keyOf(route)}: ${fault}`);
  }
  return faults;
}

/** What is wrong with a problem that must have a status, and name something; `null`: nothing. */
async function problemFault(
  answer: Response,
  wanted: { readonly status: number; readonly names?: string },
): Promise<string | null> {
  const text = await answer.text();
  if (answer.status !== wanted.status) return `${answer.status} ${text}`;
  const type = answer.headers.get('content-type');
  if (type !== 'application/problem+json') return `is ${type ?? 'of no type'}`;
  if (!problemSchema.safeParse(JSON.parse(text)).success) return `is no problem: ${text}`;
  return text.includes(wanted.names ?? '') ? null : `does not name ${wanted.names ?? ''}: ${text}`;
}

function parametersOf({ parameters }: DescribedRoute, place: 'query' | 'header'): string[] {
  return parameters.filter((one) => one.in === place).map(({ name }) => name);
}

/** GETs that come page by page. */
function collections(): DescribedRoute[] {
  return routes.filter(
    (route) => route.method === 'GET' && parametersOf(route, 'query').includes('cursor'),
  );
}

describe('every write', () => {
  it('takes Idempotency-Key when it is a POST, and If-Match when it is a PUT or PATCH', async () => {
    const asked = writes().filter((route) => route.method !== 'DELETE');
    const faults = await faultsOf(asked, (route) => {
      const wanted = route.method === 'POST' ? 'Idempotency-Key' : 'If-Match';
      const has = parametersOf(route, 'header').includes(wanted);
      return Promise.resolve(has ? null : `does not take ${wanted}`);
    });
    expect(faults).toEqual([]);
  });

  it('refuses a key in its body that nobody declared, and names it', async () => {
    const withBody = writes().filter((route) => bodySchema(route) !== undefined);
    const faults = await faultsOf(withBody, async (route) => {
      const body = sampleOf({ schema: bodySchema(route), document });
      const answer = await send(route, { ...asRecord(body), [stray]: 1 });
      return await problemFault(answer, { status: 400, names: stray });
    });
    expect(faults).toEqual([]);
  });

  it('of a record that is not there is 404', async () => {
    const ofRecord = writes().filter(({ path }) => path.includes('{'));
    const faults = await faultsOf(ofRecord, async (route) => {
      const schema = bodySchema(route);
      const sample = schema === undefined ? undefined : sampleOf({ schema, document });
      const beside = further[keyOf(route)];
      const body = beside === undefined ? sample : { ...asRecord(sample), ...beside };
      return await problemFault(await send(route, body), { status: 404 });
    });
    expect(faults).toEqual([]);
  });

  it('has rules beyond its schema only where it is here', () => {
    expect(routes.map(keyOf)).toEqual(expect.arrayContaining(Object.keys(further)));
  });

  it('with an id that is none is 400', async () => {
    const ofRecord = writes().filter(({ path }) => path.includes('{id}'));
    const faults = await faultsOf(ofRecord, async (route) => {
      if (route.method === 'GET') return null;
      const answer = await app.write(route.method, absentPath(route, { id: 'x' }), {});
      return await problemFault(answer, { status: 400, names: 'id' });
    });
    expect(faults).toEqual([]);
  });
});

describe('every read', () => {
  it('refuses a query parameter that nobody declared, and names it', async () => {
    const reads = routes.filter((route) => route.method === 'GET');
    const faults = await faultsOf(reads, async (route) => {
      const asked = `${absentPath(route, { locode: 'CLVAP' })}?${stray}=1`;
      const answer = await app.get(asked, await app.credentials('admin'));
      return await problemFault(answer, { status: 400, names: stray });
    });
    expect(faults).toEqual([]);
  });

  it('of a record that is not there is 404', async () => {
    const ofRecord = routes.filter(
      (route) => route.method === 'GET' && /\{(id|locode|mmsi)\}/.test(route.path),
    );
    const faults = await faultsOf(ofRecord, async (route) => {
      const answer = await app.get(absentPath(route), await app.credentials('admin'));
      return await problemFault(answer, { status: 404 });
    });
    expect(faults).toEqual([]);
  });
});

describe('every collection', () => {
  it('takes a limit beside its cursor', () => {
    for (const route of collections()) {
      expect([keyOf(route), parametersOf(route, 'query')]).toEqual([
        keyOf(route),
        expect.arrayContaining(['limit', 'cursor']),
      ]);
    }
  });

  it('says when its data changed last, and answers 304 to who has it already', async () => {
    const whole = collections().filter(({ path }) => !/\{(?!locode)/.test(path));
    const faults = await faultsOf(whole, async (route) => {
      const asked = absentPath(route, { locode: 'CLVAP' });
      const credentials = await app.credentials('admin');
      const answer = await app.get(asked, credentials);
      const text = await answer.text();
      if (answer.status !== 200) return `${answer.status} ${text}`;
      if (!('dataUpdatedTime' in Object(JSON.parse(text)))) return 'has no dataUpdatedTime';
      const tag = answer.headers.get('etag');
      if (tag === null) return 'has no ETag';
      const again = await app.get(asked, { ...credentials, 'if-none-match': tag });
      return again.status === 304 ? null : `is ${again.status} to who has it`;
    });
    expect(faults).toEqual([]);
  });
});
