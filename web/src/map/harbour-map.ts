import {
  type GeoJSONSource,
  type LngLatBoundsLike,
  Map as MapLibreMap,
  setWorkerUrl,
} from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import type { ZoneCollection } from '../api/types.js';
import { SOURCES } from './base/map-style.js';
import { mapLayers, mapStyle } from './base/style.js';
import { Land } from './land/land.js';
import type { Palette } from './palette.js';

// A file of our own origin: the Content-Security-Policy allows no blob: worker.
setWorkerUrl(workerUrl);

const MOVE_MS = 600;
const FIT = { padding: 48, maxZoom: 15 } as const;

export interface MapOptions {
  readonly container: HTMLElement;
  readonly palette: Palette;
  readonly tileUrl: string | null;
  /** The map's name for assistive technology. */
  readonly title: string;
}

/**
 * The map under the traffic: land, port geometry, pan and zoom. Always north up and flat, so that
 * a bearing on the screen is the bearing on the chart.
 */
export class HarbourMap {
  readonly map: MapLibreMap;
  private readonly hasTiles: boolean;
  /** Not while the style loads, nor while the graphics are lost (a laptop's sleep takes them). */
  private isStyled = false;

  /** @throws Error when the browser offers no WebGL */
  constructor(options: MapOptions) {
    this.hasTiles = options.tileUrl !== null;
    this.map = new MapLibreMap({
      container: options.container,
      style: mapStyle(options.palette, options.tileUrl),
      center: [0, 20],
      zoom: 1.4,
      maxZoom: 19,
      maxPitch: 0,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      attributionControl: false,
      renderWorldCopies: true,
      fadeDuration: 0,
      locale: { 'Map.Title': options.title },
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.keyboard.disableRotation();
    this.map.on('style.load', () => {
      this.isStyled = true;
    });
    this.map.once('style.load', () => new Land(this.map));
    this.map.on('webglcontextlost', () => {
      this.isStyled = false;
    });
  }

  /** Names the map for assistive technology in the operator's language. */
  setTitle(title: string): void {
    this.map.getCanvas().setAttribute('aria-label', title);
  }

  /** Draws a port's geometry, or none. */
  setZones(zones: ZoneCollection | null): void {
    const collection = zones ?? { type: 'FeatureCollection' as const, features: [] };
    this.whenStyled(() => {
      void this.map.getSource<GeoJSONSource>(SOURCES.zones)?.setData(collection);
    });
  }

  /** Repaints everything in another theme's colours. */
  setPalette(palette: Palette): void {
    this.whenStyled(() => {
      for (const layer of mapLayers(palette, this.hasTiles)) {
        for (const [property, value] of Object.entries(layer.paint ?? {})) {
          this.map.setPaintProperty(layer.id, property as never, value as never);
        }
      }
    });
  }

  /** Shows a box of degrees whole. */
  fit(bounds: LngLatBoundsLike, isAnimated: boolean): void {
    this.map.fitBounds(bounds, { ...FIT, animate: isAnimated, duration: MOVE_MS });
  }

  /** Brings a place into the middle, at least as near as `minZoom`. */
  centre(lon: number, lat: number, minZoom: number): void {
    const move = (): void => {
      const zoom = Math.max(this.map.getZoom(), minZoom);
      this.map.easeTo({ center: [lon, lat], zoom, duration: MOVE_MS });
    };
    move();
    // The details that open beside the map make it smaller, which would end the way to the place.
    this.map.once('resize', move);
    setTimeout(() => this.map.off('resize', move), MOVE_MS);
  }

  zoomBy(steps: number): void {
    this.map.zoomTo(this.map.getZoom() + steps, { duration: 200 });
  }

  private whenStyled(work: () => void): void {
    if (this.isStyled) work();
    else this.map.once('style.load', work);
  }
}
