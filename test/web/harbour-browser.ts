import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { commandOf } from '../support/real-parts.js';
import { waitFor } from '../support/wait-for.js';

/**
 * Software WebGL, whose process is not killed for being slow on a busy machine (the map would lose its
 * context), and nothing that chromium does on the network of its own accord.
 */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--disable-gpu-watchdog',
  '--disable-dev-shm-usage',
];

/** Drawing without a GPU on a busy machine takes its time. */
const DEADLINE_MS = 45_000;

/** Starts the real chromium. */
export async function startChromium(): Promise<Browser> {
  const executablePath = commandOf('chromium');
  if (executablePath === null) throw new Error('there is no chromium');
  return await chromium.launch({ executablePath, args: ARGUMENTS });
}

interface MapState {
  readonly lon: number;
  readonly lat: number;
  readonly zoom: number;
  readonly box: { readonly x: number; readonly y: number; width: number; height: number };
}

interface LosableGraphics {
  loseContext(): void;
  restoreContext(): void;
}

/** The page as an operator has it open, and what it did behind the operator's back. */
export class HarbourBrowser {
  /** Errors on the console, exceptions included. */
  readonly errors: string[] = [];
  /** Every address that was asked for. */
  readonly requests: URL[] = [];

  private constructor(readonly page: Page) {
    page.on('console', (message) => {
      if (message.type() === 'error') this.errors.push(message.text());
    });
    page.on('pageerror', (error) => this.errors.push(String(error)));
    page.on('request', (request) => {
      if (/^(https?|wss?):/.test(request.url())) this.requests.push(new URL(request.url()));
    });
    page.setDefaultTimeout(DEADLINE_MS);
  }

  /** Opens the page in a browser that knows nothing of it. */
  static async open(
    browser: Browser,
    url: string,
    options: BrowserContextOptions = {},
  ): Promise<HarbourBrowser> {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      locale: 'en-GB',
      ...options,
    });
    const harbour = new HarbourBrowser(await context.newPage());
    await harbour.page.goto(url);
    return harbour;
  }

  /** Waits until so many vessels lie in view. */
  async vesselsInView(count: number): Promise<void> {
    await this.page.locator(`canvas[data-vessels="${count}"]`).waitFor();
  }

  /** Clicks on the map where something is drawn, once the pointer shows that it is. @param lon degrees east */
  async clickMark(lon: number, lat: number): Promise<void> {
    await this.pointAt(lon, lat, true);
    await this.press();
  }

  /** Clicks on the map where nothing is drawn. @param lon degrees east */
  async clickWater(lon: number, lat: number): Promise<void> {
    await this.pointAt(lon, lat, false);
    await this.press();
  }

  /** Waits for the details of that vessel. */
  async details(mmsi: string) {
    const panel = this.page.locator(`section.details[data-mmsi="${mmsi}"]`);
    await panel.waitFor().catch(async (error: unknown) => {
      throw new Error(await this.whatItSaw(), { cause: error });
    });
    return panel;
  }

  /** Takes the map's graphics away, as a laptop's sleep does, and gives them back after `work`. */
  async withoutGraphics(work: () => Promise<void>): Promise<void> {
    const graphics = await this.page.evaluateHandle<LosableGraphics>(
      `document.querySelector('canvas.maplibregl-canvas').getContext('webgl2')
        .getExtension('WEBGL_lose_context')`,
    );
    await graphics.evaluate((extension) => {
      extension.loseContext();
    });
    await work();
    await graphics.evaluate((extension) => {
      extension.restoreContext();
    });
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }

  private async press(): Promise<void> {
    await this.page.mouse.down();
    await this.page.mouse.up();
  }

  /** Moves the pointer to a place, until the page shows by its form what lies under it. */
  private async pointAt(lon: number, lat: number, isMark: boolean): Promise<void> {
    const canvas = this.page.locator('canvas.maplibregl-canvas');
    await waitFor(
      async () => {
        const { box, ...view } = await this.mapAtRest();
        const pixels = 512 * 2 ** view.zoom;
        const x = box.x + box.width / 2 + ((lon - view.lon) / 360) * pixels;
        const y = box.y + box.height / 2 - (stretched(lat) - stretched(view.lat)) * pixels;
        // A move to where the pointer is already would tell the page nothing.
        await this.page.mouse.move(x + 1, y);
        await this.page.mouse.move(x, y);
        const style = (await canvas.getAttribute('style')) ?? '';
        return style.includes('cursor: pointer') === isMark ? true : null;
      },
      { what: `the pointer over ${lon} ${lat}`, everyMs: 100, deadlineMs: DEADLINE_MS },
    );
  }

  /** For a failure that only a slow machine shows. */
  private async whatItSaw(): Promise<string> {
    const active = await this.page.evaluate<string>(
      'document.activeElement.outerHTML.slice(0, 120)',
    );
    const panels = this.page.locator('section.details');
    const open = (await panels.count()) === 0 ? null : await panels.getAttribute('data-mmsi');
    const map = JSON.stringify(await this.mapState());
    return `details of ${open ?? 'nothing'}, focus on ${active}, map ${map}, console ${this.errors.join('\n')}`;
  }

  /** Where the map is once it neither moves nor waits to be drawn in its new size. */
  private async mapAtRest(): Promise<MapState> {
    let before = '';
    return await waitFor(
      async () => {
        const state = await this.mapState();
        const now = JSON.stringify(state);
        const isAtRest = now === before;
        before = now;
        return isAtRest ? state : null;
      },
      { what: 'the map at rest', everyMs: 150, deadlineMs: DEADLINE_MS },
    );
  }

  private async mapState(): Promise<MapState | null> {
    const canvas = this.page.locator('canvas[data-testid="traffic"]');
    const box = await canvas.boundingBox();
    const drawnWidth = Number(await canvas.getAttribute('width'));
    if (box === null || Math.abs(drawnWidth - box.width) > 1) return null;
    const read = async (name: string): Promise<number> =>
      Number(await canvas.getAttribute(`data-${name}`));
    return { lon: await read('lon'), lat: await read('lat'), zoom: await read('zoom'), box };
  }
}

/** Northward place on a Mercator map, in units of the world's width. */
function stretched(lat: number): number {
  return Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / (2 * Math.PI);
}
