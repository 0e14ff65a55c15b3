import { screenX, screenY } from '../mercator.js';
import type { Frame } from '../scene.js';

/** The way of the selected vessel in the last hours, older stretches paler. */
export function drawTrack({ context, view, scene }: Frame): void {
  const { track, palette } = scene;
  if (track === null || track.x.length < 2) return;
  const steps = 4;
  const last = track.x.length - 1;
  context.strokeStyle = palette.track;
  context.lineWidth = 2;
  context.lineJoin = 'round';
  for (let step = 0; step < steps; step += 1) {
    const from = Math.floor((last * step) / steps);
    const to = Math.floor((last * (step + 1)) / steps);
    context.beginPath();
    for (let index = from; index <= to; index += 1) {
      const x = screenX(view, track.x[index] ?? 0);
      const y = screenY(view, track.y[index] ?? 0);
      if (index === from) context.moveTo(x, y);
      else context.lineTo(x, y);
    }
    context.globalAlpha = 0.35 + (0.6 * (step + 1)) / steps;
    context.stroke();
  }
  context.globalAlpha = 1;
}
