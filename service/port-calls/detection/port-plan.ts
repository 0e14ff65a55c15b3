import type { BoundingBox } from '../../geo/bounding-box.js';
import { boxContains } from '../../geo/bounding-box.js';
import type { Zone, ZoneKind } from '../../ports/ports.service.js';
import { findBerth, type LyingHull } from './alongside.js';
import { readSettings, type DetectionSettings } from './detection-settings.js';
import { unite, widen, ZoneArea } from './zone-area.js';

/** Vessels so near to a port may be calling, metres. */
const surroundingsMetres = 2_000;
/** Vessels so near may have been in port since they were last looked at, metres. */
const approachesMetres = 20_000;

/** Where a place is with regard to the limits: `edge` is outside by less than the margin. */
export type LimitsSide = 'inside' | 'edge' | 'outside';

/** The places of one port, for the detector; never changes. */
export class PortPlan {
  readonly settings: DetectionSettings;
  /** What is wrong with the settings in the port file. */
  readonly faults: readonly string[];
  /** Around everything of the port; `null` for a port without limits, which is not watched. */
  readonly box: BoundingBox | null;
  /** The same with its approaches. */
  readonly approaches: BoundingBox | null;
  private readonly limits: readonly ZoneArea[];
  private readonly anchorages: readonly ZoneArea[];
  private readonly pilotPlaces: readonly ZoneArea[];
  private readonly berths: readonly ZoneArea[];

  /** @param zones all of the port */
  constructor(
    readonly locode: string,
    zones: readonly Zone[],
  ) {
    ({ settings: this.settings, faults: this.faults } = readSettings(zones));
    const ofKind = (kind: ZoneKind): readonly ZoneArea[] =>
      zones
        .filter((zone) => zone.kind === kind)
        .map(({ id, geometry }) => new ZoneArea(id, geometry));
    this.limits = ofKind('port-limits').filter(({ hasInside }) => hasInside);
    this.anchorages = ofKind('anchorage').filter(({ hasInside }) => hasInside);
    this.pilotPlaces = ofKind('pilot-boarding-place');
    this.berths = ofKind('berth');
    const watched = [...this.limits, ...this.anchorages, ...this.pilotPlaces, ...this.berths];
    const box = this.limits.length === 0 ? null : unite(watched.map((zone) => zone.box));
    this.box = box === null ? null : widen(box, surroundingsMetres);
    this.approaches = box === null ? null : widen(box, approachesMetres);
  }

  /** Whether a place is near enough to the port to be watched. */
  isNear(lon: number, lat: number): boolean {
    return this.box !== null && boxContains(this.box, lon, lat);
  }

  /** Whether a place is in the port or its approaches. */
  isApproach(lon: number, lat: number): boolean {
    return this.approaches !== null && boxContains(this.approaches, lon, lat);
  }

  limitsSide(lon: number, lat: number): LimitsSide {
    if (this.limits.some((zone) => zone.contains(lon, lat))) return 'inside';
    const { limitsMarginMetres } = this.settings;
    return this.limits.some((zone) => isReached(zone, lon, lat, limitsMarginMetres))
      ? 'edge'
      : 'outside';
  }

  /** Zone of the anchorage that holds a place; `null` where none does. */
  anchorageAt(lon: number, lat: number): string | null {
    return this.anchorages.find((zone) => zone.contains(lon, lat))?.id ?? null;
  }

  /** Whether a place is in an anchorage, or at most so far outside. */
  isInAnchorage(zoneId: string, [lon, lat]: readonly [number, number], metres: number): boolean {
    const zone = this.anchorages.find(({ id }) => id === zoneId);
    return zone !== undefined && isReached(zone, lon, lat, metres);
  }

  /** Zone of the pilot boarding place that holds a place; `null` where none does. */
  pilotPlaceAt(lon: number, lat: number): string | null {
    const { pilotPlaceMetres } = this.settings;
    const found = this.pilotPlaces.find((zone) =>
      isReached(zone, lon, lat, zone.hasInside ? 0 : pilotPlaceMetres),
    );
    return found?.id ?? null;
  }

  /** Zone of the berth along which a hull lies; `null` where it lies at none. */
  berthOf(hull: LyingHull): string | null {
    return findBerth(this.berths, hull, this.settings);
  }
}

function isReached(zone: ZoneArea, lon: number, lat: number, metres: number): boolean {
  return boxContains(widen(zone.box, metres), lon, lat) && zone.isWithin(lon, lat, metres);
}
