import { WordsApp } from '../../test/support/words-app.js';

describe('SchemaPipe', () => {
  let app: WordsApp;

  beforeAll(async () => {
    app = await WordsApp.start();
  });

  afterAll(async () => {
    await app.stop();
  });

  it('names every wrong and every unknown query parameter', async () => {
    const answer = await app.get(
      '/words?limit=0&cursor=zzz&bbox=1,2,3&since=2026-01-31&colour=red',
    );
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(await answer.json()).toEqual({
      type: '/api/docs/problems.md#invalid-request',
      title: 'The request has wrong or missing parts',
      status: 400,
      detail: expect.stringContaining('limit must be a whole number from 1 to 10000') as string,
      instance: '/words',
      errors: [
        { parameter: 'limit', detail: 'must be a whole number from 1 to 10000' },
        { parameter: 'cursor', detail: 'is not a cursor of this collection' },
        { parameter: 'bbox', detail: expect.stringContaining('minLon,minLat') as string },
        {
          parameter: 'since',
          detail: 'must be a date and time with a zone, such as 2026-01-31T06:00:00Z',
        },
        { parameter: 'colour', detail: 'is not a parameter of this resource' },
      ],
    });
  });

  it.each([
    ['/words?limit=1&limit=2', 'limit', 'must be given once'],
    ['/words?__proto__=1', '__proto__', 'is not a parameter of this resource'],
    ['/words/plain?colour=red', 'colour', 'is not a parameter of this resource'],
    ['/words/12345', 'mmsi', 'must be an MMSI: nine digits'],
  ])('refuses %s', async (path, parameter, detail) => {
    const answer = await app.get(path);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ errors: [{ parameter, detail }] });
  });

  it.each([
    ['{"words":[1]}', 'application/json', 400, 'invalid-request'],
    ['{"words":', 'application/json', 400, 'bad-request'],
    [`"${'x'.repeat(1_100_000)}"`, 'application/json', 413, 'payload-too-large'],
    ['{}', 'application/json; charset=klingon', 415, 'unsupported-media-type'],
  ])('refuses the body %.20s in %s: %d %s', async (body, type, status, code) => {
    const answer = await app.post(body, type);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ status, type: `/api/docs/problems.md#${code}` });
  });

  it('points into the body at what is wrong', async () => {
    const answer = await app.post('{"words":["a",2]}', 'application/json');
    expect(await answer.json()).toMatchObject({ errors: [{ pointer: '/words/1' }] });
  });
});
