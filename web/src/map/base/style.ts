import type { ZoneCollection } from '../../api/types.js';
import type { Palette } from '../palette.js';
import { type MapLayer, type MapStyle, SOURCES } from './map-style.js';
import { landLayers } from './land.layers.js';
import { zoneLayers } from './zone.layers.js';

const TILES = 'tiles';
const empty: ZoneCollection = { type: 'FeatureCollection', features: [] };

/** Every layer, from the sea up. */
export function mapLayers(palette: Palette, hasTiles: boolean): MapLayer[] {
  const tiles: MapLayer[] = hasTiles ? [{ id: TILES, type: 'raster', source: TILES }] : [];
  return [
    { id: 'sea', type: 'background', paint: { 'background-color': palette.sea } },
    ...landLayers(palette),
    ...tiles,
    ...zoneLayers(palette),
  ];
}

/**
 * The map's style: land and port geometry from this service, and nothing from elsewhere unless the
 * operator's settings name a tile layer.
 */
export function mapStyle(palette: Palette, tileUrl: string | null): MapStyle {
  const tiles: MapStyle['sources'] =
    tileUrl === null ? {} : { [TILES]: { type: 'raster', tiles: [tileUrl], tileSize: 256 } };
  return {
    version: 8,
    sources: {
      ...tiles,
      [SOURCES.world]: { type: 'geojson', data: empty, maxzoom: 6, tolerance: 0.5 },
      [SOURCES.near]: { type: 'geojson', data: empty, maxzoom: 14, tolerance: 0.2 },
      [SOURCES.zones]: { type: 'geojson', data: empty, maxzoom: 16, tolerance: 0.1 },
    },
    layers: mapLayers(palette, tileUrl !== null),
    transition: { duration: 0, delay: 0 },
  };
}
