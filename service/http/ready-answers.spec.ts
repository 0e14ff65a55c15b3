import { made, rawGet, shortcut, WordsApp } from '../../test/support/words-app.js';

describe('an answer that is good for a while', () => {
  let app: WordsApp;

  beforeAll(async () => {
    app = await WordsApp.start();
  });

  afterAll(async () => {
    await app.stop();
  });

  beforeEach(() => {
    made.count = 0;
    shortcut.isOpen = true;
    shortcut.routes.length = 0;
  });

  it('is made once for all who ask the same, with all its headers', async () => {
    const first = await rawGet(`${app.base}/words/ready/60`, { 'accept-encoding': 'gzip' });
    const again = await rawGet(`${app.base}/words/ready/60`, { 'accept-encoding': 'gzip' });
    expect(made.count).toBe(1);
    expect(shortcut.routes).toEqual(['/words/ready/:seconds']);
    expect(again.body.equals(first.body)).toBe(true);
    const { date, 'x-request-id': id, ...headers } = again.headers;
    expect({ ...headers, date: first.headers['date'] }).toEqual(first.headers);
    expect(headers['x-safe']).toBe('yes');
    expect([typeof date, String(id).length]).toEqual(['string', 36]);
  });

  it('is 304 for who has it, under the tag of each coding', async () => {
    const path = `${app.base}/words/ready/61`;
    const plain = await rawGet(path, { 'accept-encoding': 'identity' });
    const packed = await rawGet(path, { 'accept-encoding': 'br' });
    expect(made.count).toBe(2);
    const tag = String(packed.headers['etag']);
    const known = await rawGet(path, { 'accept-encoding': 'br', 'if-none-match': `W/${tag}` });
    expect([known.status, known.body.length, known.headers['etag']]).toEqual([304, 0, tag]);
    expect(known.headers['content-encoding']).toBeUndefined();
    const other = await rawGet(path, { 'accept-encoding': 'identity', 'if-none-match': tag });
    expect([other.status, other.headers['etag']]).toEqual([200, plain.headers['etag']]);
    expect(made.count).toBe(2);
  });

  it('goes the whole way for another address, method or condition, and once it is old', async () => {
    const path = `${app.base}/words/ready/62`;
    await rawGet(path, {});
    await rawGet(`${path}?colour=red`, {});
    await rawGet(path, { 'if-modified-since': 'Sat, 31 Jan 2026 06:00:00 GMT' });
    await fetch(path, { method: 'HEAD' });
    await rawGet(`${app.base}/words/ready/0`, {});
    await rawGet(`${app.base}/words/ready/0`, {});
    expect([made.count, shortcut.routes]).toEqual([5, []]);
  });

  it('goes the whole way while the shortcut is closed', async () => {
    const path = `${app.base}/words/ready/63`;
    await rawGet(path, {});
    shortcut.isOpen = false;
    await rawGet(path, {});
    expect([made.count, shortcut.routes]).toEqual([2, []]);
  });

  it('keeps a bounded number of them', async () => {
    await rawGet(`${app.base}/words/ready/64`, {});
    for (let n = 0; n < 128; n += 1) await rawGet(`${app.base}/words/ready/${1000 + n}`, {});
    await rawGet(`${app.base}/words/ready/1127`, {});
    expect(shortcut.routes).toHaveLength(1);
    await rawGet(`${app.base}/words/ready/64`, {});
    expect(shortcut.routes).toHaveLength(1);
  });

  it('takes the caller’s request id when it is a plain one', async () => {
    const path = `${app.base}/words/ready/65`;
    await rawGet(path, {});
    const named = await rawGet(path, { 'x-request-id': 'call-7' });
    expect(named.headers['x-request-id']).toBe('call-7');
    const rude = await rawGet(path, { 'x-request-id': 'a b' });
    expect(rude.headers['x-request-id']).not.toBe('a b');
    expect(shortcut.routes).toHaveLength(2);
  });
});
