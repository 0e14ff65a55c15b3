import type { ZoneKind } from '../../api/types.js';
import type { Palette } from '../palette.js';
import { type MapLayer, SOURCES } from './map-style.js';

const source = SOURCES.zones;

function ofKind(kind: ZoneKind): NonNullable<Extract<MapLayer, { type: 'line' }>['filter']> {
  return ['==', ['get', 'kind'], kind];
}

function fill(kind: ZoneKind, color: string, opacity: number): MapLayer {
  return {
    id: `${kind}-fill`,
    type: 'fill',
    source,
    filter: ['all', ofKind(kind), ['==', ['geometry-type'], 'Polygon']],
    paint: { 'fill-color': color, 'fill-opacity': opacity, 'fill-antialias': false },
  } as MapLayer;
}

function line(kind: ZoneKind, color: string, width: number, dash: number[] | null): MapLayer {
  const paint = { 'line-color': color, 'line-width': width };
  return {
    id: `${kind}-line`,
    type: 'line',
    source,
    filter: ofKind(kind),
    paint: dash === null ? paint : { ...paint, 'line-dasharray': dash },
  };
}

/** A port's geometry, from the widest area to the berths. Names are drawn on the canvas above. */
export function zoneLayers(palette: Palette): MapLayer[] {
  return [
    // The world's coast is some hundred metres off: within the limits the port's own drawing counts.
    fill('port-limits', palette.sea, 0.88),
    line('port-limits', palette.portLimits, 1.4, [6, 3]),
    fill('fairway', palette.fairway, 0.12),
    line('fairway', palette.fairway, 1, [8, 4]),
    fill('anchorage', palette.anchorage, 0.07),
    line('anchorage', palette.anchorage, 1, [3, 3]),
    fill('restricted-area', palette.restricted, 0.1),
    line('restricted-area', palette.restricted, 1.2, [2, 2]),
    fill('terminal', palette.terminal, 0.35),
    line('terminal', palette.terminal, 1, null),
    fill('berth', palette.berth, 0.18),
    line('berth', palette.berth, 2, null),
  ];
}
