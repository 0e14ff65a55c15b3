import { ApiError } from '../api/api-error.js';
import { api } from '../api/client.js';
import type { ServerSentEvent } from '../api/sse-parser.js';
import { TrafficStream } from '../api/stream.js';
import type {
  DistressFeature,
  Feed,
  HeardVessel,
  Port,
  PositionFeature,
  SafetyMessage,
} from '../api/types.js';
import { credentials } from '../auth/credentials.js';
import type { SignIn } from '../auth/sign-in.js';
import type { AppState } from './app-state.js';
import { recallPort, rememberPort } from './preferences.js';

const SECOND = 1_000;
const FEEDS_EVERY_MS = 10 * SECOND;
const PORT_VESSELS_EVERY_MS = 10 * SECOND;
const STATIONS_EVERY_MS = 60 * SECOND;
const EXPIRE_EVERY_MS = 5 * SECOND;
/** New vessels of one burst are looked up in the port's list together. */
const SETTLE_MS = 1_200;
const SNAPSHOT_RETRY_MS = 3 * SECOND;

/** Features by MMSI. */
function byMmsi<T extends { readonly properties: { readonly mmsi: string } }>(
  features: readonly T[],
): ReadonlyMap<string, T> {
  return new Map(features.map((feature) => [feature.properties.mmsi, feature]));
}

/**
 * Keeps the state in step with the service: one snapshot, then the stream; lists that have no
 * events are read again from time to time.
 */
export class Session {
  private stream: TrafficStream | null = null;
  private isReloading = false;
  private settling: ReturnType<typeof setTimeout> | null = null;

  constructor(
    private readonly state: AppState,
    private readonly signIn: SignIn,
  ) {}

  /** Reads everything and follows the service until the page closes. */
  start(): void {
    // Who comes back from the issuer has to sign in first; everybody else is asked when it is needed.
    const isBack = new URL(location.href).searchParams.has('state');
    if (!isBack) this.readAll();
    void this.begin(isBack);
    this.signIn.onSignedIn(() => {
      this.readAll();
    });
    this.every(FEEDS_EVERY_MS, this.loadFeeds);
    this.every(FEEDS_EVERY_MS, () => {
      // The first port may be imported while the page is open.
      if (this.state.ports.get().length === 0) void this.loadPorts();
    });
    this.every(PORT_VESSELS_EVERY_MS, this.loadPortVessels);
    this.every(STATIONS_EVERY_MS, this.loadStations);
    this.every(EXPIRE_EVERY_MS, this.expire);
    window.addEventListener('online', () => this.stream?.retryNow());
    this.state.port.subscribe(() => {
      void this.loadPort();
    });
  }

  /** Shows another port. */
  choosePort(port: Port): void {
    rememberPort(port.locode);
    this.state.port.set(port);
  }

  private readAll(): void {
    void this.loadPorts();
    void this.loadStations();
    void this.loadFeeds();
    void this.reload();
  }

  /** Learns from the service how one signs in, and does so if that was under way. */
  private async begin(isBack: boolean): Promise<void> {
    await this.loadConfig();
    const config = this.state.config.get();
    if (config === null) {
      setTimeout(() => void this.begin(isBack), SNAPSHOT_RETRY_MS);
      return;
    }
    const mayRead = await this.signIn.begin(config.signIn);
    if (isBack && mayRead) this.readAll();
  }

  /** Tries at once what is waiting to be tried again. */
  retryNow(): void {
    this.stream?.retryNow();
    void this.loadConfig();
    if (this.state.ports.get().length === 0) void this.loadPorts();
    void this.loadFeeds();
  }

  /** Reads again after the failure of a list; a hidden page rests. */
  private every(milliseconds: number, work: () => unknown): void {
    setInterval(() => {
      if (document.visibilityState === 'visible' && !this.signIn.isWaiting()) work();
    }, milliseconds);
  }

  /** Runs a read; a failure shows as the page's problem, the next success takes it away. */
  private async attempt(read: () => Promise<void>): Promise<boolean> {
    try {
      await read();
      this.state.problem.set(null);
      return true;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      // Of a 401 the sign-in speaks.
      const isSilent = error.status === 401;
      this.state.problem.set(isSilent ? null : { status: error.status, detail: error.detail });
      return false;
    }
  }

  private readonly expire = (): void => {
    this.state.traffic.expire(Date.now());
  };

  private readonly loadFeeds = async (): Promise<void> => {
    await this.attempt(async () => {
      this.state.feeds.set(await api.feeds());
    });
  };

  private async loadConfig(): Promise<void> {
    await this.attempt(async () => {
      this.state.config.set(await api.config());
    });
  }

