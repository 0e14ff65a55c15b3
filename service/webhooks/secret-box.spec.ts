import { seal, SealedByAnotherKeyError, unseal } from './secret-box.js';

const key = Buffer.alloc(32, 1);
const newer = Buffer.alloc(32, 2);

describe('a sealed secret', () => {
  it('opens with its key, also when another came in front of it', () => {
    const sealed = seal(key, 'one', 'whsec_secret');
    expect(sealed).not.toContain('secret');
    expect(unseal([key], 'one', sealed)).toBe('whsec_secret');
    expect(unseal([newer, key], 'one', sealed)).toBe('whsec_secret');
  });

  it('is sealed another way each time', () => {
    expect(seal(key, 'one', 'same')).not.toBe(seal(key, 'one', 'same'));
  });

  it.each([
    ['with another key', [newer], 'one', (sealed: string) => sealed],
    ['for another owner', [key], 'other', (sealed: string) => sealed],
    ['when it was changed', [key], 'one', (sealed: string) => `${sealed.slice(0, -2)}AA`],
    ['when it is none', [key], 'one', () => 'whsec_secret'],
  ])('does not open %s', (_what, keys, owner, change) => {
    const sealed = change(seal(key, 'one', 'whsec_secret'));
    expect(() => unseal(keys, owner, sealed)).toThrow(SealedByAnotherKeyError);
  });
});
