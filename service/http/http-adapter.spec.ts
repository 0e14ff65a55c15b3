import { once } from 'node:events';
import { get } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { waitFor } from '../../test/support/wait-for.js';
import { pulled, rawGet, WordsApp } from '../../test/support/words-app.js';
import { encodeCursor } from './cursor.js';

describe('HttpAdapter', () => {
  let app: WordsApp;

  beforeAll(async () => {
    app = await WordsApp.start();
  });

  afterAll(async () => {
    await app.stop();
  });

  it('answers a collection with its validators and the way to the next page', async () => {
    const answer = await app.get('/words?limit=2');
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({
      dataUpdatedTime: '2026-01-31T06:00:00.500Z',
      words: [
        { number: 0, text: 'word 0' },
        { number: 1, text: 'word 1' },
      ],
    });
    expect(answer.headers.get('link')).toBe(
      `</words?limit=2&cursor=${encodeCursor([2])}>; rel="next"`,
    );
    expect(answer.headers.get('last-modified')).toBe('Sat, 31 Jan 2026 06:00:00 GMT');
    expect(answer.headers.get('cache-control')).toBe('no-cache');
    expect(answer.headers.get('vary')).toBe('Accept-Encoding');
    expect(answer.headers.get('etag')).toMatch(/^"[\w-]{22}"$/);
    expect(answer.headers.get('x-powered-by')).toBeNull();
  });

  it('goes on from a cursor', async () => {
    const answer = await app.get(`/words?limit=1&cursor=${encodeCursor([7])}`);
    expect(await answer.json()).toMatchObject({ words: [{ number: 7 }] });
  });

  it.each([
    ['gzip', gunzipSync],
    ['br', brotliDecompressSync],
  ])('sends the same bytes in %s, under a strong tag of its own', async (coding, decode) => {
    const plain = await app.get('/words?limit=100');
    const raw = await rawGet(`${app.base}/words?limit=100`, { 'accept-encoding': coding });
    expect(raw.headers['content-encoding']).toBe(coding);
    expect(decode(raw.body).toString()).toBe(await plain.text());
    expect(raw.headers['etag']).toBe(plain.headers.get('etag')?.replace(/"$/, `-${coding}"`));
    expect(raw.headers['content-length']).toBe(String(raw.body.length));
    const again = await rawGet(`${app.base}/words?limit=100`, {
      'accept-encoding': coding,
      'if-none-match': String(raw.headers['etag']),
    });
    expect(again.status).toBe(304);
    expect(again.body).toHaveLength(0);
    expect(again.headers['etag']).toBe(raw.headers['etag']);
    const otherCoding = await app.get('/words?limit=100', {
      'if-none-match': String(raw.headers['etag']),
    });
    expect(otherCoding.status).toBe(200);
  });

  it.each([
    [{ 'if-none-match': '*' }, 304],
    [{ 'if-none-match': '"other"' }, 200],
    [{ 'if-modified-since': 'Sat, 31 Jan 2026 06:00:00 GMT' }, 304],
    [{ 'if-modified-since': 'Sat, 31 Jan 2026 05:59:59 GMT' }, 200],
    [{ 'if-modified-since': 'yesterday' }, 200],
    [{ 'if-modified-since': 'Sat, 31 Jan 2026 06:00:00 GMT', 'if-none-match': '"other"' }, 200],
  ])('answers %j with %i', async (headers, status) => {
    expect((await app.get('/words', headers)).status).toBe(status);
  });

  it('answers HEAD with the headers of GET and no body', async () => {
    const head = await app.get('/words?limit=100', {}, 'HEAD');
    const full = await app.get('/words?limit=100');
    expect(head.status).toBe(200);
    expect(await head.text()).toBe('');
    for (const name of ['etag', 'content-length', 'content-type', 'link', 'last-modified']) {
      expect([name, head.headers.get(name)]).toEqual([name, full.headers.get(name)]);
    }
  });

  it('refuses a caller who refuses every coding', async () => {
    const answer = await app.get('/words', { 'accept-encoding': 'identity;q=0, *;q=0' });
    expect(answer.status).toBe(406);
    expect(await answer.json()).toMatchObject({ type: '/api/docs/problems.md#not-acceptable' });
  });

  it('sends plain objects as JSON, and GeoJSON under its own type', async () => {
    const plain = await app.get('/words/plain');
    expect(plain.headers.get('content-type')).toBe('application/json');
    expect(await plain.text()).toBe('{"word":"berth"}');
    const features = await app.get('/words/features');
    expect(features.headers.get('content-type')).toBe('application/geo+json');
    expect(await features.text()).toBe(
      '{"type":"FeatureCollection","dataUpdatedTime":null,"features":[]}',
    );
  });

  it('answers an unknown path with a problem', async () => {
    const answer = await app.get('/nothing/here');
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ status: 404, instance: '/nothing/here' });
  });

  it('leaks nothing of a failure', async () => {
    const answer = await app.get('/words/broken');
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain('secret');
  });

  it('streams a body, compressed on the way', async () => {
    const raw = await rawGet(`${app.base}/words/stream`, { 'accept-encoding': 'gzip' });
    expect(raw.headers['content-type']).toBe('text/csv');
    expect(raw.headers['content-disposition']).toBe('attachment; filename="words.csv"');
    expect(raw.headers['etag']).toBeUndefined();
    expect(gunzipSync(raw.body).toString().split('\n')).toHaveLength(4);
  });

  it('answers a stream that fails at once with a problem', async () => {
    const answer = await app.get('/words/early');
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
  });

  it('waits for a caller who reads slowly', async () => {
    pulled.count = 0;
    const request = get(`${app.base}/words/endless`, (response) => {
      response.once('data', () => response.pause());
    });
    try {
      await untilPulledNoMore();
      // Lines of 1 kB: what waits in the sockets' buffers, and no more.
      expect(pulled.count).toBeLessThan(20_000);
    } finally {
      request.destroy();
    }
  });

  it('stops making a stream when the caller leaves', async () => {
    pulled.count = 0;
    const request = get(`${app.base}/words/endless`, (response) => {
      response.once('data', () => {
        request.destroy();
      });
    });
    await once(request, 'close');
    await untilPulledNoMore();
    expect(pulled.count).toBeLessThan(100_000);
  });
});

/** Until nothing was pulled during 50 ms. */
async function untilPulledNoMore(): Promise<void> {
  let before = -1;
  await waitFor(
    () => {
      const isStill = pulled.count > 0 && pulled.count === before;
      before = pulled.count;
      return isStill;
    },
    { what: 'the end of pulling', everyMs: 50 },
  );
}
