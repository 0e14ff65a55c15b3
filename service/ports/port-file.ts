import { boundingBoxOf } from '../geo/bounding-box.js';
import { readPortFeature, readZoneFeature, type RawFeature } from './port-feature.js';
import type { PortDescription, ZoneDescription } from './zone.js';

/** What stands in for properties that a file's features lack. */
export interface PortFileDefaults {
  /** UN/LOCODE of the port that every feature belongs to. */
  readonly locode?: string;
  readonly kind?: string;
  /** Code of the zone; for files with one feature. */
  readonly code?: string;
  /** Name of the port: describes it where the file has no feature of kind `port`. */
  readonly portName?: string;
  /** IANA time zone of that port. */
  readonly timeZone?: string;
  /** Properties under other names: ours to theirs, such as `name` to `OBJNAM`. */
  readonly propertyNames?: Readonly<Record<string, string>>;
}

/** One thing wrong with a file. */
export interface PortFileFault {
  /** Place of the feature in `features`, from 0; `null`: the file as a whole. */
  readonly index: number | null;
  readonly reason: string;
}

/** Everything wrong with a file, in order of place. */
export interface PortFileFaults {
  readonly faults: readonly PortFileFault[];
}

/** A zone and its place in the file. */
export type IndexedZone = ZoneDescription & { readonly index: number };

/** A whole port file, read and found sound by itself. */
export interface PortFile {
  readonly ports: readonly PortDescription[];
  readonly zones: readonly IndexedZone[];
}

/** Features in one file at most. */
const MAXIMUM_FEATURES = 20_000;

/** Collects what is sound and what is wrong, feature by feature. */
class PortFileReading {
  readonly ports: PortDescription[] = [];
  readonly zones: IndexedZone[] = [];
  readonly faults: PortFileFault[] = [];
  /** Where each port, and each zone by port, kind and code, was seen first. */
  private readonly places = new Map<string, number | null>();

  constructor(private readonly defaults: PortFileDefaults) {}

  read(feature: unknown, index: number): void {
    if (!isObject(feature) || feature['type'] !== 'Feature') {
      this.refuse(index, ['is not a GeoJSON Feature']);
      return;
    }
    const properties = feature['properties'] ?? {};
    if (!isObject(properties)) {
      this.refuse(index, ['properties must be an object']);
      return;
    }
    const raw = { properties: this.renamed({ ...properties }), geometry: feature['geometry'] };
    if (raw.properties['kind'] === 'port') {
      this.addPort(raw, index);
    } else {
      this.addZone(raw, index);
    }
  }

  /** Adds the port that the defaults describe, centred on its limits, or on its first zone. */
  addPortOfDefaults(): void {
    const { locode, portName: name, timeZone } = this.defaults;
    const middle = this.zones.find((zone) => zone.kind === 'port-limits') ?? this.zones[0];
    if ((name === undefined && timeZone === undefined) || middle === undefined) {
      return;
    }
    const { west, south, east, north } = boundingBoxOf(middle.geometry);
    const coordinates = [(west + east) / 2, (south + north) / 2];
    const properties = { locode, name, timeZone };
    this.addPort({ properties, geometry: { type: 'Point', coordinates } }, null);
  }

  private addPort(raw: RawFeature, index: number | null): void {
    const port = readPortFeature(raw);
    if ('reasons' in port) {
      this.refuse(index, port.reasons);
    } else if (this.isFirst(`port ${port.locode}`, index)) {
      this.ports.push(port);
    }
  }

  private addZone(raw: RawFeature, index: number): void {
    const zone = readZoneFeature(raw);
    if ('reasons' in zone) {
      this.refuse(index, zone.reasons);
    } else if (this.isFirst(`${zone.kind} ${zone.code} of ${zone.locode}`, index)) {
      this.zones.push({ ...zone, index });
    }
  }

  private isFirst(what: string, index: number | null): boolean {
    const first = this.places.get(what);
    if (first === undefined) {
      this.places.set(what, index);
      return true;
    }
    this.refuse(index, [`${what} is described in feature ${String(first)} already`]);
    return false;
  }

  private renamed(properties: Record<string, unknown>): Record<string, unknown> {
    const { propertyNames = {}, locode, kind, code } = this.defaults;
    for (const [ours, theirs] of Object.entries(propertyNames)) {
      if (properties[theirs] !== undefined && ours !== theirs) {
        properties[ours] = properties[theirs];
        Reflect.deleteProperty(properties, theirs);
      }
    }
    properties['locode'] ??= locode;
    properties['kind'] ??= kind;
    properties['code'] ??= code;
    return properties;
  }

  private refuse(index: number | null, reasons: readonly string[]): void {
    this.faults.push(...reasons.map((reason) => ({ index, reason })));
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function featuresOf(content: unknown): readonly unknown[] | string {
  if (!isObject(content) || content['type'] !== 'FeatureCollection') {
    return 'is not a GeoJSON FeatureCollection';
  }
  const features: unknown = content['features'];
  if (!Array.isArray(features) || features.length === 0) {
    return 'has no features';
  }
  return features.length > MAXIMUM_FEATURES ? `has more than ${MAXIMUM_FEATURES} features` : features;
}

/**
 * Reads a port file: a GeoJSON FeatureCollection (RFC 7946 §3.3) whose features say by
 * `properties.kind` what they are, one of kind `port` for the port itself. ports/README.md has the
 * whole format.
 *
 * @param content parsed JSON from outside
 * @returns the sound file, or everything that is wrong with it
 */
export function readPortFile(
  content: unknown,
  defaults: PortFileDefaults = {},
): PortFile | PortFileFaults {
  const features = featuresOf(content);
  if (typeof features === 'string') {
    return { faults: [{ index: null, reason: features }] };
  }
  const reading = new PortFileReading(defaults);
  features.forEach((feature, index) => {
    reading.read(feature, index);
  });
  reading.addPortOfDefaults();
  const { ports, zones, faults } = reading;
  return faults.length > 0 ? { faults } : { ports, zones };
}
