import { boundingBoxOf, boxContains, type BoundingBox } from '../geo/bounding-box.js';
import { isArea, type AreaGeometry } from '../geo/geometry.js';
import { isInArea } from '../geo/point-in-area.js';
import type { KeptPort, Zone, ZoneKind } from './zone.js';

interface ZoneArea {
  readonly zone: Zone;
  readonly area: AreaGeometry;
  readonly box: BoundingBox;
}

/**
 * All ports and zones of one moment, in memory: answers where a vessel is without a query. Never
 * changes; `PortsService.atlas` hands out a new one after an import.
 */
export class PortAtlas {
  /** In order of UN/LOCODE. */
  readonly ports: readonly KeptPort[];
  private readonly zones = new Map<string, readonly Zone[]>();
  private readonly areas: readonly ZoneArea[];

  /** @param zones in any order; each of one of the ports */
  constructor(ports: readonly KeptPort[], zones: readonly Zone[]) {
    this.ports = [...ports].sort((one, other) => compare(one.locode, other.locode));
    for (const port of this.ports) {
      const own = zones.filter((zone) => zone.locode === port.locode);
      this.zones.set(
        port.locode,
        own.sort((one, other) => compare(one.kind, other.kind) || compare(one.code, other.code)),
      );
    }
    this.areas = [...this.zones.values()].flat().flatMap((zone) => {
      const { geometry } = zone;
      return isArea(geometry) ? [{ zone, area: geometry, box: boundingBoxOf(geometry) }] : [];
    });
  }

  /** Last change of any port or zone, epoch ms; `null` without ports. */
  get updatedAt(): number | null {
    return this.ports.length === 0 ? null : Math.max(...this.ports.map((port) => port.updatedAt));
  }

  /** The port; `null` where there is none of that UN/LOCODE. */
  port(locode: string): KeptPort | null {
    return this.ports.find((port) => port.locode === locode) ?? null;
  }

  /** Zones of a port in order of kind and code; empty for a port that is not here. */
  zonesOf(locode: string): readonly Zone[] {
    return this.zones.get(locode) ?? [];
  }

  /** The areas that are a port's limits; empty where they are not known. */
  limitsOf(locode: string): readonly AreaGeometry[] {
    return this.areas
      .filter(({ zone }) => zone.locode === locode && zone.kind === 'port-limits')
      .map(({ area }) => area);
  }

  /** Whether a place is inside a port's limits. */
  isInLimits(locode: string, lon: number, lat: number): boolean {
    return this.zonesContaining(lon, lat, 'port-limits').some((zone) => zone.locode === locode);
  }

  /**
   * Zones that are areas and hold a place, in order of port, kind and code.
   * @param kind only those of this kind
   */
  zonesContaining(lon: number, lat: number, kind?: ZoneKind): Zone[] {
    return this.areas
      .filter(
        ({ zone, area, box }) =>
          (kind === undefined || zone.kind === kind) &&
          boxContains(box, lon, lat) &&
          isInArea(area, lon, lat),
      )
      .map(({ zone }) => zone);
  }
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
