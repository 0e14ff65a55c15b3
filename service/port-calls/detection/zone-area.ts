import { boundingBoxOf, type BoundingBox } from '../../geo/bounding-box.js';
import { isArea, type AreaGeometry, type Geometry, type Ring } from '../../geo/geometry.js';
import { isInArea } from '../../geo/point-in-area.js';
import { METRES_PER_DEGREE, radians } from '../../geo/sphere.js';
import { distanceToRing, isInPlaneRing, Plane, type PlanePoint } from './plane.js';

/** A box that is so many metres larger on each side; not beyond the globe, never over the antimeridian. */
export function widen(box: BoundingBox, metres: number): BoundingBox {
  const north = metres / METRES_PER_DEGREE;
  const latitude = Math.min(89, Math.max(Math.abs(box.south), Math.abs(box.north)));
  const east = north / Math.cos(radians(latitude));
  return {
    west: Math.max(-180, box.west - east),
    south: Math.max(-90, box.south - north),
    east: Math.min(180, box.east + east),
    north: Math.min(90, box.north + north),
  };
}

/** The smallest box around several, not over the antimeridian; `null` around none. */
export function unite(boxes: readonly BoundingBox[]): BoundingBox | null {
  if (boxes.length === 0) return null;
  return {
    west: Math.min(...boxes.map(({ west }) => west)),
    south: Math.min(...boxes.map(({ south }) => south)),
    east: Math.max(...boxes.map(({ east }) => east)),
    north: Math.max(...boxes.map(({ north }) => north)),
  };
}

/** A zone ready to be asked how far it is; a point or a line has an edge and no inside. */
export class ZoneArea {
  readonly box: BoundingBox;
  private readonly area: AreaGeometry | null;
  private readonly plane: Plane;
  private readonly rings: readonly (readonly PlanePoint[])[];

  constructor(
    readonly id: string,
    geometry: Geometry,
  ) {
    this.box = boundingBoxOf(geometry);
    const { west, east, south, north } = this.box;
    this.plane = new Plane({ lon: (west + east) / 2, lat: (south + north) / 2 });
    this.area = isArea(geometry) ? geometry : null;
    this.rings = edgesOf(geometry).map((ring) => this.plane.ring(ring));
  }

  get hasInside(): boolean {
    return this.area !== null;
  }

  contains(lon: number, lat: number): boolean {
    return this.area !== null && isInArea(this.area, lon, lat);
  }

  /** The place on this zone's own plane, for `isNear` and `holds`. */
  on(lon: number, lat: number): PlanePoint {
    return this.plane.at(lon, lat);
  }

  /** Whether a point of the plane lies inside; holes of areas are for whole limits, not for berths. */
  holds(point: PlanePoint): boolean {
    return this.area !== null && this.rings.some((ring) => isInPlaneRing(ring, point));
  }

  /** Metres from a point of the plane to the edge; 0 inside. */
  distanceTo(point: PlanePoint): number {
    if (this.holds(point)) return 0;
    return Math.min(...this.rings.map((ring) => distanceToRing(ring, point)));
  }

  /** Whether a place is inside, or at most so many metres outside. */
  isWithin(lon: number, lat: number, metres: number): boolean {
    if (this.contains(lon, lat)) return true;
    const point = this.on(lon, lat);
    return this.rings.some((ring) => distanceToRing(ring, point) <= metres);
  }
}

function edgesOf(geometry: Geometry): readonly Ring[] {
  switch (geometry.type) {
    case 'Point':
      return [[geometry.coordinates]];
    case 'LineString':
      return [geometry.coordinates];
    case 'Polygon':
      return geometry.coordinates;
    case 'MultiPolygon':
      return geometry.coordinates.flat();
  }
}
