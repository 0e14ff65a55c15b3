import type { Map as MapLibreMap } from 'maplibre-gl';

/** A whole style of MapLibre, and one layer of it. */
export type MapStyle = ReturnType<MapLibreMap['getStyle']>;
export type MapLayer = MapStyle['layers'][number];

/** Names of the sources whose content comes later. */
export const SOURCES = { world: 'land-world', near: 'land-near', zones: 'zones' } as const;
