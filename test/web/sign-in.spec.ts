import type { Browser } from 'playwright-core';
import { mmsiFromNumber } from '../../service/ais/mmsi.js';
import { importPortFile } from '../../service/ports/port-import.js';
import { describeWith } from '../support/real-parts.js';
import { RestApp } from '../support/rest-app.js';
import { waitFor } from '../support/wait-for.js';
import { HarbourBrowser, startChromium } from './harbour-browser.js';
import { SignInIssuer } from './sign-in-issuer.js';

const mmsi = mmsiFromNumber(725_000_912);

describeWith('chromium', 'signing in to the page', () => {
  let issuer: SignInIssuer;
  let app: RestApp;
  let browser: Browser;
  let harbour: HarbourBrowser;

  beforeAll(async () => {
    issuer = await SignInIssuer.start();
    app = await RestApp.start({
      ANONYMOUS_READ: 'false',
      OIDC_ISSUER: issuer.url,
      OIDC_ROLES_CLAIM: 'roles',
      RATE_LIMIT_FAILURES: 'off',
    });
    await importPortFile({
      environment: { DATABASE_URL: app.databaseUrl },
      path: 'ports/clvap.geojson',
      defaults: { propertyNames: {} },
      say: () => undefined,
    });
    const message = { kind: 'position', type: 1, mmsi, lon: -71.61, lat: -32.98 } as const;
    await app.send([{ message, time: Date.now() - 1000 }]);
    browser = await startChromium();
  }, 120_000);

  afterAll(async () => {
    await browser.close();
    await app.stop();
    await issuer.stop();
  });

  beforeEach(() => {
    issuer.roles = ['viewer'];
    issuer.lifetimeSeconds = 3600;
    issuer.wrongState = null;
  });

  afterEach(async () => {
    await harbour.close();
  });

  const dialog = () => harbour.page.getByRole('dialog');
  const atIssuer = () => dialog().getByRole('button', { name: new URL(issuer.url).host });
  const ship = () => harbour.page.locator('.vessels tbody button', { hasText: String(mmsi) });

  it('shows nothing before, and the live picture after, with the token in memory alone', async () => {
    harbour = await HarbourBrowser.open(browser, app.url);
    await dialog().getByText('Nothing is shown here to who has not signed in.').waitFor();
    expect(await ship().count()).toBe(0);
    const stream = harbour.page.waitForRequest((request) => request.url().includes('/stream'));
    await atIssuer().click();
    await harbour.page.getByText('Viewer', { exact: true }).waitFor();
    await ship().waitFor();
    await harbour.page.getByText('Connected').waitFor();
    const token = issuer.accessTokens.at(-1) ?? '';
    expect((await (await stream).allHeaders())['authorization']).toBe(`Bearer ${token}`);
    expect(harbour.page.url()).toBe(`${app.url}/`);
    const stored = await harbour.page.evaluate<string>(
      'JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])',
    );
    expect(stored).not.toContain(token.slice(0, 20));
    expect(stored).not.toContain('porttrack.sign-in');
  }, 120_000);

  it('renews the token without a word, and keeps the picture', async () => {
    issuer.lifetimeSeconds = 3;
    const before = issuer.given.length;
    harbour = await HarbourBrowser.open(browser, app.url);
    await atIssuer().click();
    await ship().waitFor();
    await waitFor(() => issuer.given.slice(before).filter((type) => type === 'refresh_token')[1], {
      what: 'two renewals',
    });
    const asked = await harbour.page.waitForRequest(async (request) => {
      const sent = (await request.headerValue('authorization')) ?? '';
      return issuer.accessTokens.slice(before + 1).includes(sent.replace('Bearer ', ''));
    });
    expect((await asked.response())?.status()).toBe(200);
    expect(await dialog().count()).toBe(0);
  }, 120_000);

  it('signs out at the issuer too, and shows nothing any more', async () => {
    harbour = await HarbourBrowser.open(browser, app.url);
    await atIssuer().click();
    await ship().waitFor();
    await harbour.page.getByRole('button', { name: 'Sign out' }).click();
    await dialog().getByText('Nothing is shown here').waitFor();
    const signOut = harbour.requests.find(({ pathname }) => pathname === '/sign-out');
    expect(signOut?.searchParams.get('id_token_hint')).toMatch(/^ey/);
    expect(await ship().count()).toBe(0);
  }, 120_000);

  it('believes no answer to a question that it did not ask', async () => {
    issuer.wrongState = 'another';
    const before = issuer.given.length;
    harbour = await HarbourBrowser.open(browser, app.url);
    await atIssuer().click();
    await dialog().getByText('That did not work:').waitFor();
    expect(issuer.given).toHaveLength(before);
    expect(harbour.page.url()).toBe(`${app.url}/`);
  }, 120_000);

  it('says why somebody who signed in may not see anything', async () => {
    issuer.roles = ['stranger'];
    harbour = await HarbourBrowser.open(browser, app.url);
    await atIssuer().click();
    await harbour.page.getByText('The service refused a request:').waitFor();
    expect(await ship().count()).toBe(0);
  }, 120_000);

  it('takes a key, and says in Spanish what is wrong with another', async () => {
    harbour = await HarbourBrowser.open(browser, app.url, { locale: 'es-CL' });
    const field = dialog().getByLabel('Clave de API');
    await field.fill('pt_nothing');
    await dialog().getByRole('button', { name: 'Entrar con la clave' }).click();
    await dialog().getByText('No resultó:').waitFor();
    const { authorization = '' } = await app.credentials('viewer');
    await field.fill(authorization.replace('Bearer ', ''));
    await dialog().getByRole('button', { name: 'Entrar con la clave' }).click();
    await harbour.page.getByText('test viewer').waitFor();
    await ship().waitFor();
    expect(await dialog().count()).toBe(0);
  }, 120_000);
});
