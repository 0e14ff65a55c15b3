import { type ShipCategory, SHIP_CATEGORIES } from '../../domain/ship-category.js';
import { isStale, type Target } from '../../state/traffic.js';
import type { View } from '../mercator.js';
import type { Frame, Placed } from '../scene.js';
import { addOriented, hullPoints, isHullShown, markRadius } from '../vessel-shape.js';

/** How a vessel is painted: `moving` full, `resting` paler, `stale` only as a dashed outline. */
type Paint = 'moving' | 'resting' | 'stale';

const PAINTS: readonly Paint[] = ['stale', 'resting', 'moving'];
const FULL_CIRCLE = 2 * Math.PI;

/** Vessels of one look: one path, filled and stroked once, costs a tenth of one path each. */
interface Bucket {
  readonly category: ShipCategory;
  readonly paint: Paint;
  readonly isSimulated: boolean;
  readonly vessels: Placed[];
}

function makeBuckets(): Bucket[] {
  return PAINTS.flatMap((paint) =>
    SHIP_CATEGORIES.flatMap((category) =>
      [false, true].map((isSimulated) => ({ category, paint, isSimulated, vessels: [] })),
    ),
  );
}

function paintIndex(target: Target, now: number): number {
  if (isStale(target, now)) return 0;
  return target.state === 'underway' ? 2 : 1;
}

const categoryIndex = new Map(SHIP_CATEGORIES.map((category, index) => [category, index]));

function sort(placed: readonly Placed[], now: number): Bucket[] {
  const buckets = makeBuckets();
  for (const one of placed) {
    const { target } = one;
    const category = categoryIndex.get(target.category) ?? 0;
    const row = paintIndex(target, now) * SHIP_CATEGORIES.length + category;
    buckets[row * 2 + (target.isSimulated ? 1 : 0)]?.vessels.push(one);
  }
  return buckets;
}

/** Under way: an arrowhead; a round mark when the direction is not known. */
function addMark(context: CanvasRenderingContext2D, placed: Placed, radius: number): void {
  const { target, x, y } = placed;
  const { bow, state } = target;
  if (target.report.aisClass === 'SAR') {
    addAircraft(context, placed, radius * 1.5);
  } else if (state === 'underway' && bow !== null) {
    addOriented(context, placed, bow, [
      [radius * 1.5, 0],
      [-radius, radius * 0.8],
      [-radius * 0.55, 0],
      [-radius, -radius * 0.8],
    ]);
  } else if (state === 'moored') {
    const side = radius * 0.72;
    addOriented(context, placed, bow ?? 0, [
      [side, side],
      [-side, side],
      [-side, -side],
      [side, -side],
    ]);
  } else {
    const round = state === 'underway' ? radius * 0.8 : radius * 0.7;
    context.moveTo(x + round, y);
    context.arc(x, y, round, 0, FULL_CIRCLE);
  }
}

function addAircraft(context: CanvasRenderingContext2D, placed: Placed, size: number): void {
  addOriented(context, placed, placed.target.bow ?? 0, [
    [size, 0],
    [size * 0.25, size * 0.15],
    [0, size * 0.95],
    [-size * 0.25, size * 0.95],
    [-size * 0.2, size * 0.15],
    [-size * 0.75, size * 0.1],
    [-size * 0.9, size * 0.4],
    [-size * 0.9, -size * 0.4],
    [-size * 0.75, -size * 0.1],
    [-size * 0.2, -size * 0.15],
    [-size * 0.25, -size * 0.95],
    [0, -size * 0.95],
    [size * 0.25, -size * 0.15],
  ]);
}

function addVessel(context: CanvasRenderingContext2D, placed: Placed, view: View): void {
  const { target } = placed;
  if (isHullShown(target, view)) {
    addOriented(context, placed, target.bow ?? 0, hullPoints(target, view.pixelsPerMetre));
  } else {
    addMark(context, placed, markRadius(view));
  }
}

function paintBucket(frame: Frame, bucket: Bucket): void {
  const { context, view, scene } = frame;
  const { palette } = scene;
  context.beginPath();
  for (const placed of bucket.vessels) addVessel(context, placed, view);
  const isBig = view.zoom >= 11;
  if (bucket.paint === 'stale') {
    context.setLineDash([2.5, 2]);
    context.strokeStyle = palette.stale;
    context.lineWidth = 1.2;
  } else {
    context.fillStyle = palette.ship[bucket.category];
    context.globalAlpha = bucket.paint === 'resting' ? 0.62 : 1;
    context.fill();
    context.globalAlpha = 1;
    context.setLineDash([]);
    context.strokeStyle = palette.outline;
    context.lineWidth = isBig ? 1 : 0.7;
  }
  context.stroke();
  if (bucket.isSimulated) punch(frame, bucket.vessels);
}

/** A light dot in the middle tells the simulated from the real. */
function punch({ context, view, scene }: Frame, vessels: readonly Placed[]): void {
  const radius = Math.max(1.2, markRadius(view) * 0.24);
  context.beginPath();
  for (const { x, y } of vessels) {
    context.moveTo(x + radius, y);
    context.arc(x, y, radius, 0, FULL_CIRCLE);
  }
  context.fillStyle = scene.palette.simulated;
  context.fill();
}

/** Vessels: hulls to scale where they are large enough, marks where not. */
export function drawVessels(frame: Frame): void {
  for (const bucket of sort(frame.placed, frame.scene.now)) {
    if (bucket.vessels.length > 0) paintBucket(frame, bucket);
  }
  frame.context.setLineDash([]);
}
