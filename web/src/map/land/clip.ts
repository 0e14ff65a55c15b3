import type { Position } from 'geojson';

/** Degrees: west, south, east, north. */
export type Box = readonly [west: number, south: number, east: number, north: number];

interface Edge {
  readonly axis: 0 | 1;
  readonly limit: number;
  /** 1: inside is above the limit; -1: below. */
  readonly side: 1 | -1;
}

function edgesOf([west, south, east, north]: Box): readonly Edge[] {
  return [
    { axis: 0, limit: west, side: 1 },
    { axis: 0, limit: east, side: -1 },
    { axis: 1, limit: south, side: 1 },
    { axis: 1, limit: north, side: -1 },
  ];
}

function isInside(point: Position, { axis, limit, side }: Edge): boolean {
  return ((point[axis] ?? 0) - limit) * side >= 0;
}

/** Where the line from `a` to `b` meets the edge. */
function crossing(a: Position, b: Position, { axis, limit }: Edge): Position {
  const [ax = 0, ay = 0] = a;
  const [bx = 0, by = 0] = b;
  const from = axis === 0 ? ax : ay;
  const to = axis === 0 ? bx : by;
  const share = (limit - from) / (to - from);
  return axis === 0 ? [limit, ay + (by - ay) * share] : [ax + (bx - ax) * share, limit];
}

function clipByEdge(ring: readonly Position[], edge: Edge): Position[] {
  const kept: Position[] = [];
  let before = ring.at(-1);
  for (const point of ring) {
    if (before === undefined) break;
    const isIn = isInside(point, edge);
    if (isIn !== isInside(before, edge)) kept.push(crossing(before, point, edge));
    if (isIn) kept.push(point);
    before = point;
  }
  return kept;
}

/**
 * The part of a closed ring inside a box (Sutherland-Hodgman), closed again; empty when nothing is
 * inside. Where the ring leaves and comes back the result runs along the box, which a fill does
 * not show.
 */
export function clipRing(ring: readonly Position[], box: Box): Position[] {
  const first = ring[0];
  const last = ring.at(-1);
  const isClosed = first?.[0] === last?.[0] && first?.[1] === last?.[1];
  let points = isClosed ? ring.slice(0, -1) : [...ring];
  for (const edge of edgesOf(box)) points = clipByEdge(points, edge);
  const start = points[0];
  return points.length < 3 || start === undefined ? [] : [...points, start];
}

/** The stretches of a ring whose points lie in a box: the shore, without the box's own sides. */
export function stretchesIn(ring: readonly Position[], box: Box): Position[][] {
  const edges = edgesOf(box);
  const stretches: Position[][] = [];
  let current: Position[] = [];
  for (const point of ring) {
    if (edges.every((edge) => isInside(point, edge))) {
      current.push(point);
      continue;
    }
    if (current.length > 1) stretches.push(current);
    current = [];
  }
  if (current.length > 1) stretches.push(current);
  return stretches;
}

/** Whether any of a ring may lie in a box: their bounding boxes meet. */
export function mayMeet(ring: readonly Position[], [west, south, east, north]: Box): boolean {
  let minX = Infinity;
  let minY = Infinity;
  let maxX = -Infinity;
  let maxY = -Infinity;
  for (const [x = 0, y = 0] of ring) {
    minX = Math.min(minX, x);
    maxX = Math.max(maxX, x);
    minY = Math.min(minY, y);
    maxY = Math.max(maxY, y);
  }
  return minX <= east && maxX >= west && minY <= north && maxY >= south;
}
