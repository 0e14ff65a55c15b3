import { isStale, type Target } from '../../state/traffic.js';
import type { View } from '../mercator.js';
import type { Frame, Placed } from '../scene.js';
import { isHullShown, markRadius } from '../vessel-shape.js';

/** Further out names would hide the traffic. */
const FROM_ZOOM = 11.2;
/** Writing costs more than anything else on the canvas. */
const MAX_NAMES = 90;
const FONT = '500 11.5px system-ui, sans-serif';

/** Width of each name in `FONT`, measured once. */
const widths = new Map<string, number>();

function widthOf(context: CanvasRenderingContext2D, text: string): number {
  const known = widths.get(text);
  if (known !== undefined) return known;
  if (widths.size > 5_000) widths.clear();
  const { width } = context.measureText(text);
  widths.set(text, width);
  return width;
}

/** Long vessels under way first: those an operator looks for. */
function weight({ target }: Placed): number {
  const length = target.report.lengthMetres ?? 0;
  return length + (target.state === 'underway' ? 1_000 : 0);
}

/** How far a vessel extends to the right of its antenna, CSS pixels; long hulls may be written on. */
function reachToTheRight(target: Target, view: View): number {
  const { hull } = target;
  if (hull === null || !isHullShown(target, view)) return markRadius(view);
  const sine = Math.sin(((target.bow ?? 0) * Math.PI) / 180);
  const halfBeam = (hull.port + hull.starboard) / 2;
  const metres = Math.max(sine * hull.bow, -sine * hull.stern) + halfBeam;
  return Math.min(60, metres * view.pixelsPerMetre);
}

function drawName(frame: Frame, placed: Placed, name: string): boolean {
  const { context, view, labels } = frame;
  const { target, x, y } = placed;
  const width = widthOf(context, name);
  const left = x + reachToTheRight(target, view) + 6;
  if (!labels.take(left, y - 7, width, 13)) return false;
  context.strokeText(name, left, y);
  context.fillText(name, left, y);
  return true;
}

/** Names beside their vessels, as many as there is room for; the chosen ones always. */
export function drawNames(frame: Frame): void {
  const { context, view, scene, placed } = frame;
  const chosen = new Set([scene.selection?.mmsi, scene.hovered?.mmsi]);
  const shown = placed.filter(
    ({ target }) =>
      chosen.has(target.mmsi) || (view.zoom >= FROM_ZOOM && !isStale(target, scene.now)),
  );
  const rank = (one: Placed): number => (chosen.has(one.target.mmsi) ? Infinity : weight(one));
  const ordered = shown.sort((a, b) => (rank(a) === rank(b) ? 0 : rank(b) - rank(a)));
  context.font = FONT;
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  context.lineWidth = 3;
  context.strokeStyle = scene.palette.halo;
  context.fillStyle = scene.palette.label;
  let count = 0;
  for (const one of ordered) {
    const name = one.target.report.name ?? one.target.mmsi;
    if (drawName(frame, one, name)) count += 1;
    if (count >= MAX_NAMES) return;
  }
}
