import { decodeProtectedHeader } from 'jose';
import { TestIssuer } from '../../test/support/issuer.js';
import { SystemClock } from '../clock/clock.js';
import { IssuerAwayError, OidcIssuer } from './oidc-issuer.js';

describe('OidcIssuer', () => {
  let real: TestIssuer;
  let issuer: OidcIssuer;

  beforeEach(async () => {
    real = await TestIssuer.start();
    issuer = new OidcIssuer(real.url, new SystemClock(), 0);
  });

  afterEach(async () => {
    await real.stop();
  });

  async function keyOf(token: string) {
    const [, payload = '', signature = ''] = token.split('.');
    return await issuer.keyOf(decodeProtectedHeader(token), { payload, signature });
  }

  it('follows a change of keys, and forgets the old ones', async () => {
    const before = await real.token();
    expect(await keyOf(before)).not.toBeNull();
    await real.rotate();
    expect(await keyOf(await real.token())).not.toBeNull();
    expect(await keyOf(before)).toBeNull();
    expect(real.asked[0]).toBe('/.well-known/openid-configuration');
    expect(real.asked.filter((path) => path === '/keys').length).toBeGreaterThan(1);
  });

  it('goes on with the keys it knows when the issuer is away, whatever else is asked', async () => {
    const known = await real.token();
    expect(await keyOf(known)).not.toBeNull();
    await real.rotate();
    const unknown = await real.token();
    await real.stop();
    await expect(keyOf(unknown)).rejects.toThrow(IssuerAwayError);
    expect(await keyOf(known)).not.toBeNull();
    await expect(keyOf(unknown)).rejects.toThrow('Not asked');
    expect(await keyOf(known)).not.toBeNull();
  });
});
