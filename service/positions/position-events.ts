import { isMmsi } from '../ais/mmsi.js';
import type { StreamEvent } from '../events/stream-event.js';
import { PictureEntry, type Particulars } from './picture-entry.js';
import { positionFeatureSchema, type PositionFeature } from './positions.dto.js';
import { qualityFlag, type QualityFlagName } from './quality-flags.js';

declare module '../events/stream-event.js' {
  interface StreamEventMap {
    /** A vessel's newest position. */
    position: PositionFeature;
  }
}

/** The event of a vessel's newest position: in this process it carries the entry itself. */
export class PositionEvent implements StreamEvent<'position'> {
  readonly type = 'position';

  constructor(readonly entry: PictureEntry) {}

  get id(): number {
    return this.entry.streamId;
  }

  get mmsi(): string {
    return this.entry.mmsi;
  }

  get lon(): number {
    return this.entry.lon;
  }

  get lat(): number {
    return this.entry.lat;
  }

  get conflationKey(): string {
    return this.entry.mmsi;
  }

  json(): string {
    return this.entry.json();
  }
}

/**
 * The entry that a `position` event stands for; one that another process wrote is read from its body.
 * @returns null when the body is none of ours, of another version for example.
 */
export function entryOf(event: StreamEvent): PictureEntry | null {
  if (event instanceof PositionEvent) {
    return event.entry;
  }
  const body: unknown = parseJson(event.json());
  return isFeature(body) ? toEntry(body, event.id) : null;
}

/**
 * Whether another process' body can be read here. It comes from this very program, so only what
 * another version could have changed is looked at: the whole schema would cost five times the
 * parsing, for every position of every other process.
 */
function isFeature(body: unknown): body is PositionFeature {
  if (typeof body !== 'object' || body === null) return false;
  if (!('geometry' in body) || !('properties' in body)) return false;
  const { geometry, properties } = body;
  return hasCoordinates(geometry) && hasKeys(properties, propertyNames);
}

const propertyNames = Object.keys(positionFeatureSchema.shape.properties.shape);

function hasKeys(value: unknown, names: readonly string[]): boolean {
  return typeof value === 'object' && value !== null && names.every((name) => name in value);
}

function hasCoordinates(geometry: unknown): boolean {
  if (typeof geometry !== 'object' || geometry === null) return false;
  if (!('coordinates' in geometry) || !Array.isArray(geometry.coordinates)) return false;
  return geometry.coordinates.length === 2 && geometry.coordinates.every(Number.isFinite);
}

function toEntry({ geometry, properties }: PositionFeature, streamId: number): PictureEntry | null {
  const [lon, lat] = geometry.coordinates;
  const { mmsi, name, shipType, lengthMetres, beamMetres, destination, ...rest } = properties;
  const particulars: Particulars = { name, shipType, lengthMetres, beamMetres, destination };
  if (!isMmsi(mmsi)) {
    return null;
  }
  const position = {
    mmsi,
    time: Date.parse(rest.time),
    committedAt: Date.parse(rest.committedAt),
    lon,
    lat,
    sogKnots: rest.sog,
    cogDegrees: rest.cog,
    headingDegrees: rest.heading,
    rateOfTurn: rest.rot,
    navStatus: rest.navStatus,
    positionAccuracy: rest.positionAccuracy,
    aisClass: rest.aisClass,
    flags: bitsOf(rest.flags),
    source: rest.source,
    stations: rest.stations,
  };
  return new PictureEntry(position, particulars, streamId);
}

const bits: Readonly<Record<QualityFlagName, number>> = {
  jump: qualityFlag.jump,
  'shared-mmsi': qualityFlag.sharedMmsi,
  'time-untrusted': qualityFlag.timeUntrusted,
  'unknown-mid': qualityFlag.unknownMid,
  'zero-position': qualityFlag.zeroPosition,
};

function bitsOf(flags: readonly QualityFlagName[]): number {
  return flags.reduce((all, flag) => all | bits[flag], 0);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
