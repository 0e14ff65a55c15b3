import type { GeoJSONSource, Map as MapLibreMap } from 'maplibre-gl';
import { NEAR_ZOOM } from '../base/land.layers.js';
import { SOURCES } from '../base/map-style.js';
import type { Box } from './clip.js';
import type { LandAnswer, LandRequest } from './land-messages.js';

/** The fetched neighbourhood reaches this many views beyond each side of the view. */
const MARGIN_VIEWS = 2;

/** Whether `outer` contains `inner`. */
function covers(outer: Box, inner: Box): boolean {
  return (
    outer[0] <= inner[0] && outer[1] <= inner[1] && outer[2] >= inner[2] && outer[3] >= inner[3]
  );
}

function viewBox(map: MapLibreMap): Box {
  const bounds = map.getBounds();
  return [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
}

function widened([west, south, east, north]: Box): Box {
  const width = Math.max(0.5, (east - west) * MARGIN_VIEWS);
  const height = Math.max(0.5, (north - south) * MARGIN_VIEWS);
  return [west - width, Math.max(-89, south - height), east + width, Math.min(89, north + height)];
}

/** Fills the map's two land sources from the worker, and shows the one that fits the view. */
export class Land {
  private readonly worker = new Worker(new URL('./land.worker.ts', import.meta.url), {
    type: 'module',
  });
  /** The box that is drawn, and the one that is asked for. */
  private drawn: Box | null = null;
  private asked: Box | null = null;
  /** Without graphics there are no layers to show; they come back with the style. */
  private hasLayers = false;

  constructor(private readonly map: MapLibreMap) {
    this.worker.onmessage = (message: MessageEvent<LandAnswer>) => {
      this.receive(message.data);
    };
    map.on('move', this.update);
    map.on('webglcontextlost', () => {
      this.hasLayers = false;
    });
    map.on('style.load', this.begin);
    this.begin();
  }

  /** Fills the new layers of a map that has just got them, or got them back. */
  private readonly begin = (): void => {
    this.hasLayers = true;
    this.drawn = null;
    this.asked = null;
    this.ask({ kind: 'world' });
    this.update();
  };

  private readonly update = (): void => {
    if (!this.hasLayers) return;
    const isNear = this.map.getZoom() >= NEAR_ZOOM;
    const view = viewBox(this.map);
    if (isNear && this.asked === null && (this.drawn === null || !covers(this.drawn, view))) {
      this.asked = widened(view);
      this.ask({ kind: 'near', box: this.asked });
    }
    this.show(isNear && this.drawn !== null && covers(this.drawn, view));
  };

  private receive(answer: LandAnswer): void {
    if (answer.kind === 'failed' || !this.hasLayers) {
      this.asked = null;
      return;
    }
    if (answer.kind === 'near') {
      this.drawn = answer.box;
      this.asked = null;
    }
    const source = this.map.getSource<GeoJSONSource>(
      answer.kind === 'near' ? SOURCES.near : SOURCES.world,
    );
    void source?.setData(answer.land);
    this.update();
  }

  /** The two coasts differ by some hundred metres: exactly one of them shows. */
  private show(isNear: boolean): void {
    for (const [source, isVisible] of [
      [SOURCES.near, isNear],
      [SOURCES.world, !isNear],
    ] as const) {
      for (const part of ['fill', 'shore']) {
        const id = `${source}-${part}`;
        const visibility = isVisible ? 'visible' : 'none';
        const now: unknown = this.map.getLayoutProperty(id, 'visibility');
        if ((now ?? 'visible') !== visibility) {
          this.map.setLayoutProperty(id, 'visibility', visibility);
        }
      }
    }
  }

  private ask(request: LandRequest): void {
    this.worker.postMessage(request);
  }
}
