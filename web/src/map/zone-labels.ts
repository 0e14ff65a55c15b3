import type { Geometry, Position } from 'geojson';
import type { ZoneCollection, ZoneKind } from '../api/types.js';
import { mercatorX, mercatorY } from './mercator.js';

/** A zone's name and where to write it, world units. */
export interface ZoneLabel {
  readonly kind: ZoneKind;
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

function positionsOf(geometry: Geometry): Position[] {
  switch (geometry.type) {
    case 'Point':
      return [geometry.coordinates];
    case 'LineString':
    case 'MultiPoint':
      return geometry.coordinates;
    case 'Polygon':
      // The last position repeats the first.
      return (geometry.coordinates[0] ?? []).slice(0, -1);
    case 'MultiLineString':
      return geometry.coordinates.flat();
    case 'MultiPolygon':
      return geometry.coordinates.flatMap((rings) => (rings[0] ?? []).slice(0, -1));
    case 'GeometryCollection':
      return geometry.geometries.flatMap(positionsOf);
  }
}

function middle(values: readonly number[]): number {
  return (Math.min(...values) + Math.max(...values)) / 2;
}

/** A berth's code or another zone's name, in the middle of its extent; port limits have none. */
export function zoneLabels(zones: ZoneCollection): ZoneLabel[] {
  return zones.features.flatMap(({ geometry, properties }) => {
    const { kind, code, name } = properties;
    const text = kind === 'berth' ? code : name;
    const positions = positionsOf(geometry);
    if (text === null || kind === 'port-limits' || positions.length === 0) return [];
    const x = middle(positions.map(([lon = 0]) => mercatorX(lon)));
    const y = middle(positions.map(([, lat = 0]) => mercatorY(lat)));
    return [{ kind, text, x, y }];
  });
}

/** Bounding box of a port, degrees: of its limits, else of all its zones; `null` without any. */
export function portBounds(zones: ZoneCollection): [number, number, number, number] | null {
  const limits = zones.features.filter(({ properties }) => properties.kind === 'port-limits');
  const drawn = limits.length > 0 ? limits : zones.features;
  const positions = drawn.flatMap(({ geometry }) => positionsOf(geometry));
  if (positions.length === 0) return null;
  const lons = positions.map(([lon = 0]) => lon);
  const lats = positions.map(([, lat = 0]) => lat);
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
}
