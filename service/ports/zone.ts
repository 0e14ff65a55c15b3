import type { Geometry } from '../geo/geometry.js';

/** What a zone of a port is for. */
export const zoneKinds = [
  'port-limits',
  'terminal',
  'berth',
  'anchorage',
  'pilot-boarding-place',
  'fairway',
  'restricted-area',
] as const;

/** Kind of a zone, in the field's own words (docs/glossary.md). */
export type ZoneKind = (typeof zoneKinds)[number];

/** Kinds that may be drawn as a point, as nautical charts do where the outline is not charted. */
export const pointZoneKinds: readonly ZoneKind[] = ['berth', 'anchorage', 'pilot-boarding-place'];

/** Kinds that may be drawn as a line, the middle of the water. */
export const lineZoneKinds: readonly ZoneKind[] = ['fairway'];

/** Further facts of a zone, JSON values, as its file gives them. */
export type ZoneAttributes = Readonly<Record<string, unknown>>;

/** A zone as a port file describes it. */
export interface ZoneDescription {
  /** UN/LOCODE of its port. */
  readonly locode: string;
  readonly kind: ZoneKind;
  /** Unique in its port and kind. */
  readonly code: string;
  readonly name: string | null;
  /** Metres that a vessel may lie along; above 0; `null` where not known. */
  readonly lengthMetres: number | null;
  /** Metres of water below chart datum; above 0; `null` where not known. */
  readonly depthMetres: number | null;
  readonly geometry: Geometry;
  readonly attributes: ZoneAttributes;
}

/** A port as a port file describes it. */
export interface PortDescription {
  /** UN/LOCODE (UNECE Recommendation 16). */
  readonly locode: string;
  readonly name: string;
  /** IANA time zone, such as `America/Santiago`. */
  readonly timeZone: string;
  /** Degrees east: where a map is centred. */
  readonly lon: number;
  /** Degrees north. */
  readonly lat: number;
  /** What whoever uses the drawing must know, such as "not for navigation". */
  readonly notice: string | null;
}

/** A zone as it is kept. */
export interface Zone extends ZoneDescription {
  /** uuid; stays while port, kind and code do. */
  readonly id: string;
}

/** A port as it is kept. */
export interface KeptPort extends PortDescription {
  /** Last change of the port or of any of its zones, epoch ms. */
  readonly updatedAt: number;
}
