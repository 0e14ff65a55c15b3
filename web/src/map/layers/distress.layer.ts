import type { DistressFeature } from '../../api/types.js';
import type { Frame } from '../scene.js';
import { placeOf } from './stations.layer.js';

const RADIUS = 11;
const KIND_TEXT = { sart: 'SART', mob: 'MOB', epirb: 'EPIRB' } as const;

/** Devices that call for help, and not for a test. */
export function activeDistress(devices: Iterable<DistressFeature>): DistressFeature[] {
  return [...devices].filter(({ properties }) => properties.state === 'active');
}

/** A circle with a cross (IEC 62288), over everything, with rings that spread while it calls. */
export function drawDistress(frame: Frame): void {
  const { context, view, scene } = frame;
  for (const feature of scene.distress.values()) {
    const place = placeOf(feature, view);
    if (place === null) continue;
    const isActive = feature.properties.state === 'active';
    if (isActive) drawRings(frame, place.x, place.y);
    context.globalAlpha = isActive ? 1 : 0.55;
    drawMark(frame, place, isActive);
    const { kind } = feature.properties;
    drawName(frame, isActive ? KIND_TEXT[kind] : `${KIND_TEXT[kind]} TEST`, place);
    context.globalAlpha = 1;
  }
}

function drawRings({ context, scene }: Frame, x: number, y: number): void {
  context.strokeStyle = scene.palette.distress;
  for (const share of [scene.pulse, (scene.pulse + 0.5) % 1]) {
    context.beginPath();
    context.arc(x, y, RADIUS + share * 34, 0, 2 * Math.PI);
    context.globalAlpha = 1 - share;
    context.lineWidth = 3;
    context.stroke();
  }
  context.globalAlpha = 1;
}

function drawMark(
  { context, scene }: Frame,
  { x, y }: { readonly x: number; readonly y: number },
  isActive: boolean,
): void {
  const { palette } = scene;
  context.beginPath();
  context.arc(x, y, RADIUS, 0, 2 * Math.PI);
  context.fillStyle = isActive ? palette.distress : palette.halo;
  context.fill();
  context.strokeStyle = palette.distress;
  context.lineWidth = 2;
  context.stroke();
  const arm = RADIUS * 0.6;
  context.beginPath();
  context.moveTo(x - arm, y - arm);
  context.lineTo(x + arm, y + arm);
  context.moveTo(x + arm, y - arm);
  context.lineTo(x - arm, y + arm);
  context.strokeStyle = isActive ? palette.distressText : palette.distress;
  context.lineWidth = 2.5;
  context.stroke();
}

function drawName(
  { context, scene }: Frame,
  text: string,
  { x, y }: { readonly x: number; readonly y: number },
): void {
  context.font = '700 12px system-ui, sans-serif';
  const width = context.measureText(text).width + 10;
  context.fillStyle = scene.palette.distress;
  context.fillRect(x + RADIUS + 5, y - 9, width, 18);
  context.fillStyle = scene.palette.distressText;
  context.textBaseline = 'middle';
  context.fillText(text, x + RADIUS + 10, y + 1);
}
