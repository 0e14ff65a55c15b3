import type { Point } from 'geojson';
import { mercatorX, mercatorY, screenX, screenY, type View } from '../mercator.js';
import type { CanvasLayer, Frame } from '../scene.js';

const RADIUS = 6;

/** A feature's place on the canvas, CSS pixels; `null` when it has none. */
export function placeOf(
  feature: { readonly geometry: Point | null },
  view: View,
): { readonly x: number; readonly y: number } | null {
  const [lon, lat] = feature.geometry?.coordinates ?? [];
  if (lon === undefined || lat === undefined) return null;
  return { x: screenX(view, mercatorX(lon)), y: screenY(view, mercatorY(lat)) };
}

function diamond(context: CanvasRenderingContext2D, x: number, y: number): void {
  context.beginPath();
  context.moveTo(x, y - RADIUS);
  context.lineTo(x + RADIUS, y);
  context.lineTo(x, y + RADIUS);
  context.lineTo(x - RADIUS, y);
  context.closePath();
}

/** Aids to navigation: a diamond, dashed when virtual, filled with warning when off position. */
export const drawAids: CanvasLayer = ({ context, view, scene }: Frame) => {
  const { palette } = scene;
  context.lineWidth = 1.6;
  for (const feature of scene.aids.values()) {
    const place = placeOf(feature, view);
    if (place === null) continue;
    const isOff = feature.properties.isOffPosition === true;
    diamond(context, place.x, place.y);
    context.setLineDash(feature.properties.isVirtual === true ? [2.5, 2] : []);
    context.fillStyle = isOff ? palette.warning : palette.halo;
    context.fill();
    context.strokeStyle = isOff ? palette.warning : palette.aid;
    context.stroke();
    context.setLineDash([]);
    context.fillStyle = isOff ? palette.halo : palette.aid;
    context.fillRect(place.x - 1, place.y - 1, 2, 2);
  }
};

/** Base stations: a mast on a foot, radiating. */
export const drawBaseStations: CanvasLayer = ({ context, view, scene }: Frame) => {
  context.strokeStyle = scene.palette.baseStation;
  context.lineWidth = 1.5;
  context.beginPath();
  for (const feature of scene.baseStations.values()) {
    const place = placeOf(feature, view);
    if (place === null) continue;
    const { x, y } = place;
    context.moveTo(x - 4, y + 6);
    context.lineTo(x, y - 4);
    context.lineTo(x + 4, y + 6);
    context.moveTo(x - 2.4, y + 2);
    context.lineTo(x + 2.4, y + 2);
    for (const [from, to] of [
      [-0.7, 0.7],
      [Math.PI - 0.7, Math.PI + 0.7],
    ] as const) {
      context.moveTo(x + 6 * Math.cos(from), y - 4 + 6 * Math.sin(from));
      context.arc(x, y - 4, 6, from, to);
    }
  }
  context.stroke();
};