  private async loadPorts(): Promise<void> {
    await this.attempt(async () => {
      const ports = await api.ports();
      this.state.ports.set(ports);
      const wanted = recallPort();
      this.state.port.set(ports.find((port) => port.locode === wanted) ?? ports[0] ?? null);
    });
  }

  private async loadPort(): Promise<void> {
    const port = this.state.port.get();
    this.state.zones.set(null);
    this.state.portVessels.set(null);
    if (port === null) return;
    await this.attempt(async () => {
      const zones = await api.zones(port.locode);
      if (this.state.port.get() === port) this.state.zones.set(zones);
    });
    await this.loadPortVessels();
  }

  private readonly loadPortVessels = async (): Promise<void> => {
    const port = this.state.port.get();
    if (port === null) return;
    await this.attempt(async () => {
      const { features } = await api.portVessels(port.locode);
      if (this.state.port.get() !== port) return;
      this.state.portVessels.set(new Set(features.map((feature) => feature.properties.mmsi)));
    });
  };

  private readonly loadStations = async (): Promise<void> => {
    await this.attempt(async () => {
      const [aids, baseStations, distress] = await Promise.all([
        api.aids(),
        api.baseStations(),
        api.distressDevices(),
      ]);
      this.state.aids.set(byMmsi(aids.features));
      this.state.baseStations.set(byMmsi(baseStations.features));
      this.state.distress.set(byMmsi(distress.features));
    });
  };

  /** Takes a fresh snapshot and follows the stream from there; tries until it succeeds. */
  private async reload(): Promise<void> {
    if (this.isReloading) return;
    this.isReloading = true;
    this.stream?.stop();
    const isDone = await this.attempt(async () => {
      const positions = await api.positions();
      this.state.traffic.replaceAll(positions.features);
      this.state.isLoaded.set(true);
      this.follow(String(positions.streamPosition));
    });
    this.isReloading = false;
    if (!isDone && !this.signIn.isWaiting()) {
      setTimeout(() => {
        void this.reload();
      }, SNAPSHOT_RETRY_MS);
    }
  }

  private follow(lastEventId: string): void {
    this.stream = new TrafficStream('/api/v1/stream', lastEventId, {
      fetch: async (url, init) => await credentials.fetch(url, { ...init, cache: 'no-store' }),
      now: () => Date.now(),
      random: () => Math.random(),
      onEvent: this.handleEvent,
      onState: (state) => {
        this.state.stream.set(state);
      },
    });
    void this.stream.run();
  }

  private readonly handleEvent = (event: ServerSentEvent): void => {
    switch (event.type) {
      case 'position':
        this.handlePosition(JSON.parse(event.data) as PositionFeature);
        return;
      case 'vessel':
        this.handleVessel(JSON.parse(event.data) as HeardVessel);
        return;
      case 'distress':
        this.handleDistress(JSON.parse(event.data) as DistressFeature);
        return;
      case 'safety':
        this.state.safety.set(JSON.parse(event.data) as SafetyMessage);
        return;
      case 'feed':
        this.handleFeed(JSON.parse(event.data) as Feed);
        return;
      case 'reset':
        void this.reload();
        return;
      default:
    }
  };

  private handlePosition(feature: PositionFeature): void {
    const { traffic } = this.state;
    const isNew = !traffic.targets.has(feature.properties.mmsi);
    traffic.apply(feature);
    if (!isNew || this.settling !== null) return;
    this.settling = setTimeout(() => {
      this.settling = null;
      void this.loadPortVessels();
    }, SETTLE_MS);
  }

  /** What AIS says; what the register makes of it is asked for. */
  private handleVessel({ mmsi, dimensions }: HeardVessel): void {
    this.state.traffic.setDimensions(mmsi, dimensions);
    if (this.state.selection.get()?.mmsi !== mmsi) return;
    void this.attempt(async () => {
      const vessel = await api.vessel(mmsi);
      if (this.state.selection.get()?.mmsi !== mmsi) return;
      this.state.selectedVessel.set({ kind: 'known', mmsi, vessel });
    });
  }

  private handleDistress(feature: DistressFeature): void {
    const devices = new Map(this.state.distress.get());
    devices.set(feature.properties.mmsi, feature);
    this.state.distress.set(devices);
  }

  private handleFeed(feed: Feed): void {
    const others = (this.state.feeds.get() ?? []).filter(({ name }) => name !== feed.name);
    const feeds = [...others, feed].sort((a, b) => (a.name < b.name ? -1 : 1));
    this.state.feeds.set(feeds);
  }
}
