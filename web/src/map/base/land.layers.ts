import type { Palette } from '../palette.js';
import { type MapLayer, SOURCES } from './map-style.js';

/** From this zoom on the fine coast of the neighbourhood replaces the world's coarse one. */
export const NEAR_ZOOM = 6;

function shoreAndLand(source: string, palette: Palette): MapLayer[] {
  return [
    {
      id: `${source}-fill`,
      type: 'fill',
      source,
      // The shore's lines come from the same source, and would be filled as well.
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-color': palette.land },
    },
    {
      id: `${source}-shore`,
      type: 'line',
      source,
      filter: ['==', ['geometry-type'], 'LineString'],
      paint: { 'line-color': palette.shore, 'line-width': 1 },
    },
  ];
}

/** Land of the world and of the neighbourhood; `harbour-map.ts` shows one of the two. */
export function landLayers(palette: Palette): MapLayer[] {
  return [...shoreAndLand(SOURCES.world, palette), ...shoreAndLand(SOURCES.near, palette)];
}
