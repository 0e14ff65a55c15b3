import type { ZoneKind } from '../../api/types.js';
import { screenX, screenY } from '../mercator.js';
import type { Frame } from '../scene.js';
import type { ZoneLabel } from '../zone-labels.js';

/** From which zoom the name of such a zone is written. */
const FROM_ZOOM: Readonly<Record<ZoneKind, number>> = {
  'port-limits': 99,
  fairway: 12,
  anchorage: 11.5,
  'pilot-boarding-place': 11,
  'restricted-area': 12.5,
  terminal: 13,
  berth: 14.2,
};

/** The pilot boarding place: a diamond in a circle, as on charts. */
function drawPilotMark(frame: Frame, x: number, y: number): void {
  const { context, scene } = frame;
  context.strokeStyle = scene.palette.pilot;
  context.lineWidth = 1.5;
  context.beginPath();
  context.arc(x, y, 8, 0, 2 * Math.PI);
  context.moveTo(x, y - 5);
  context.lineTo(x + 3, y);
  context.lineTo(x, y + 5);
  context.lineTo(x - 3, y);
  context.closePath();
  context.stroke();
}

function drawLabel(
  frame: Frame,
  label: ZoneLabel,
  { x, y }: { readonly x: number; readonly y: number },
): void {
  const { context, scene, labels } = frame;
  const isBerth = label.kind === 'berth';
  context.font = `${isBerth ? 600 : 500} ${isBerth ? 11 : 11.5}px system-ui, sans-serif`;
  const width = context.measureText(label.text).width;
  const top = label.kind === 'pilot-boarding-place' ? y + 12 : y - 7;
  if (!labels.take(x - width / 2, top, width, 13)) return;
  context.strokeText(label.text, x - width / 2, top + 7);
  context.fillStyle =
    label.kind === 'restricted-area' ? scene.palette.restricted : scene.palette.zoneLabel;
  context.fillText(label.text, x - width / 2, top + 7);
}

/** Names of the port's zones; the page has no glyph server, so the canvas writes them. */
export function drawZoneLabels(frame: Frame): void {
  const { context, view, scene } = frame;
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  for (const label of scene.zoneLabels) {
    if (view.zoom < FROM_ZOOM[label.kind]) continue;
    const x = screenX(view, label.x);
    const y = screenY(view, label.y);
    if (x < -50 || y < -20 || x > view.width + 50 || y > view.height + 20) continue;
    if (label.kind === 'pilot-boarding-place') drawPilotMark(frame, x, y);
    context.strokeStyle = scene.palette.halo;
    context.lineWidth = 3;
    drawLabel(frame, label, { x, y });
  }
}
