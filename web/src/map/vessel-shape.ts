import type { Target } from '../state/traffic.js';
import type { View } from './mercator.js';

/** Shorter than this on screen, a hull could not be told from a blot: a mark stands for it. */
const MIN_HULL_PIXELS = 18;

/** Whether a vessel is drawn as its hull, to scale. */
export function isHullShown(target: Target, view: View): boolean {
  const { hull, bow } = target;
  if (hull === null || bow === null) return false;
  return (hull.bow + hull.stern) * view.pixelsPerMetre >= MIN_HULL_PIXELS;
}

/** Half the size of a mark, CSS pixels: small on a chart of a coast, larger in a harbour. */
export function markRadius(view: View): number {
  return Math.min(8, Math.max(4, 4 + (view.zoom - 8) * 0.7));
}

/** Adds points given along and across the bow's direction, about (x, y), to the current path. */
export function addOriented(
  context: CanvasRenderingContext2D,
  centre: { readonly x: number; readonly y: number },
  degrees: number,
  points: readonly (readonly [ahead: number, starboard: number])[],
): void {
  const angle = (degrees * Math.PI) / 180;
  const sine = Math.sin(angle);
  const cosine = Math.cos(angle);
  const turned = points.map(
    ([ahead, starboard]) =>
      [
        centre.x + sine * ahead + cosine * starboard,
        centre.y - cosine * ahead + sine * starboard,
      ] as const,
  );
  const last = turned.at(-1);
  if (last === undefined) return;
  // Not closePath(): Chromium measures the whole path in it, and a path holds thousands of vessels.
  context.moveTo(...last);
  for (const [x, y] of turned) context.lineTo(x, y);
}

/** A hull's outline, pixels about the antenna: a box with a pointed bow. */
export function hullPoints(
  target: Target,
  pixelsPerMetre: number,
): readonly (readonly [number, number])[] {
  const { hull } = target;
  if (hull === null) return [];
  const bow = hull.bow * pixelsPerMetre;
  const stern = -hull.stern * pixelsPerMetre;
  const port = -hull.port * pixelsPerMetre;
  const starboard = hull.starboard * pixelsPerMetre;
  const beam = starboard - port;
  const shoulder = bow - Math.min(beam * 0.9, (bow - stern) * 0.3);
  const keel = (port + starboard) / 2;
  return [
    [bow, keel],
    [shoulder, starboard],
    [stern, starboard],
    [stern, port],
    [shoulder, port],
  ];
}
