import { HttpException } from '@nestjs/common';
import { readFileSync } from 'node:fs';
import { InvalidRequestError, NotFoundError, UnavailableError } from './domain-error.js';
import { problemBody, problemSchema, toProblem } from './problem.js';
import { problemTypes } from './problem-types.js';

function withCode(message: string, code: string): Error {
  return Object.assign(new Error(message), { code });
}

describe('toProblem', () => {
  it('takes code, status and message of a broken rule', () => {
    expect(toProblem(new NotFoundError('No vessel has this id.'))).toEqual({
      status: 404,
      headers: {},
      code: 'not-found',
      detail: 'No vessel has this id.',
      errors: [],
    });
  });

  it('says when to come back', () => {
    expect(toProblem(new UnavailableError('The queue is full.', 3)).headers).toEqual({
      'Retry-After': '3',
    });
  });

  it('keeps the message of what Nest refuses', () => {
    const problem = toProblem(new HttpException('Cannot GET /x', 404));
    expect([problem.status, problem.code, problem.detail]).toEqual([
      404,
      'not-found',
      'Cannot GET /x',
    ]);
  });

  it.each([
    new Error('password=hunter2'),
    'password=hunter2',
    null,
    new HttpException('password=hunter2', 500),
    Object.assign(new Error('password=hunter2'), { status: 502 }),
    new HttpException('password=hunter2', 418),
  ])('says nothing of the failure %p', (error) => {
    const problem = toProblem(error);
    expect([problem.status, problem.code]).toEqual([500, 'internal-error']);
    expect(problemBody(problem, '/x', null)).not.toContain('hunter2');
  });

  it.each([
    withCode('connect ECONNREFUSED 10.1.2.3:5432', 'ECONNREFUSED'),
    withCode('terminating connection due to administrator command', '57P01'),
    withCode('connection failure', '08006'),
    new Error('Connection terminated unexpectedly'),
    new Error('timeout exceeded when trying to connect'),
  ])('takes %p for the database being away', (error) => {
    expect(toProblem(error)).toMatchObject({
      status: 503,
      code: 'unavailable',
      headers: { 'Retry-After': '5' },
      detail: 'The database does not answer.',
    });
  });
});

describe('problemBody', () => {
  it('is what its schema says', () => {
    const problem = toProblem(
      new InvalidRequestError([
        { parameter: 'limit', detail: 'must be given once' },
        { pointer: '', detail: 'must be an object' },
      ]),
    );
    const body: unknown = JSON.parse(problemBody(problem, '/api/v1/positions', 'r-1'));
    expect(problemSchema.parse(body)).toEqual({
      type: '/api/docs/problems.md#invalid-request',
      title: 'The request has wrong or missing parts',
      status: 400,
      detail: 'limit must be given once; must be an object',
      instance: '/api/v1/positions',
      requestId: 'r-1',
      errors: [
        { parameter: 'limit', detail: 'must be given once' },
        { pointer: '', detail: 'must be an object' },
      ],
    });
  });
});

describe('docs/problems.md', () => {
  it('has exactly one section for each kind of problem', () => {
    const page = readFileSync('docs/problems.md', 'utf8');
    const anchors = [...page.matchAll(/^## (.+)$/gm)].map((match) => match[1]);
    expect(anchors.sort()).toEqual(Object.keys(problemTypes).sort());
  });
});
