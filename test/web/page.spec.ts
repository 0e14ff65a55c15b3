import type { Browser } from 'playwright-core';
import { type EncodableMessage, encodeMessage } from '../../service/ais/encoder.js';
import { mmsiFromNumber } from '../../service/ais/mmsi.js';
import { importPortFile } from '../../service/ports/port-import.js';
import { credentialsAt } from '../support/credentials.js';
import { startTestDatabase, type TestDatabase } from '../support/database.js';
import { describeWith } from '../support/real-parts.js';
import { type RunningService, startService } from '../support/service.js';
import { HarbourBrowser, startChromium } from './harbour-browser.js';

/** Two ships in the roads of Valparaíso, well apart. */
const ESPERANZA = { mmsi: 725_000_912, name: 'ESPERANZA', lon: -71.61, lat: -32.98 };
const CALBUCO = { mmsi: 725_000_913, name: 'CALBUCO', lon: -71.6, lat: -33.0 };

function lines(messages: readonly EncodableMessage[]): string {
  return messages.flatMap((message) => encodeMessage(message)).join('\n');
}

function reports(ship: typeof ESPERANZA, changes: { lon?: number; lat?: number } = {}) {
  const mmsi = mmsiFromNumber(ship.mmsi);
  const { lon, lat } = { ...ship, ...changes };
  const position: EncodableMessage = {
    kind: 'position',
    type: 1,
    mmsi,
    lon,
    lat,
    sogKnots: 7.2,
    cogDegrees: 181.4,
    headingDegrees: 180,
    navStatus: 0,
  };
  const statics: EncodableMessage = {
    kind: 'static',
    type: 5,
    mmsi,
    // One IMO number is one ship: what has none of its own sends none.
    imo: [9_074_729, 9_321_483][ship.mmsi - ESPERANZA.mmsi] ?? null,
    callSign: `CB${String(ship.mmsi % 1_000)}`,
    name: ship.name,
    shipType: 70,
    dimensions: { a: 150, b: 39, c: 12, d: 18 },
    destination: 'VALPARAISO',
    draughtMetres: 9.4,
  };
  return [statics, position];
}

async function post(service: RunningService, messages: readonly EncodableMessage[]): Promise<void> {
  const response = await fetch(`${service.url}/api/v1/ais`, {
    method: 'POST',
    headers: { ...(await credentialsAt(service.url, 'feed')), 'content-type': 'text/plain' },
    body: lines(messages),
  });
  expect(response.status).toBe(200);
}

