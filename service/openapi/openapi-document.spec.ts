import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { jsonCollectionSchema } from '../http/collection.js';
import { Operation } from '../http/operation.js';
import {
  bboxParameter,
  limitParameter,
  mmsiListParameter,
  mmsiParameter,
} from '../http/parameters.js';
import { openApiDocument } from './openapi-document.js';
import { routesOf } from './route-table.js';

const berth = z
  .strictObject({ code: z.string(), lengthMetres: z.number().nullable() })
  .meta({ id: 'Berth', description: 'A place to moor.' });
const berthQuery = z.strictObject({
  bbox: bboxParameter,
  mmsi: mmsiListParameter.optional(),
  limit: limitParameter,
});

@Controller('api/v1/berths')
class BerthsController {
  @Get()
  @Operation({
    tag: 'Berths',
    summary: 'Berths of a port',
    responses: [
      {
        mediaType: 'application/json',
        schema: jsonCollectionSchema('berths', berth),
        example: { dataUpdatedTime: null, berths: [] },
      },
    ],
    problems: ['unavailable'],
  })
  list(@Query({ schema: berthQuery }) query: unknown): unknown {
    return query;
  }

  @Get(':mmsi/vessel')
  @Operation({ tag: 'Berths', summary: 'One', responses: [], problems: ['not-found'] })
  one(@Param('mmsi', { schema: mmsiParameter }) mmsi: string): unknown {
    return mmsi;
  }

  @Post()
  @Operation({ tag: 'Berths', summary: 'New', status: 201, responses: [] })
  add(@Body({ schema: z.strictObject({ code: z.string() }) }) body: unknown): unknown {
    return body;
  }

  @Get('hidden')
  hidden(): string {
    return '';
  }
}

describe('openApiDocument', () => {
  const routes = routesOf([BerthsController]);
  const document = openApiDocument(routes, '1.2.3');
  const text = JSON.stringify(document);

  it('lists each described route under its path', () => {
    expect(
      Object.entries(document.paths).map(([path, methods]) => [path, Object.keys(methods)]),
    ).toEqual([
      ['/api/v1/berths', ['get', 'post']],
      ['/api/v1/berths/{mmsi}/vessel', ['get']],
    ]);
    expect(routes.map(({ path }) => path)).toContain('/api/v1/berths/hidden');
  });

  it('says of each query parameter what the schema checks', () => {
    expect(document.paths['/api/v1/berths']?.['get']).toMatchObject({
      operationId: 'listBerths',
      parameters: [
        { name: 'bbox', in: 'query', required: true, schema: { type: 'string' } },
        {
          name: 'mmsi',
          in: 'query',
          required: false,
          style: 'form',
          explode: false,
          schema: { type: 'array', items: { type: 'string' } },
        },
        {
          name: 'limit',
          in: 'query',
          required: false,
          schema: { type: 'integer', minimum: 1, maximum: 10000, default: 1000 },
        },
      ],
    });
  });

  it('says what a path parameter looks like', () => {
    expect(document.paths['/api/v1/berths/{mmsi}/vessel']?.['get']).toMatchObject({
      parameters: [{ name: 'mmsi', in: 'path', required: true, schema: { pattern: '^[0-9]{9}$' } }],
    });
  });

  it('puts named schemas where they can be referred to', () => {
    expect(document['components']).toMatchObject({
      schemas: {
        Berth: {
          type: 'object',
          description: 'A place to moor.',
          required: ['code', 'lengthMetres'],
          properties: { code: { type: 'string' } },
          additionalProperties: false,
        },
        Problem: { type: 'object' },
      },
    });
    expect(document.paths['/api/v1/berths']?.['get']).toMatchObject({
      responses: {
        200: {
          content: {
            'application/json': {
              schema: {
                properties: { berths: { items: { $ref: '#/components/schemas/Berth' } } },
              },
              example: { dataUpdatedTime: null, berths: [] },
            },
          },
        },
      },
    });
  });

  it('refers only to what is there', () => {
    const references = [...text.matchAll(/"\$ref":"#\/([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(references.length).toBeGreaterThan(5);
    for (const reference of references) {
      const target = reference
        .split('/')
        .reduce<unknown>((part, key) => Reflect.get(Object(part), key), document);
      expect([reference, typeof target]).toEqual([reference, 'object']);
    }
  });

  it('names the problems that a route can answer with', () => {
    expect(document.paths['/api/v1/berths/{mmsi}/vessel']?.['get']).toMatchObject({
      responses: {
        304: {},
        400: { $ref: '#/components/responses/invalid-request' },
        404: { $ref: '#/components/responses/not-found' },
        default: { $ref: '#/components/responses/internal-error' },
      },
    });
    expect(document.paths['/api/v1/berths']?.['post']).toMatchObject({
      requestBody: { content: { 'application/json': { schema: { required: ['code'] } } } },
      responses: { 201: {} },
    });
  });
});
