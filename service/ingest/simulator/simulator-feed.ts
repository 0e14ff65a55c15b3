import { Logger } from '@nestjs/common';

import type { PortsService } from '../../ports/ports.service.js';
import type { Feed } from '../feed.js';
import type { FeedPipeline } from '../feed-pipeline.js';
import type { FeedTransport, TransportContext } from '../feeds/transport.js';
import { SimulatorWorld } from './simulator-world.js';

/** How often the world is asked what was sent, milliseconds. */
const STEP_MS = 1000;

/** The port that the imaginary vessels call at. */
const DEMO_PORT = 'CLVAP';

/** The world is the same everywhere: several processes that simulate send the same vessels. */
const SEED = 725;

/** Runs the imaginary traffic of the demo port by the clock, through the path of every feed. */
export class SimulatorFeed implements FeedTransport {
  readonly #log = new Logger(SimulatorFeed.name);
  #timer: NodeJS.Timeout | null = null;
  #pipeline: FeedPipeline | null = null;

  constructor(
    readonly feed: Feed,
    private readonly context: TransportContext,
    private readonly ports: PortsService,
  ) {}

  /** Without the demo port as it is shipped there is nothing to sail in: said so, and not run. */
  async start(): Promise<void> {
    const world = await this.#makeWorld();
    if (world === null) return;
    const pipeline = this.context.open(this.feed);
    this.#pipeline = pipeline;
    this.#timer = setInterval(() => {
      this.#send(world, pipeline);
    }, STEP_MS);
    this.feed.setTransport('open', this.context.clock.now());
    this.#send(world, pipeline);
  }

  stop(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    this.#pipeline?.end();
    this.#pipeline = null;
    this.feed.setTransport('stopped', this.context.clock.now());
    return Promise.resolve();
  }

  #send(world: SimulatorWorld, pipeline: FeedPipeline): void {
    const lines = world.step(this.context.clock.now());
    if (lines.length === 0) return;
    pipeline.push(Buffer.from(`${lines.join('\r\n')}\r\n`, 'latin1'));
    pipeline.report();
  }

  async #makeWorld(): Promise<SimulatorWorld | null> {
    try {
      return new SimulatorWorld(SEED, (await this.ports.atlas()).zonesOf(DEMO_PORT));
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.#log.warn(`no simulated vessels: ${error.message}; import ports/clvap.geojson again`);
      return null;
    }
  }
}
