import type { Browser } from 'playwright-core';
import { importPortFile } from '../../service/ports/port-import.js';
import { npmReplay } from '../e2e/replay-support.js';
import { startTestDatabase, type TestDatabase } from '../support/database.js';
import { describeWith, referencePath } from '../support/real-parts.js';
import { type RunningService, startService } from '../support/service.js';
import { waitFor } from '../support/wait-for.js';
import { HarbourBrowser, startChromium } from './harbour-browser.js';

interface Feature {
  readonly id: string;
  readonly geometry: { readonly coordinates: readonly [number, number] };
  readonly properties: { readonly name: string | null };
}

async function vesselsOf(service: RunningService, path: string): Promise<Feature[]> {
  const answer = await fetch(`${service.url}/api/v1/${path}`);
  const { features } = (await answer.json()) as { features: Feature[] };
  return features;
}

/** The vessel that lies farthest from its nearest neighbour: a click on it can mean no other. */
function loneliest(features: readonly Feature[]): Feature | undefined {
  const room = (one: Feature): number =>
    Math.min(
      ...features
        .filter(({ id }) => id !== one.id)
        .map((other) => {
          const [lon, lat] = one.geometry.coordinates;
          const [otherLon, otherLat] = other.geometry.coordinates;
          return Math.hypot(lon - otherLon, lat - otherLat);
        }),
    );
  return [...features].sort((a, b) => room(b) - room(a))[0];
}

describeWith('reference', 'a real log replayed', () => {
  describeWith('chromium', 'into the harbour page', harbourPage);
});

function harbourPage(): void {
  let database: TestDatabase;
  let service: RunningService;
  let browser: Browser;

  beforeAll(async () => {
    database = await startTestDatabase();
    service = await startService({ DATABASE_URL: database.url });
    await importPortFile({
      environment: { DATABASE_URL: database.url },
      path: referencePath('data/ports/gladstone-AUGLT-port-limits.geojson'),
      defaults: {
        locode: 'AUGLT',
        kind: 'port-limits',
        portName: 'Gladstone',
        timeZone: 'Australia/Brisbane',
        propertyNames: {},
      },
      say: () => undefined,
    });
    const log = referencePath('data/ais/gladstone-AUGLT-2012-01-27.tagblock.nmea');
    const replay = await npmReplay(log, '--speed', 'max', '--url', service.url);
    expect(replay).toMatchObject({ code: 0 });
    browser = await startChromium();
  }, 180_000);

  afterAll(async () => {
    await browser.close();
    await service.stop();
    await database.stop();
  });

  it('lists the vessels of the port, shows them on the map, and opens the one clicked on', async () => {
    const harbour = await HarbourBrowser.open(browser, service.url);
    const inPort = await vesselsOf(service, 'ports/AUGLT/vessels?limit=10000');
    expect(inPort.length).toBeGreaterThan(50);
    const map = harbour.page.locator('canvas[data-testid="traffic"]');
    await waitFor(async () => Number(await map.getAttribute('data-vessels')) >= inPort.length, {
      what: `${String(inPort.length)} vessels on the map`,
      deadlineMs: 60_000,
    });
    await harbour.page.getByText(`${String(inPort.length)} vessels`, { exact: true }).waitFor();
    const vessel = loneliest(inPort);
    const [lon, lat] = vessel?.geometry.coordinates ?? [0, 0];
    await harbour.clickMark(lon, lat);
    await harbour.details(vessel?.id ?? '');
    expect(harbour.errors).toEqual([]);
    expect(new Set(harbour.requests.map(({ origin }) => origin))).toEqual(new Set([service.url]));
  }, 120_000);
}