describeWith('chromium', 'the harbour page', () => {
  let database: TestDatabase;
  let service: RunningService;
  let browser: Browser;
  let harbour: HarbourBrowser;

  beforeAll(async () => {
    database = await startTestDatabase();
    service = await startService({ DATABASE_URL: database.url });
    await importPortFile({
      environment: { DATABASE_URL: database.url },
      path: 'ports/clvap.geojson',
      defaults: { propertyNames: {} },
      say: () => undefined,
    });
    await post(service, [...reports(ESPERANZA), ...reports(CALBUCO)]);
    browser = await startChromium();
    harbour = await HarbourBrowser.open(browser, service.url);
  }, 120_000);

  afterAll(async () => {
    await browser.close();
    await service.stop();
    await database.stop();
  });

  const list = () => harbour.page.locator('section.vessels tbody tr');

  it('shows the port and the vessels in it, on the map and in the list', async () => {
    await harbour.vesselsInView(2);
    await harbour.page.getByText('Valparaíso').first().waitFor();
    await list().nth(1).waitFor();
    expect(await list().locator('.row-name').allTextContents()).toEqual(['CALBUCO', 'ESPERANZA']);
  });

  it('opens the vessel that is clicked on, and closes it with Escape', async () => {
    for (const ship of [ESPERANZA, CALBUCO]) {
      await harbour.clickMark(ship.lon, ship.lat);
      const details = await harbour.details(String(ship.mmsi));
      expect(await details.locator('h2').textContent()).toBe(ship.name);
      await details.getByText('VALPARAISO').waitFor();
      await details.getByText('189 × 30 m').waitFor();
      await details.getByText('Chile').waitFor();
      await harbour.page.keyboard.press('Escape');
      await details.waitFor({ state: 'detached' });
    }
  });

  it('opens nothing where there is only water', async () => {
    await harbour.clickWater(-71.64, -32.96);
    await harbour.clickMark(ESPERANZA.lon, ESPERANZA.lat);
    await harbour.details(String(ESPERANZA.mmsi));
    await harbour.clickWater(-71.64, -32.96);
    await harbour.page.locator('section.details').waitFor({ state: 'detached' });
  });

  it('moves a vessel when the stream says so', async () => {
    const there = { lon: -71.63, lat: -32.99 };
    await harbour.clickMark(ESPERANZA.lon, ESPERANZA.lat);
    const details = await harbour.details(String(ESPERANZA.mmsi));
    await details.getByText('32°58.80′').waitFor();
    await post(service, reports(ESPERANZA, there));
    await details.getByText('32°59.40′').waitFor();
    await harbour.page.keyboard.press('Escape');
    await details.waitFor({ state: 'detached' });
    await harbour.clickMark(there.lon, there.lat);
    await harbour.details(String(ESPERANZA.mmsi));
    await harbour.page.keyboard.press('Escape');
  });

  it('shows a vessel that was not there before, and the sentence behind it', async () => {
    const newcomer = { mmsi: 725_000_914, name: 'QUELLON', lon: -71.62, lat: -33.01 };
    const messages = reports(newcomer);
    await post(service, messages);
    await harbour.page.locator(`tr[data-mmsi="${newcomer.mmsi}"]`).waitFor();
    await harbour.clickMark(newcomer.lon, newcomer.lat);
    const details = await harbour.details(String(newcomer.mmsi));
    await details.getByText('Show the sentences').click();
    const sentence = lines(messages).split('\n').at(-1) ?? '';
    await details.locator('pre', { hasText: sentence }).waitFor();
    await harbour.page.keyboard.press('Escape');
    // The focus goes back to where it was; typing sooner would be typing elsewhere.
    await harbour.page.locator('section.details').waitFor({ state: 'detached' });
  });

  it('goes on without graphics, and with them again', async () => {
    const openAndClose = async () => {
      await harbour.clickMark(CALBUCO.lon, CALBUCO.lat);
      await harbour.details(String(CALBUCO.mmsi));
      await harbour.page.keyboard.press('Escape');
      await harbour.page.locator('section.details').waitFor({ state: 'detached' });
    };
    await harbour.withoutGraphics(openAndClose);
    await openAndClose();
  });

  it('finds a vessel by its call sign with the keyboard alone', async () => {
    await harbour.page.keyboard.press('/');
    await harbour.page.keyboard.type('cb913');
    await harbour.page.getByRole('option', { name: /CALBUCO/ }).waitFor();
    await harbour.page.keyboard.press('Enter');
    await harbour.details(String(CALBUCO.mmsi));
    await harbour.page.keyboard.press('Escape');
    await harbour.page.locator('section.details').waitFor({ state: 'detached' });
  });

  it('opens a vessel by a click anywhere in its row', async () => {
    const cell = harbour.page.locator(`tr[data-mmsi="${CALBUCO.mmsi}"] td`).last();
    await cell.click({ force: true });
    await harbour.details(String(CALBUCO.mmsi));
    await harbour.page.keyboard.press('Escape');
    await harbour.page.locator('section.details').waitFor({ state: 'detached' });
  });

  it('says in words how the feeds and the stream are', async () => {
    await harbour.page.locator('.chip[data-stream="live"]', { hasText: 'Connected' }).waitFor();
    await harbour.page.locator('.chip[data-feeds="live"]', { hasText: '1 live' }).waitFor();
    await harbour.page.locator('li[data-feed="http"]', { hasText: 'Live' }).waitFor();
  });

  it('changes its language, and remembers it', async () => {
    await harbour.page.getByRole('button', { name: 'Español' }).click();
    await harbour.page.getByRole('heading', { name: /^Naves en puerto/ }).waitFor();
    await harbour.page.reload();
    await harbour.page.getByRole('heading', { name: /^Naves en puerto/ }).waitFor();
    expect(await harbour.page.locator('html').getAttribute('lang')).toBe('es');
    await harbour.page.getByRole('button', { name: 'English' }).click();
    await harbour.page.getByRole('heading', { name: /^Vessels in port/ }).waitFor();
    expect(await harbour.page.locator('html').getAttribute('lang')).toBe('en');
  });

  it('speaks the language of the browser, and takes its colours', async () => {
    const other = await HarbourBrowser.open(browser, service.url, {
      locale: 'es-CL',
      colorScheme: 'dark',
    });
    await other.page.getByRole('heading', { name: /^Naves en puerto/ }).waitFor();
    expect(await other.page.locator('html').getAttribute('data-theme')).toBe('dark');
    await other.close();
  });

  it('raises an alarm for a distress device', async () => {
    await post(service, [
      {
        kind: 'position',
        type: 1,
        mmsi: mmsiFromNumber(972_123_456),
        lon: -71.635,
        lat: -32.97,
        navStatus: 14,
      },
    ]);
    const alarm = harbour.page.getByRole('alert');
    await alarm.getByText('Distress: Man overboard').waitFor();
    await alarm.getByRole('button', { name: 'Show on map' }).click();
    const details = await harbour.details('972123456');
    expect(await details.locator('h2').textContent()).toBe('Man overboard');
    await harbour.page.keyboard.press('Escape');
  });

  it('has logged no error and asked no other host', () => {
    expect(harbour.errors).toEqual([]);
    expect(harbour.requests.length).toBeGreaterThan(10);
    expect(new Set(harbour.requests.map(({ origin }) => origin))).toEqual(new Set([service.url]));
  });

  // The last one: the other pages, too, see the service leave.
  it('says that its picture is not current when the service is away, and goes on when it is back', async () => {
    const other = await HarbourBrowser.open(browser, service.url);
    await other.page.locator('.chip[data-stream="live"]').waitFor();
    await other.vesselsInView(3);

    await service.kill('SIGKILL');
    await other.page.getByText('The picture is not current').waitFor();

    service = await startService({
      DATABASE_URL: database.url,
      PORT: new URL(service.url).port,
    });
    await post(service, reports({ mmsi: 725_000_915, name: 'ACHAO', lon: -71.6, lat: -32.97 }));
    await other.vesselsInView(4);
    await other.page.getByText('The picture is not current').waitFor({ state: 'detached' });
    await other.close();
  });
});
