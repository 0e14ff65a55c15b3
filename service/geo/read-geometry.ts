import type { Geometry, GeoPosition, Ring, Rings } from './geometry.js';

/** The value was not a usable geometry; `problem` says why and where, for whoever drew it. */
export interface GeometryProblem {
  readonly problem: string;
}

/** Positions of one ring or line at most: far beyond any real coast, and a bound on the work. */
const MAXIMUM_POSITIONS = 100_000;

class BadGeometry extends Error {}

function fail(problem: string): never {
  throw new BadGeometry(problem);
}

function listOf(value: unknown, where: string): readonly unknown[] {
  if (!Array.isArray(value)) {
    fail(`${where} must be an array`);
  }
  if (value.length > MAXIMUM_POSITIONS) {
    fail(`${where} has more than ${MAXIMUM_POSITIONS} members`);
  }
  return value;
}

function readPosition(value: unknown, where: string): GeoPosition {
  const [lon, lat, ...rest] = listOf(value, where);
  const isNumeric = typeof lon === 'number' && typeof lat === 'number';
  if (!isNumeric || !Number.isFinite(lon) || !Number.isFinite(lat) || rest.length > 1) {
    fail(`${where} must be [longitude, latitude] in degrees`);
  }
  if (Math.abs(lon) > 180) {
    fail(`${where} has longitude ${lon}, which is not within -180 and 180`);
  }
  if (Math.abs(lat) > 90) {
    fail(`${where} has latitude ${lat}, which is not within -90 and 90`);
  }
  return [lon, lat];
}

function readPositions(value: unknown, where: string): GeoPosition[] {
  return listOf(value, where).map((position, index) =>
    readPosition(position, `${where}[${index}]`),
  );
}

/** Twice the signed area, square degrees: 0 for a ring that encloses nothing. */
function enclosed(ring: Ring, [originLon, originLat]: GeoPosition): number {
  return ring.reduce((sum, [lon, lat], index) => {
    const [nextLon, nextLat] = ring[index + 1] ?? [lon, lat];
    return (
      sum + (lon - originLon) * (nextLat - originLat) - (nextLon - originLon) * (lat - originLat)
    );
  }, 0);
}

function readRing(value: unknown, where: string): Ring {
  const ring = readPositions(value, where);
  const first = ring[0];
  const last = ring.at(-1);
  if (ring.length < 4 || first === undefined || last === undefined) {
    fail(`${where} must have at least four positions`);
  }
  if (first[0] !== last[0] || first[1] !== last[1]) {
    fail(`${where} is not closed: its last position must equal its first`);
  }
  if (Math.abs(enclosed(ring, first)) < 1e-12) {
    fail(`${where} encloses no area`);
  }
  return ring;
}

function readRings(value: unknown, where: string): Rings {
  const rings = listOf(value, where).map((ring, index) => readRing(ring, `${where}[${index}]`));
  if (rings.length === 0) {
    fail(`${where} must have an outer ring`);
  }
  return rings;
}

function readCoordinates(type: unknown, coordinates: unknown): Geometry {
  const where = 'coordinates';
  switch (type) {
    case 'Point':
      return { type, coordinates: readPosition(coordinates, where) };
    case 'LineString': {
      const line = readPositions(coordinates, where);
      return line.length >= 2
        ? { type, coordinates: line }
        : fail(`${where} must have at least two positions`);
    }
    case 'Polygon':
      return { type, coordinates: readRings(coordinates, where) };
    case 'MultiPolygon': {
      const parts = listOf(coordinates, where);
      return parts.length > 0
        ? { type, coordinates: parts.map((part, index) => readRings(part, `${where}[${index}]`)) }
        : fail(`${where} must have at least one polygon`);
    }
    default:
      return fail('geometry must be a Point, LineString, Polygon or MultiPolygon');
  }
}

/**
 * Reads a GeoJSON geometry from outside (RFC 7946 §3.1): Point, LineString, Polygon or
 * MultiPolygon, on the globe, rings closed. Heights are left out. Rings may turn either way, as
 * §3.1.6 asks of readers. The first fault found is told, with its place in `coordinates`.
 */
export function readGeometry(value: unknown): Geometry | GeometryProblem {
  if (typeof value !== 'object' || value === null || !('type' in value)) {
    return { problem: 'geometry must be a Point, LineString, Polygon or MultiPolygon' };
  }
  try {
    return readCoordinates(value.type, 'coordinates' in value ? value.coordinates : undefined);
  } catch (error) {
    if (error instanceof BadGeometry) {
      return { problem: error.message };
    }
    throw error;
  }
}
