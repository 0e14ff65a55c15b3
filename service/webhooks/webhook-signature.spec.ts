import { isWebhookSecret, newWebhookSecret, signatureHeader } from './webhook-signature.js';

describe('signatureHeader', () => {
  // The example of the Standard Webhooks reference libraries.
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
  const content = {
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    timestamp: 1_614_265_330,
    body: '{"test": 2432232314}',
  };
  const published = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=';

  it('gives the published signature', () => {
    expect(signatureHeader([secret], content)).toBe(published);
  });

  it('gives one for each secret', () => {
    const other = newWebhookSecret();
    const [first, second] = signatureHeader([other, secret], content).split(' ');
    expect(first).toMatch(/^v1,[A-Za-z0-9+/]{43}=$/);
    expect(first).not.toBe(published);
    expect(second).toBe(published);
  });
});

describe('isWebhookSecret', () => {
  it('takes what it makes itself, and makes each time another', () => {
    const secrets = [newWebhookSecret(), newWebhookSecret()];
    expect(secrets.map((secret) => isWebhookSecret(secret))).toEqual([true, true]);
    expect(secrets[0]).not.toBe(secrets[1]);
  });

  it.each([
    ['23 bytes', `whsec_${Buffer.alloc(23).toString('base64')}`, false],
    ['24 bytes', `whsec_${Buffer.alloc(24).toString('base64')}`, true],
    ['64 bytes', `whsec_${Buffer.alloc(64).toString('base64')}`, true],
    ['65 bytes', `whsec_${Buffer.alloc(65).toString('base64')}`, false],
    ['no prefix', Buffer.alloc(32).toString('base64'), false],
    ['no base64', `whsec_${'!'.repeat(40)}`, false],
  ])('judges %s', (_what, secret, expected) => {
    expect(isWebhookSecret(secret)).toBe(expected);
  });
});
