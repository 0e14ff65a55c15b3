import type { PositionFeature, PositionProperties } from '../../../web/src/api/types.js';

/** Time of a report of `newPosition`, epoch ms. */
export const NOON = Date.UTC(2026, 0, 31, 12);

/** A cargo ship's report at `NOON` off Valparaíso, changed as asked for. */
export function newPosition(properties: Partial<PositionProperties> = {}): PositionFeature {
  const mmsi = properties.mmsi ?? '725000912';
  const time = new Date(NOON).toISOString();
  return {
    type: 'Feature',
    id: mmsi,
    geometry: { type: 'Point', coordinates: [-71.62, -33.03] },
    properties: {
      mmsi,
      time,
      sog: 7.2,
      cog: 181.4,
      heading: 180,
      rot: 0,
      navStatus: 0,
      positionAccuracy: true,
      aisClass: 'A',
      name: 'ESPERANZA',
      shipType: 70,
      lengthMetres: 200,
      beamMetres: 30,
      destination: null,
      stations: [],
      source: 'ais',
      flags: [],
      committedAt: time,
      ...properties,
    },
  };
}
