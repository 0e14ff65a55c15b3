import type { Selection } from '../../state/app-state.js';
import { screenX, screenY } from '../mercator.js';
import type { Frame } from '../scene.js';
import { isHullShown, markRadius } from '../vessel-shape.js';
import { placeOf } from './stations.layer.js';

/** Where the chosen thing is on the canvas, and how far a frame keeps from it. */
function placeOfSelection(
  { view, scene }: Frame,
  selection: Selection,
): { readonly x: number; readonly y: number; readonly radius: number } | null {
  if (selection.kind === 'vessel') {
    const target = scene.traffic.targets.get(selection.mmsi);
    if (target === undefined) return null;
    const { hull } = target;
    const length = hull === null ? 0 : Math.max(hull.bow, hull.stern) * view.pixelsPerMetre;
    const radius = isHullShown(target, view) ? length + 6 : markRadius(view) + 9;
    return { x: screenX(view, target.x), y: screenY(view, target.y), radius };
  }
  const features = {
    aid: scene.aids,
    'base-station': scene.baseStations,
    distress: scene.distress,
  }[selection.kind];
  const feature = features.get(selection.mmsi);
  const place = feature === undefined ? null : placeOf(feature, view);
  return place === null ? null : { ...place, radius: 16 };
}

/** Four corners around what is selected (IEC 62288: a broken square). */
export function drawSelection(frame: Frame): void {
  const { context, scene } = frame;
  if (scene.selection === null) return;
  const place = placeOfSelection(frame, scene.selection);
  if (place === null) return;
  const { x, y } = place;
  const radius = Math.min(place.radius, 90);
  const arm = Math.max(5, radius * 0.35);
  context.beginPath();
  for (const [sx, sy] of [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
  ] as const) {
    context.moveTo(x + sx * radius, y + sy * (radius - arm));
    context.lineTo(x + sx * radius, y + sy * radius);
    context.lineTo(x + sx * (radius - arm), y + sy * radius);
  }
  context.lineWidth = 2.2;
  context.strokeStyle = scene.palette.selection;
  context.stroke();
}
