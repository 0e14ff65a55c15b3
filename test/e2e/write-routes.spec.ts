import { z } from 'zod';

import { RestApp } from '../support/rest-app.js';

const documentSchema = z.object({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        parameters: z.array(z.object({ name: z.string(), in: z.string() })).optional(),
        responses: z.record(z.string(), z.unknown()),
      }),
    ),
  ),
});

/** Reports are told apart by what they say (docs/adr/0005). */
const withoutKey = ['POST /api/v1/ais'];

/** Records that never change have no version to compare. */
const withoutVersion = ['DELETE /api/v1/staff/{id}/certificates/{certificateId}'];

describe('routes that write', () => {
  let app: RestApp;
  const routes: { route: string; headers: string[]; statuses: string[] }[] = [];

  beforeAll(async () => {
    app = await RestApp.start();
    const { paths } = documentSchema.parse(await app.json('/api/openapi.json'));
    for (const [path, methods] of Object.entries(paths)) {
      for (const [method, { parameters = [], responses }] of Object.entries(methods)) {
        routes.push({
          route: `${method.toUpperCase()} ${path}`,
          headers: parameters.filter((one) => one.in === 'header').map(({ name }) => name),
          statuses: Object.keys(responses),
        });
      }
    }
  });

  afterAll(async () => {
    await app.stop();
  });

  const missing = (methods: RegExp, header: string): string[] =>
    routes
      .filter(({ route, headers }) => methods.test(route) && !headers.includes(header))
      .map(({ route }) => route);

  it('take an Idempotency-Key where a repeat would write again', () => {
    expect(routes.length).toBeGreaterThan(60);
    expect(missing(/^POST /, 'Idempotency-Key')).toEqual(withoutKey);
  });

  it('take If-Match where they change what was read, and answer 412', () => {
    expect(missing(/^(PUT|PATCH|DELETE) /, 'If-Match')).toEqual(withoutVersion);
    const silent = routes.filter(
      ({ headers, statuses }) => headers.includes('If-Match') && !statuses.includes('412'),
    );
    expect(silent).toEqual([]);
  });
});
