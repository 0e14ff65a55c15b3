import { isArea, positionsOf, type Geometry } from '../../geo/geometry.js';
import type { Pose } from './legs.js';
import { courseBetween, metresBetween, Plane, shifted, type Spot, type Unit } from './plane.js';

/** A zone of the port as the simulator needs it. */
export interface HarbourZone {
  readonly kind: string;
  readonly code: string;
  readonly geometry: Geometry;
}

/** A berth: where a hull lies along its quay. */
export interface Berth {
  readonly code: string;
  /** Middle of the berth's water. */
  readonly middle: Spot;
  /** Degrees true along the quay. */
  readonly course: number;
  /** Away from the quay, out to the open water. */
  readonly seaward: Unit;
  /** Metres along the quay. */
  readonly length: number;
  /** Metres of water from the quay outward. */
  readonly width: number;
}

/** In the basin; spots that the simulator names are metres east and north of here. */
const ORIGIN = { lon: -71.625, lat: -33.03 };

/** The demo port's geometry on a flat chart. */
export class Harbour {
  readonly plane = new Plane(ORIGIN);
  private readonly zones: ReadonlyMap<string, HarbourZone>;

  /** @param zones of the demo port (ports/clvap.geojson) */
  constructor(zones: readonly HarbourZone[]) {
    this.zones = new Map(zones.map((zone) => [`${zone.kind} ${zone.code}`, zone]));
  }

  /**
   * A berth that is drawn as a four-cornered polygon, its first edge along the quay.
   * @throws RangeError when it is not there or not drawn so
   */
  berth(code: string): Berth {
    const { geometry } = this.zone('berth', code);
    const [first, second, third, fourth, end] = this.spotsOf(geometry);
    if (!first || !second || !third || !fourth || !end || !isArea(geometry)) {
      throw new RangeError(`berth ${code} is not drawn with four corners`);
    }
    const width = metresBetween(second, third);
    return {
      code,
      middle: {
        x: (first.x + second.x + third.x + fourth.x) / 4,
        y: (first.y + second.y + third.y + fourth.y) / 4,
      },
      course: courseBetween(first, second),
      seaward: { x: (third.x - second.x) / width, y: (third.y - second.y) / width },
      length: metresBetween(first, second),
      width,
    };
  }

  /** The line or outline of a zone. @throws RangeError when it is not there */
  spots(kind: string, code: string): Spot[] {
    return this.spotsOf(this.zone(kind, code).geometry);
  }

  /** Middle of a zone's corners. @throws RangeError when it is not there */
  middle(kind: string, code: string): Spot {
    const corners = this.spots(kind, code);
    const own = corners.length > 1 ? corners.slice(1) : corners;
    return {
      x: own.reduce((sum, { x }) => sum + x, 0) / own.length,
      y: own.reduce((sum, { y }) => sum + y, 0) / own.length,
    };
  }

  private spotsOf(geometry: Geometry): Spot[] {
    return positionsOf(geometry).map(([lon, lat]) => this.plane.toSpot(lon, lat));
  }

  private zone(kind: string, code: string): HarbourZone {
    const zone = this.zones.get(`${kind} ${code}`);
    if (zone === undefined) {
      throw new RangeError(`the demo port has no ${kind} ${code}`);
    }
    return zone;
  }
}

/** A hull in the middle of its berth, bow one way or the other along the quay. */
export function alongside({ middle, course }: Berth, isReversed = false): Pose {
  return { place: middle, heading: (course + (isReversed ? 180 : 0)) % 360 };
}

/** The same hull, `metres` off. */
export function off(berth: Berth, metres: number, isReversed = false): Pose {
  const { place, heading } = alongside(berth, isReversed);
  return { place: shifted(place, berth.seaward, metres), heading };
}
