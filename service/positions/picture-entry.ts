import type { AisClass, Dimensions } from '../ais/message.js';
import type { Mmsi } from '../ais/mmsi.js';
import type { Source } from '../ais/reception.js';
import type { StoredPosition } from './position-report.js';
import { flagNames } from './quality-flags.js';
import type { PositionFeature } from './positions.dto.js';

/** What a vessel says of itself, as far as it is shown with its position. */
export interface Particulars {
  readonly name: string | null;
  readonly shipType: number | null;
  readonly lengthMetres: number | null;
  readonly beamMetres: number | null;
  readonly destination: string | null;
}

/** Nothing is known but the MMSI. */
export const noParticulars: Particulars = {
  name: null,
  shipType: null,
  lengthMetres: null,
  beamMetres: null,
  destination: null,
};

/** What is shown of a vessel's static data. */
export function toParticulars(vessel: {
  readonly name: string | null;
  readonly shipType: number | null;
  readonly dimensions: Dimensions;
  readonly destination: string | null;
}): Particulars {
  const { name, shipType, destination } = vessel;
  const { a, b, c, d } = vessel.dimensions;
  return { name, shipType, destination, lengthMetres: sum(a, b), beamMetres: sum(c, d) };
}

/** Bow and stern, or port and starboard; one alone still is the extent (the antenna is at the end). */
function sum(one: number | null, other: number | null): number | null {
  return one === null && other === null ? null : (one ?? 0) + (other ?? 0);
}

/** Stations lists repeat endlessly: one receiver hears thousands of vessels. */
const knownStations = new Map<string, readonly string[]>();
const mostKnownStations = 1000;

function sharedStations(stations: readonly string[]): readonly string[] {
  const key = stations.join('\n');
  const known = knownStations.get(key);
  if (known !== undefined) return known;
  const own = [...stations];
  if (knownStations.size < mostKnownStations) knownStations.set(key, own);
  return own;
}

/**
 * The newest position of one vessel. Never changes: what is newer is another entry. Its JSON is made
 * when somebody asks first, and kept: the stream and every answer use the same text.
 */
export class PictureEntry {
  readonly mmsi: Mmsi;
  /** Epoch ms, as all times here. */
  readonly time: number;
  readonly committedAt: number;
  readonly lon: number;
  readonly lat: number;
  readonly sogKnots: number | null;
  readonly cogDegrees: number | null;
  readonly headingDegrees: number | null;
  readonly rateOfTurn: number | null;
  readonly navStatus: number | null;
  readonly positionAccuracy: boolean;
  readonly aisClass: AisClass;
  readonly flags: number;
  readonly source: Source;
  readonly stations: readonly string[];
  private text: string | null = null;

  /**
   * @param streamId number of the change in the stream.
   * @param changedAt commit time of the newest of what is shown, particulars included.
   */
  constructor(
    position: PlacedPosition,
    readonly particulars: Particulars,
    readonly streamId: number,
    readonly changedAt: number = position.committedAt,
  ) {
    this.mmsi = position.mmsi;
    this.time = position.time;
    this.committedAt = position.committedAt;
    this.lon = position.lon;
    this.lat = position.lat;
    this.sogKnots = position.sogKnots;
    this.cogDegrees = position.cogDegrees;
    this.headingDegrees = position.headingDegrees;
    this.rateOfTurn = position.rateOfTurn;
    this.navStatus = position.navStatus;
    this.positionAccuracy = position.positionAccuracy;
    this.aisClass = position.aisClass;
    this.flags = position.flags;
    this.source = position.source;
    this.stations = sharedStations(position.stations);
  }

  /** The same position of a vessel of which more is known since `changedAt`. */
  withParticulars(particulars: Particulars, changedAt: number): PictureEntry {
    return new PictureEntry(this, particulars, this.streamId, Math.max(this.changedAt, changedAt));
  }

  /** The GeoJSON feature as text. */
  json(): string {
    // Copied, for what stringify gives is in pieces, which take half as much memory again.
    this.text ??= Buffer.from(JSON.stringify(this.toFeature())).toString();
    return this.text;
  }

  private toFeature(): PositionFeature {
    const { name, shipType, lengthMetres, beamMetres, destination } = this.particulars;
    return {
      type: 'Feature',
      id: this.mmsi,
      geometry: { type: 'Point', coordinates: [rounded(this.lon), rounded(this.lat)] },
      properties: {
        mmsi: this.mmsi,
        time: new Date(this.time).toISOString(),
        sog: this.sogKnots,
        cog: this.cogDegrees,
        heading: this.headingDegrees,
        rot: this.rateOfTurn,
        navStatus: this.navStatus,
        positionAccuracy: this.positionAccuracy,
        aisClass: this.aisClass,
        name,
        shipType,
        lengthMetres,
        beamMetres,
        destination,
        stations: [...this.stations],
        source: this.source,
        flags: [...flagNames(this.flags)],
        committedAt: new Date(this.committedAt).toISOString(),
      },
    };
  }
}

/** A position that says where. */
export interface PlacedPosition extends Pick<
  StoredPosition,
  | 'mmsi'
  | 'time'
  | 'committedAt'
  | 'sogKnots'
  | 'cogDegrees'
  | 'headingDegrees'
  | 'rateOfTurn'
  | 'navStatus'
  | 'positionAccuracy'
  | 'aisClass'
  | 'flags'
  | 'source'
  | 'stations'
> {
  readonly lon: number;
  readonly lat: number;
}

/** The position when it says where, else `null`: a report may tell speed and status only. */
export function placed<P extends Omit<PlacedPosition, 'lon' | 'lat'> & MaybePlace>(
  position: P,
): (P & PlacedPosition) | null {
  return hasPlace(position) ? position : null;
}

interface MaybePlace {
  readonly lon: number | null;
  readonly lat: number | null;
}

function hasPlace<P extends MaybePlace>(position: P): position is P & { lon: number; lat: number } {
  return position.lon !== null && position.lat !== null;
}

/** AIS resolves 1/600,000 degree: six decimals are all there is. */
function rounded(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6;
}
