import { isStale } from '../../state/traffic.js';
import type { View } from '../mercator.js';
import type { Frame } from '../scene.js';
import { isHullShown } from '../vessel-shape.js';

const METRES_PER_MINUTE_AND_KNOT = 1_852 / 60;
/** A shorter line would only make the mark look blurred. */
const MIN_PIXELS = 8;

/** Minutes of way that a speed vector shows: fewer where the chart is large. */
export function vectorMinutes(view: Pick<View, 'zoom'>): number {
  if (view.zoom < 12) return 6;
  return view.zoom < 14.5 ? 3 : 1;
}

/** Speed vectors: where each vessel will be if it keeps course and speed over the ground. */
export function drawVectors({ context, view, scene, placed }: Frame): void {
  const pixelsPerKnot = vectorMinutes(view) * METRES_PER_MINUTE_AND_KNOT * view.pixelsPerMetre;
  context.beginPath();
  for (const { target, x, y } of placed) {
    const { sog, cog } = target.report;
    if (target.state !== 'underway' || sog === null || cog === null) continue;
    const length = sog * pixelsPerKnot;
    if (length < MIN_PIXELS || isStale(target, scene.now)) continue;
    const angle = (cog * Math.PI) / 180;
    const end = { x: x + Math.sin(angle) * length, y: y - Math.cos(angle) * length };
    context.moveTo(x, y);
    context.lineTo(end.x, end.y);
    if (isHullShown(target, view)) addTick(context, angle, end);
  }
  context.strokeStyle = scene.palette.vector;
  context.lineWidth = 1;
  context.globalAlpha = 0.75;
  context.stroke();
  context.globalAlpha = 1;
}

/** A small bar across the end of the line, where there is room for it. */
function addTick(
  context: CanvasRenderingContext2D,
  angle: number,
  end: { readonly x: number; readonly y: number },
): void {
  const acrossX = Math.cos(angle) * 3;
  const acrossY = Math.sin(angle) * 3;
  context.moveTo(end.x - acrossX, end.y - acrossY);
  context.lineTo(end.x + acrossX, end.y + acrossY);
}
