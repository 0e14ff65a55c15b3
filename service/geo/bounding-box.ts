import type { Geometry } from './geometry.js';
import { positionsOf } from './geometry.js';

/**
 * A box in degrees. `minLon > maxLon` means that it crosses the antimeridian (RFC 7946 §5.2).
 * Edges belong to it.
 */
export interface BoundingBox {
  readonly minLon: number;
  readonly minLat: number;
  readonly maxLon: number;
  readonly maxLat: number;
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
 * within ±90, `minLat <= maxLat`.
 */
export function parseBoundingBox(text: string): BoundingBox | BoundingBoxProblem {
  const numbers = readNumbers(text);
  if (numbers === null) {
    return { problem: 'must be four decimal numbers: minLon,minLat,maxLon,maxLat' };
  }
  const [minLon, minLat, maxLon, maxLat] = numbers;
  if (Math.abs(minLon) > 180 || Math.abs(maxLon) > 180) {
    return { problem: 'longitudes must be within -180 and 180' };
  }
  if (Math.abs(minLat) > 90 || Math.abs(maxLat) > 90) {
    return { problem: 'latitudes must be within -90 and 90' };
  }
  if (minLat > maxLat) {
    return { problem: 'minLat must not be greater than maxLat' };
  }
  return { minLon, minLat, maxLon, maxLat };
}

/** Whether the box crosses the antimeridian. */
export function crossesAntimeridian(box: BoundingBox): boolean {
  return box.minLon > box.maxLon;
}

/** Whether a place is in the box, edges included; 180 and -180 are the same meridian. */
export function boxContains(box: BoundingBox, lon: number, lat: number): boolean {
  if (lat < box.minLat || lat > box.maxLat) {
    return false;
  }
  if (crossesAntimeridian(box)) {
    return lon >= box.minLon || lon <= box.maxLon;
  }
  return (
    (lon >= box.minLon && lon <= box.maxLon) ||
    (lon === 180 && box.minLon === -180) ||
    (lon === -180 && box.maxLon === 180)
  );
}

/** The one or two boxes, none over the antimeridian, that cover the same places (for SQL). */
export function splitAtAntimeridian(box: BoundingBox): readonly BoundingBox[] {
  return crossesAntimeridian(box)
    ? [
        { ...box, maxLon: 180 },
        { ...box, minLon: -180 },
      ]
    : [box];
}

/** Whether two boxes share a place; touching edges count. */
export function boxesIntersect(one: BoundingBox, other: BoundingBox): boolean {
  if (one.minLat > other.maxLat || other.minLat > one.maxLat) {
    return false;
  }
  return splitAtAntimeridian(one).some((a) =>
    splitAtAntimeridian(other).some((b) => a.minLon <= b.maxLon && b.minLon <= a.maxLon),
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
    minLon: Math.max(-180, down(box.minLon)),
    minLat: Math.max(-90, down(box.minLat)),
    maxLon: Math.min(180, up(box.maxLon)),
    maxLat: Math.min(90, up(box.maxLat)),
  };
  return crossesAntimeridian(box) && !crossesAntimeridian(snapped)
    ? { ...snapped, minLon: -180, maxLon: 180 }
    : snapped;
}

/** The smallest box not over the antimeridian that holds every position of a geometry. */
export function boundingBoxOf(geometry: Geometry): BoundingBox {
  let minLon = Infinity;
  let minLat = Infinity;
  let maxLon = -Infinity;
  let maxLat = -Infinity;
  for (const [lon, lat] of positionsOf(geometry)) {
    minLon = Math.min(minLon, lon);
    minLat = Math.min(minLat, lat);
    maxLon = Math.max(maxLon, lon);
    maxLat = Math.max(maxLat, lat);
  }
  return { minLon, minLat, maxLon, maxLat };
}
