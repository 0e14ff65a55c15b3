import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { z } from 'zod';
import { problemSchema } from '../../service/problem/problem.js';
import { commandOf, describeWith } from '../support/real-parts.js';
import { RestApp } from '../support/rest-app.js';

/** What the readers of an OpenAPI 3.1 document rely on (spec.openapis.org/oas/v3.1.0). */
const parameter = z.looseObject({
  name: z.string(),
  in: z.enum(['query', 'path', 'header']),
  required: z.boolean(),
  schema: z.looseObject({}),
});
const content = z.record(
  z.string().regex(/^\w+\/[\w.+-]+$/),
  z.looseObject({ schema: z.looseObject({}) }),
);
const response = z.union([
  z.strictObject({ $ref: z.string().startsWith('#/components/responses/') }),
  z.looseObject({ description: z.string().min(1), content: content.optional() }),
]);
const operation = z.looseObject({
  operationId: z.string(),
  tags: z.array(z.string()).length(1),
  summary: z.string().min(1),
  parameters: z.array(parameter).optional(),
  responses: z.record(z.string().regex(/^([1-5]\d\d|default)$/), response),
});
const documentSchema = z.looseObject({
  openapi: z.literal('3.1.0'),
  info: z.looseObject({ title: z.string(), version: z.string() }),
  paths: z.record(
    z.string().startsWith('/'),
    z.partialRecord(z.enum(['get', 'post', 'put', 'patch', 'delete']), operation),
  ),
  components: z.looseObject({ schemas: z.record(z.string(), z.looseObject({})) }),
});

describe('the OpenAPI document', () => {
  let app: RestApp;
  let text: string;
  let document: z.output<typeof documentSchema>;

  beforeAll(async () => {
    app = await RestApp.start();
    text = await (await app.get('/api/openapi.json')).text();
    document = documentSchema.parse(JSON.parse(text));
  });

  afterAll(async () => {
    await app.stop();
  });

  it('is committed as docs/openapi.json (else: npm run build && npm run openapi)', () => {
    expect(readFileSync('docs/openapi.json', 'utf8')).toBe(text);
  });

  it('lists every public route of the running service', () => {
    const routes = app.routes().filter(({ path }) => /^\/(api|health)/.test(path));
    const listed = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    expect(routes.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(listed.sort());
  });

  it('has every collection and resource of the API', () => {
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining([
        '/api/v1/aids-to-navigation',
        '/api/v1/ais',
        '/api/v1/base-stations',
        '/api/v1/config',
        '/api/v1/distress-devices',
        '/api/v1/feeds',
        '/api/v1/ports',
        '/api/v1/ports/{locode}',
        '/api/v1/ports/{locode}/vessels',
        '/api/v1/ports/{locode}/zones',
        '/api/v1/positions',
        '/api/v1/positions/{mmsi}/evidence',
        '/api/v1/safety-messages',
        '/api/v1/stream',
        '/api/v1/vessels',
        '/api/v1/vessels/{id}',
        '/api/v1/vessels/{id}/changes',
        '/api/v1/vessels/{mmsi}/track',
      ]),
    );
  });

  it('names each operation once, and declares each parameter of its path', () => {
    const ids: string[] = [];
    for (const [path, methods] of Object.entries(document.paths)) {
      for (const { operationId, parameters = [] } of Object.values(methods)) {
        ids.push(operationId);
        const inPath = parameters.filter((one) => one.in === 'path').map(({ name }) => `{${name}}`);
        expect([path, inPath]).toEqual([path, path.match(/\{\w+\}/g) ?? []]);
      }
    }
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('refers only to what is there', () => {
    for (const [, pointer = ''] of text.matchAll(/"\$ref": "#\/([^"]+)"/g)) {
      const target = pointer
        .split('/')
        .reduce<unknown>((part, key) => Reflect.get(Object(part), key), document);
      expect([pointer, typeof target]).toEqual([pointer, 'object']);
    }
  });

  it('is refused no read without parameters: each answers in a form that it lists', async () => {
    const credentials = await app.credentials('admin');
    for (const [path, { get }] of Object.entries(document.paths)) {
      if (get === undefined || path.includes('{') || path === '/api/v1/stream') continue;
      const answer = await app.get(path, credentials);
      const good = get.responses['200'];
      const listed = good !== undefined && 'content' in good ? Object.keys(good.content ?? {}) : [];
      const [mediaType] = (answer.headers.get('content-type') ?? '').split(';');
      expect([path, answer.status, listed]).toEqual([
        path,
        200,
        expect.arrayContaining([mediaType]),
      ]);
    }
  });

  it('refuses, on every route, a query parameter that it does not list', async () => {
    const credentials = await app.credentials('admin');
    for (const [path, { get }] of Object.entries(document.paths)) {
      if (get === undefined || path.startsWith('/health')) continue;
      const address = path
        .replace('{locode}', 'CLVAP')
        .replace('{file}', 'problems.md')
        .replace(/\{\w+\}/, '725000001');
      const answer = await app.get(`${address}?notListed=1`, credentials);
      expect([path, answer.status]).toEqual([path, 400]);
      const { errors } = problemSchema.parse(await answer.json());
      expect(errors).toEqual([
        { parameter: 'notListed', detail: 'is not a parameter of this resource' },
      ]);
    }
  });

  it.each([
    ['/api/v1/nothing', 'GET', 404],
    ['/api/v1/positions', 'DELETE', 405],
    ['/api/v1/vessels/725000001', 'PUT', 405],
    ['/api/v1/ais', 'GET', 405],
    ['/api/docs/secrets.txt', 'GET', 404],
    ['/api/docs/..%2Fpackage.json', 'GET', 404],
    ['/api/v1/vessels/%E0%A4%A', 'GET', 400],
  ])('answers %s by %s with %i', async (path, method, status) => {
    const answer = await app.get(path, await app.credentials('admin'), method);
    expect(answer.status).toBe(status);
    expect(problemSchema.parse(await answer.json()).status).toBe(status);
    if (status === 405) {
      expect(answer.headers.get('allow')).toMatch(/^(GET, HEAD|POST)(, [A-Z]+)*$/);
    }
  });

  it('explains its problems where their type points', async () => {
    const { type } = problemSchema.parse(await (await app.get('/api/v1/nothing')).json());
    const page = await app.get(type);
    expect(page.headers.get('content-type')).toBe('text/markdown; charset=utf-8');
    expect(await page.text()).toContain('\n## not-found\n');
  });

  describeWith('chromium', 'as a page', () => {
    it('shows its operations, loads nothing from elsewhere, and breaks no policy', async () => {
      const browser = await chromium.launch({
        executablePath: commandOf('chromium') ?? '',
        args: ['--no-sandbox'],
      });
      try {
        const page = await browser.newPage();
        const complaints: string[] = [];
        const hosts = new Set<string>();
        page.on('console', (message) => {
          if (message.type() === 'error') complaints.push(message.text());
        });
        page.on('pageerror', (error) => complaints.push(error.message));
        page.on('request', (request) => {
          if (!request.url().startsWith('data:')) hosts.add(new URL(request.url()).origin);
        });
        await page.goto(`${app.url}/api/docs`);
        await page.locator('#operations-Positions-listPositions').waitFor();
        expect(await page.locator('.opblock').count()).toBeGreaterThanOrEqual(20);
        expect(complaints).toEqual([]);
        expect([...hosts]).toEqual([app.url]);
      } finally {
        await browser.close();
      }
    });
  });
});
