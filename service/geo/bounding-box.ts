import type { Geometry } from './geometry.js';
import { positionsOf } from './geometry.js';

/**
 * A box in degrees. `west > east` means that it crosses the antimeridian (RFC 7946 §5.2).
 * Edges belong to it.
 */
export interface BoundingBox {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/** The text was not a bounding box; `problem` says why, for whoever wrote it. */
export interface BoundingBoxProblem {
  readonly problem: string;
}

const DECIMAL = /^[+-]?(\d+(\.\d*)?|\.\d+)$/;

/** Four numbers, or `null` when the text is anything else. */
function readNumbers(text: string): readonly [number, number, number, number] | null {
  const parts = text.split(',').map((part) => part.trim());
  const [west, south, east, north] = parts.filter((part) => DECIMAL.test(part)).map(Number);
  if (
    parts.length !== 4 ||
    west === undefined ||
    south === undefined ||
    east === undefined ||
    north === undefined
  ) {
    return null;
  }
  return [west, south, east, north];
}

/**
 * Reads `minLon,minLat,maxLon,maxLat`: four decimal numbers, longitudes within ±180, latitudes
 * within ±90, `minLat <= maxLat`; `minLon > maxLon` crosses the antimeridian.
 */
export function parseBoundingBox(text: string): BoundingBox | BoundingBoxProblem {
  const numbers = readNumbers(text);
  if (numbers === null) {
    return { problem: 'must be four decimal numbers: minLon,minLat,maxLon,maxLat' };
  }
  const [west, south, east, north] = numbers;
  if (Math.abs(west) > 180 || Math.abs(east) > 180) {
    return { problem: 'longitudes must be within -180 and 180' };
  }
  if (Math.abs(south) > 90 || Math.abs(north) > 90) {
    return { problem: 'latitudes must be within -90 and 90' };
  }
  if (south > north) {
    return { problem: 'minLat must not be greater than maxLat' };
  }
  return { west, south, east, north };
}

/** Whether the box crosses the antimeridian. */
export function crossesAntimeridian(box: BoundingBox): boolean {
  return box.west > box.east;
}

/** Whether a place is in the box, edges included; 180 and -180 are the same meridian. */
export function boxContains(box: BoundingBox, lon: number, lat: number): boolean {
  if (lat < box.south || lat > box.north) {
    return false;
  }
  if (crossesAntimeridian(box)) {
    return lon >= box.west || lon <= box.east;
  }
  return (
    (lon >= box.west && lon <= box.east) ||
    (lon === 180 && box.west === -180) ||
    (lon === -180 && box.east === 180)
  );
}

/** The one or two boxes, none over the antimeridian, that cover the same places (for SQL). */
export function splitAtAntimeridian(box: BoundingBox): readonly BoundingBox[] {
  return crossesAntimeridian(box)
    ? [
        { ...box, east: 180 },
        { ...box, west: -180 },
      ]
    : [box];
}

/** Whether two boxes share a place; touching edges count. */
export function boxesIntersect(one: BoundingBox, other: BoundingBox): boolean {
  if (one.south > other.north || other.south > one.north) {
    return false;
  }
  return splitAtAntimeridian(one).some((a) =>
    splitAtAntimeridian(other).some((b) => a.west <= b.east && b.west <= a.east),
  );
}

/** Rounds a multiple of `step` free of binary fractions, so that equal cells give equal text. */
function onGrid(cell: number, step: number): number {
  return Number((cell * step).toFixed(9));
}

/** Cells a value is away from zero, forgiving the error of dividing (0.3 / 0.1 is not 3). */
function cells(value: number, step: number, round: (cell: number) => number): number {
  const exact = value / step;
  const near = Math.round(exact);
  return Math.abs(exact - near) < 1e-9 ? near : round(exact);
}

/**
 * The smallest box on a grid of `stepDegrees` that holds the box: requests that differ by less
 * than a cell then share one answer. Never beyond the globe; a box over the antimeridian that
 * closes on itself becomes the whole circle.
 */
export function snapOutward(box: BoundingBox, stepDegrees: number): BoundingBox {
  const down = (value: number): number =>
    onGrid(cells(value, stepDegrees, Math.floor), stepDegrees);
  const up = (value: number): number => onGrid(cells(value, stepDegrees, Math.ceil), stepDegrees);
  const snapped = {
    west: Math.max(-180, down(box.west)),
    south: Math.max(-90, down(box.south)),
    east: Math.min(180, up(box.east)),
    north: Math.min(90, up(box.north)),
  };
  return crossesAntimeridian(box) && !crossesAntimeridian(snapped)
    ? { ...snapped, west: -180, east: 180 }
    : snapped;
}

/** The smallest box not over the antimeridian that holds every position of a geometry. */
export function boundingBoxOf(geometry: Geometry): BoundingBox {
  let west = Infinity;
  let south = Infinity;
  let east = -Infinity;
  let north = -Infinity;
  for (const [lon, lat] of positionsOf(geometry)) {
    west = Math.min(west, lon);
    south = Math.min(south, lat);
    east = Math.max(east, lon);
    north = Math.max(north, lat);
  }
  return { west, south, east, north };
}
