import { randomBytes } from 'node:crypto';
import { digestOfKey, isSameDigest, newApiKey, prefixOfKey } from './api-key.js';
import { readCredential } from './credential.js';

describe('an API key', () => {
  it('is its prefix and 256 bits of chance, and is known by its digest', () => {
    const asked: number[] = [];
    const key = newApiKey((size) => {
      asked.push(size);
      return Buffer.alloc(size, 0xab);
    });
    expect(asked).toEqual([4, 32]);
    expect(key.text).toBe(`pt_abababab_${Buffer.alloc(32, 0xab).toString('base64url')}`);
    expect(key.prefix).toBe('pt_abababab');
    expect(prefixOfKey(key.text)).toBe('pt_abababab');
    expect(key.digest).toHaveLength(32);
    expect(isSameDigest(key.digest, digestOfKey(key.text))).toBe(true);
    expect(isSameDigest(key.digest, digestOfKey(`${key.text} `))).toBe(false);
    expect(isSameDigest(key.digest, Buffer.alloc(0))).toBe(false);
  });
});

describe('readCredential', () => {
  const { text } = newApiKey(randomBytes);

  it('takes a key in either header, the Authorization first, and a token', () => {
    expect(readCredential({})).toEqual({ kind: 'none' });
    expect(readCredential({ authorization: `Bearer ${text}` })).toEqual({ kind: 'key', text });
    expect(readCredential({ authorization: `bearer  ${text} ` })).toEqual({ kind: 'key', text });
    expect(readCredential({ 'x-api-key': text })).toEqual({ kind: 'key', text });
    expect(readCredential({ authorization: 'Bearer a.b.c', 'x-api-key': text })).toEqual({
      kind: 'token',
      text: 'a.b.c',
    });
  });

  it.each([
    [{ authorization: '' }],
    [{ authorization: 'Bearer' }],
    [{ authorization: 'Basic dXNlcjpwYXNz' }],
    [{ authorization: 'Bearer hush quiet' }],
    [{ authorization: 'Bearer pt_12345678_short' }],
    [{ 'x-api-key': 'a.b.c' }],
  ])('says of %j what is wrong, without quoting it', (headers) => {
    const read = readCredential(headers);
    if (read.kind !== 'unreadable') throw new Error(read.kind);
    const sent = Object.values(headers).join(' ').split(' ').slice(1);
    for (const word of sent) expect(read.fault).not.toContain(word);
  });
});
