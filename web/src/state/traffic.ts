import type { Dimensions, PositionFeature, PositionProperties } from '../api/types.js';
import { bowDirection, type HullExtent, hullExtent } from '../domain/hull.js';
import { shipCategory, type ShipCategory } from '../domain/ship-category.js';
import { ageLimits, vesselState, type VesselState } from '../domain/vessel-state.js';
import { mercatorX, mercatorY } from '../map/mercator.js';

/** One vessel of the picture, with what drawing needs worked out once per report. */
export interface Target {
  readonly mmsi: string;
  readonly report: PositionProperties;
  /** Epoch ms of the report. */
  readonly time: number;
  readonly lon: number;
  readonly lat: number;
  /** World units (`mercator.ts`). */
  readonly x: number;
  readonly y: number;
  readonly category: ShipCategory;
  readonly state: VesselState;
  readonly isSimulated: boolean;
  /** Degrees true; `null` when not known. */
  readonly bow: number | null;
  readonly hull: HullExtent | null;
  /** Epoch ms from which it is stale, and from which it is off the picture. */
  readonly staleAt: number;
  readonly lostAt: number;
}

/** Whether a report is too old to stand for where the vessel is now. */
export function isStale(target: Target, now: number): boolean {
  return now >= target.staleAt;
}

function toTarget(feature: PositionFeature, dimensions: Dimensions | null): Target {
  const { properties: report, geometry } = feature;
  const [lon, lat] = geometry.coordinates;
  const time = Date.parse(report.time);
  const state = vesselState(report);
  const limits = ageLimits(report, state);
  return {
    mmsi: report.mmsi,
    report,
    time,
    lon,
    lat,
    x: mercatorX(lon),
    y: mercatorY(lat),
    category: shipCategory(report.shipType),
    state,
    isSimulated: report.source === 'simulated',
    bow: bowDirection(report),
    hull: hullExtent({ ...report, dimensions }),
    staleAt: time + limits.stale,
    lostAt: time + limits.lost,
  };
}

/** The live picture: the newest position of each vessel, by MMSI. */
export class Traffic {
  private readonly byMmsi = new Map<string, Target>();
  private readonly dimensions = new Map<string, Dimensions>();
  private readonly listeners = new Set<() => void>();
  private changes = 0;

  /** Vessels in no particular order. */
  get targets(): ReadonlyMap<string, Target> {
    return this.byMmsi;
  }

  /** Rises with every change. */
  get revision(): number {
    return this.changes;
  }

  /** Replaces the whole picture by a snapshot's. */
  replaceAll(features: readonly PositionFeature[]): void {
    this.byMmsi.clear();
    for (const feature of features) this.put(feature);
    this.announce();
  }

  /** A newer position of one vessel; an older one changes nothing. */
  apply(feature: PositionFeature): void {
    if (this.put(feature)) this.announce();
  }

  /** Takes vessels off the picture whose last report is too old. */
  expire(now: number): void {
    let hasLost = false;
    for (const target of this.byMmsi.values()) {
      if (now < target.lostAt) continue;
      this.byMmsi.delete(target.mmsi);
      hasLost = true;
    }
    if (hasLost) this.announce();
  }

  /** Whether `setDimensions` was called for that vessel. */
  hasDimensions(mmsi: string): boolean {
    return this.dimensions.has(mmsi);
  }

  /** Where the antenna stands on a vessel, so that its hull is drawn where it lies. */
  setDimensions(mmsi: string, dimensions: Dimensions): void {
    this.dimensions.set(mmsi, dimensions);
    const target = this.byMmsi.get(mmsi);
    if (target === undefined) return;
    this.byMmsi.set(mmsi, { ...target, hull: hullExtent({ ...target.report, dimensions }) });
    this.announce();
  }

  /** @returns the function that ends the subscription */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private put(feature: PositionFeature): boolean {
    const { mmsi, time } = feature.properties;
    const known = this.byMmsi.get(mmsi);
    if (known !== undefined && Date.parse(time) < known.time) return false;
    this.byMmsi.set(mmsi, toTarget(feature, this.dimensions.get(mmsi) ?? null));
    return true;
  }

  private announce(): void {
    this.changes += 1;
    for (const listener of this.listeners) listener();
  }
}
