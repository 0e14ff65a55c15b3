import type { Map as MapLibreMap } from 'maplibre-gl';
import { LabelGrid } from './label-grid.js';
import { drawDistress } from './layers/distress.layer.js';
import { drawNames } from './layers/names.layer.js';
import { drawSelection } from './layers/selection.layer.js';
import { drawAids, drawBaseStations } from './layers/stations.layer.js';
import { drawTrack } from './layers/track.layer.js';
import { drawVectors } from './layers/vectors.layer.js';
import { drawVessels } from './layers/vessels.layer.js';
import { drawZoneLabels } from './layers/zone-labels.layer.js';
import { makeView, screenX, screenY, type View } from './mercator.js';
import type { CanvasLayer, Frame, Placed, Scene } from './scene.js';

/** From below to above. Names take their room before the zones' names do. */
const LAYERS: readonly CanvasLayer[] = [
  drawTrack,
  drawBaseStations,
  drawAids,
  drawVectors,
  drawVessels,
  drawNames,
  drawZoneLabels,
  drawSelection,
  drawDistress,
];

/** A hull may reach this far into the view from an antenna outside it, CSS pixels. */
const MARGIN = 200;

function place(scene: Scene, view: View): Placed[] {
  const placed: Placed[] = [];
  for (const target of scene.traffic.targets.values()) {
    const x = screenX(view, target.x);
    const y = screenY(view, target.y);
    const isNear =
      x > -MARGIN && y > -MARGIN && x < view.width + MARGIN && y < view.height + MARGIN;
    if (isNear) placed.push({ target, x, y });
  }
  return placed;
}

/** How many of the vessels have their position inside the canvas. */
function countInside(placed: readonly Placed[], view: View): number {
  let count = 0;
  for (const { x, y } of placed) {
    if (x >= 0 && y >= 0 && x <= view.width && y <= view.height) count += 1;
  }
  return count;
}

/**
 * The canvas over the map on which everything that moves is drawn. A frame is drawn together with
 * the map's own when the map moves, and alone after `invalidate()`; without either nothing runs.
 *
 * The canvas tells what it shows in `data-` attributes: `vessels` (inside the view), `lon`, `lat`
 * and `zoom` (of its centre) and `frames` (drawn so far).
 */
export class Overlay {
  private readonly context: CanvasRenderingContext2D;
  private pending = 0;
  private frames = 0;
  private shownView: View | null = null;

  /**
   * @param onDraw hears after each frame which vessels were drawn, and how many lie in view
   * @throws Error when the browser gives no 2D canvas
   */
  constructor(
    private readonly map: MapLibreMap,
    private readonly canvas: HTMLCanvasElement,
    private readonly scene: () => Scene,
    private readonly onDraw: (placed: readonly Placed[], vesselsInView: number) => void,
  ) {
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('This browser offers no 2D canvas.');
    this.context = context;
    map.on('render', this.draw);
    map.on('resize', this.invalidate);
  }

  /** Draws again in the next frame; many calls draw once. */
  readonly invalidate = (): void => {
    if (this.pending === 0) this.pending = requestAnimationFrame(this.draw);
  };

  /** The view of the last frame, `null` before the first. */
  get view(): View | null {
    return this.shownView;
  }

  /** Stops drawing for good. */
  stop(): void {
    cancelAnimationFrame(this.pending);
    this.map.off('render', this.draw);
    this.map.off('resize', this.invalidate);
  }

  private readonly draw = (): void => {
    cancelAnimationFrame(this.pending);
    this.pending = 0;
    const { clientWidth: width, clientHeight: height } = this.canvas;
    if (width === 0 || height === 0) return;
    this.fit(width, height);
    const view = makeView({ width, height }, this.map.getCenter(), this.map.getZoom());
    const scene = this.scene();
    const placed = place(scene, view);
    const labels = new LabelGrid(width, height);
    const frame: Frame = { context: this.context, view, scene, placed, labels };
    for (const layer of LAYERS) layer(frame);
    this.shownView = view;
    const vesselsInView = countInside(placed, view);
    this.tell(view, vesselsInView);
    this.onDraw(placed, vesselsInView);
  };

  /** Gives the canvas the screen's own pixels, and clears it. */
  private fit(width: number, height: number): void {
    const ratio = window.devicePixelRatio;
    const pixelWidth = Math.round(width * ratio);
    const pixelHeight = Math.round(height * ratio);
    if (this.canvas.width !== pixelWidth || this.canvas.height !== pixelHeight) {
      this.canvas.width = pixelWidth;
      this.canvas.height = pixelHeight;
    }
    this.context.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.context.clearRect(0, 0, width, height);
  }

  private tell(view: View, vesselsInView: number): void {
    const { lng, lat } = this.map.getCenter();
    this.frames += 1;
    const { dataset } = this.canvas;
    dataset['vessels'] = String(vesselsInView);
    dataset['lon'] = lng.toFixed(7);
    dataset['lat'] = lat.toFixed(7);
    dataset['zoom'] = view.zoom.toFixed(5);
    dataset['frames'] = String(this.frames);
  }
}
