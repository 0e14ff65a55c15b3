import type {
  AidFeature,
  BaseStationFeature,
  DistressFeature,
  Feed,
  PageConfig,
  Port,
  SafetyMessage,
  Vessel,
  ZoneCollection,
} from '../api/types.js';
import type { StreamState } from '../api/stream.js';
import type { Store } from './store.js';
import { createStore } from './store.js';
import { Traffic } from './traffic.js';

/** What the operator picked on the map or in a list. */
export interface Selection {
  readonly kind: 'vessel' | 'aid' | 'base-station' | 'distress';
  readonly mmsi: string;
}

/** The way a vessel came in the last hours, oldest first; world units (`mercator.ts`). */
export interface Track {
  readonly mmsi: string;
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** Epoch ms of each point. */
  readonly times: readonly number[];
}

/** Static data of the selected vessel: `unknown` when the service holds none. */
export type SelectedVessel =
  | { readonly kind: 'loading'; readonly mmsi: string }
  | { readonly kind: 'unknown'; readonly mmsi: string }
  | { readonly kind: 'failed'; readonly mmsi: string }
  | { readonly kind: 'known'; readonly mmsi: string; readonly vessel: Vessel };

/** A request that failed and was not yet made good; `detail` in the service's own words. */
export interface Problem {
  readonly detail: string | null;
  /** `null`: no answer at all. */
  readonly status: number | null;
}

/** Everything the page knows; components watch the stores they show. */
export interface AppState {
  readonly traffic: Traffic;
  readonly config: Store<PageConfig | null>;
  readonly ports: Store<readonly Port[]>;
  readonly port: Store<Port | null>;
  readonly zones: Store<ZoneCollection | null>;
  /** MMSI of the vessels within the port's limits; `null` while not known. */
  readonly portVessels: Store<ReadonlySet<string> | null>;
  readonly feeds: Store<readonly Feed[] | null>;
  readonly aids: Store<ReadonlyMap<string, AidFeature>>;
  readonly baseStations: Store<ReadonlyMap<string, BaseStationFeature>>;
  readonly distress: Store<ReadonlyMap<string, DistressFeature>>;
  readonly safety: Store<SafetyMessage | null>;
  readonly stream: Store<StreamState>;
  readonly selection: Store<Selection | null>;
  readonly selectedVessel: Store<SelectedVessel | null>;
  readonly track: Store<Track | null>;
  readonly problem: Store<Problem | null>;
  /** Whether the first snapshot arrived. */
  readonly isLoaded: Store<boolean>;
}

/** An empty picture. */
export function createAppState(): AppState {
  return {
    traffic: new Traffic(),
    config: createStore<PageConfig | null>(null),
    ports: createStore<readonly Port[]>([]),
    port: createStore<Port | null>(null),
    zones: createStore<ZoneCollection | null>(null),
    portVessels: createStore<ReadonlySet<string> | null>(null),
    feeds: createStore<readonly Feed[] | null>(null),
    aids: createStore<ReadonlyMap<string, AidFeature>>(new Map()),
    baseStations: createStore<ReadonlyMap<string, BaseStationFeature>>(new Map()),
    distress: createStore<ReadonlyMap<string, DistressFeature>>(new Map()),
    safety: createStore<SafetyMessage | null>(null),
    stream: createStore<StreamState>({ kind: 'connecting' }),
    selection: createStore<Selection | null>(null),
    selectedVessel: createStore<SelectedVessel | null>(null),
    track: createStore<Track | null>(null),
    problem: createStore<Problem | null>(null),
    isLoaded: createStore(false),
  };
}
