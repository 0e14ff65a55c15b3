/** A place on the globe, WGS 84. */
export interface LonLat {
  /** Degrees east, -180 to 180. */
  readonly lon: number;
  /** Degrees north, -90 to 90. */
  readonly lat: number;
}

/** A position as GeoJSON writes it: longitude, then latitude, degrees (RFC 7946 §3.1.1). */
export type GeoPosition = readonly [lon: number, lat: number];

/** A closed ring: at least four positions, the first and the last equal (RFC 7946 §3.1.6). */
export type Ring = readonly GeoPosition[];

/** The outer ring, then the holes. */
export type Rings = readonly Ring[];

export interface PointGeometry {
  readonly type: 'Point';
  readonly coordinates: GeoPosition;
}

export interface LineStringGeometry {
  readonly type: 'LineString';
  readonly coordinates: readonly GeoPosition[];
}

export interface PolygonGeometry {
  readonly type: 'Polygon';
  readonly coordinates: Rings;
}

export interface MultiPolygonGeometry {
  readonly type: 'MultiPolygon';
  readonly coordinates: readonly Rings[];
}

/** A geometry that has an inside. */
export type AreaGeometry = PolygonGeometry | MultiPolygonGeometry;

/** The geometries of RFC 7946 that the project draws and stores. */
export type Geometry = PointGeometry | LineStringGeometry | AreaGeometry;

/** Whether a geometry has an inside. */
export function isArea(geometry: Geometry): geometry is AreaGeometry {
  return geometry.type === 'Polygon' || geometry.type === 'MultiPolygon';
}

/** Every position of a geometry, in order of writing. */
export function positionsOf(geometry: Geometry): readonly GeoPosition[] {
  switch (geometry.type) {
    case 'Point':
      return [geometry.coordinates];
    case 'LineString':
      return geometry.coordinates;
    case 'Polygon':
      return geometry.coordinates.flat();
    case 'MultiPolygon':
      return geometry.coordinates.flat(2);
  }
}
