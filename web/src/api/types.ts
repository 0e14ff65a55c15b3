import type { Feature, FeatureCollection, Geometry, LineString, Point } from 'geojson';

/**
 * Bodies of the public API as the page reads them (`/api/v1`, docs/openapi.json). `null` means
 * unknown; times are ISO 8601 UTC; speeds knots, angles degrees true, lengths metres.
 */
export interface PositionProperties {
  readonly mmsi: string;
  readonly time: string;
  readonly sog: number | null;
  readonly cog: number | null;
  readonly heading: number | null;
  /** Degrees a minute, positive to starboard. */
  readonly rot: number | null;
  /** 0 to 14 (ITU-R M.1371-5 Annex 8 table 45). */
  readonly navStatus: number | null;
  readonly positionAccuracy: boolean;
  readonly aisClass: 'A' | 'B' | 'SAR';
  readonly name: string | null;
  /** 0 to 99 (ITU-R M.1371-5 Annex 8 table 53). */
  readonly shipType: number | null;
  readonly lengthMetres: number | null;
  readonly beamMetres: number | null;
  readonly destination: string | null;
  readonly stations: readonly string[];
  readonly source: string;
  readonly flags: readonly string[];
}

export type PositionFeature = Feature<Point, PositionProperties>;

export interface PositionCollection extends FeatureCollection<Point, PositionProperties> {
  readonly dataUpdatedTime: string | null;
  /** Where to open the stream so that nothing between the two is missed. */
  readonly streamPosition: number;
}

/** Antenna to bow, stern, port and starboard, metres. */
export interface Dimensions {
  readonly a: number | null;
  readonly b: number | null;
  readonly c: number | null;
  readonly d: number | null;
}

/** As sent: UTC without a year. */
export interface Eta {
  readonly month: number | null;
  readonly day: number | null;
  readonly hour: number | null;
  readonly minute: number | null;
  /** The moment nearest to the report that it can mean; `null` when a part is missing. */
  readonly time: string | null;
}

export interface Vessel {
  readonly id: string;
  readonly mmsi: string;
  /** As sent: see `flags` for a wrong check digit. */
  readonly imo: number | null;
  readonly name: string | null;
  readonly callSign: string | null;
  readonly shipType: number | null;
  readonly dimensions: Dimensions;
  readonly draughtMetres: number | null;
  readonly destination: string | null;
  readonly eta: Eta | null;
  /** ISO 3166-1 alpha-2, from the MMSI. */
  readonly flag: string | null;
  /** What is doubtful about it. */
  readonly flags: readonly string[];
  readonly firstSeenAt: string;
  readonly lastSeenAt: string;
}

export interface TrackProperties {
  readonly mmsi: string;
  readonly times: readonly string[];
}

export type TrackFeature = Feature<LineString | null, TrackProperties>;

export interface Port {
  readonly locode: string;
  readonly name: string;
  /** IANA name, `America/Santiago`. */
  readonly timeZone: string;
  /** What whoever uses the drawing must know. */
  readonly notice: string | null;
}

export type ZoneKind =
  | 'port-limits'
  | 'terminal'
  | 'berth'
  | 'anchorage'
  | 'pilot-boarding-place'
  | 'fairway'
  | 'restricted-area';

export interface ZoneProperties {
  readonly kind: ZoneKind;
  readonly code: string | null;
  readonly name: string | null;
  readonly lengthMetres: number | null;
  readonly depthMetres: number | null;
}

export type ZoneFeature = Feature<Geometry, ZoneProperties>;
export type ZoneCollection = FeatureCollection<Geometry, ZoneProperties>;

export interface Feed {
  readonly name: string;
  readonly kind: 'tcp-server' | 'tcp-client' | 'udp' | 'http' | 'simulator';
  readonly source: string;
  /** `connecting`: dialled, without a connection; `stopped`: not read. */
  readonly state: 'live' | 'silent' | 'connecting' | 'stopped';
  readonly lastMessageTime: string | null;
  readonly ratePerSecond: number;
  readonly isSilent: boolean;
  readonly silenceSeconds: number;
  /** Licence of the data, as it must be shown. */
  readonly licence: string | null;
}

/** Settings the service gives the page. */
export interface PageConfig {
  /** `{z}/{x}/{y}` template of an online raster layer; `null`: none. */
  readonly tileUrl: string | null;
  readonly isSimulating: boolean;
  readonly version: string;
}

export interface AidProperties {
  readonly mmsi: string;
  readonly name: string | null;
  /** 1 to 31 (ITU-R M.1371-5 Annex 8 table 74). */
  readonly aidType: number | null;
  readonly isOffPosition: boolean | null;
  readonly isVirtual: boolean | null;
  readonly time: string;
  readonly source: string;
}

export interface BaseStationProperties {
  readonly mmsi: string;
  readonly time: string;
  readonly source: string;
}

/** `sart` search-and-rescue transmitter, `mob` man overboard, `epirb` position-indicating beacon. */
export type DistressKind = 'sart' | 'mob' | 'epirb';

export interface DistressProperties {
  readonly mmsi: string;
  readonly kind: DistressKind;
  /** A device under test says so itself. */
  readonly state: 'active' | 'test';
  readonly text: string | null;
  readonly time: string;
  readonly source: string;
}

/** What a stored position rests on. */
export interface Evidence {
  readonly mmsi: string;
  readonly time: string;
  readonly receivedAt: string;
  readonly committedAt: string;
  readonly feed: string;
  readonly stations: readonly string[];
  /** As received, tag blocks included. */
  readonly sentences: readonly string[];
}

/** Stations have no geometry until they tell a place. */
export type AidFeature = Feature<Point | null, AidProperties>;
export type BaseStationFeature = Feature<Point | null, BaseStationProperties>;
export type DistressFeature = Feature<Point | null, DistressProperties>;

/** Body of a `safety` event. */
export interface SafetyMessage {
  readonly mmsi: string;
  readonly text: string;
  readonly time: string;
}

/** A GeoJSON FeatureCollection of the API. */
export interface Collection<F> {
  readonly dataUpdatedTime: string | null;
  readonly features: F[];
}
