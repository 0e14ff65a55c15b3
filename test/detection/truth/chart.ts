import { readFileSync } from 'node:fs';

/** Metres east and north of the chart's origin. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** A quay that a vessel can lie at. */
export interface Quay {
  readonly code: string;
  /** Where the quay's first metre is. */
  readonly start: Spot;
  /** Unit vectors along the quay, and from it over the water. */
  readonly along: Spot;
  readonly off: Spot;
  readonly lengthMetres: number;
  readonly longestMetres: number;
  readonly widestMetres: number;
}

/** What the generator knows of the port. */
export interface Chart {
  readonly quays: readonly Quay[];
  /** Where vessels wait at anchor: the code of the area, and corners of a box well inside. */
  readonly anchorages: readonly { readonly code: string; readonly corners: readonly Spot[] }[];
  readonly pilot: Spot;
  /** The open basin before the quays. */
  readonly basin: Spot;
  /** Degrees of a spot. */
  toDegrees(spot: Spot): { readonly lon: number; readonly lat: number };
}

interface Feature {
  readonly properties: Readonly<Record<string, string | number>>;
  readonly geometry: {
    readonly type: string;
    readonly coordinates: readonly (readonly (readonly number[])[])[];
  };
}

// WGS 84: metres of a degree at a latitude, by the series of the meridian and of the parallel.
function metresOfDegree(latitude: number): { readonly lat: number; readonly lon: number } {
  const phi = (latitude * Math.PI) / 180;
  return {
    lat: 111132.92 - 559.82 * Math.cos(2 * phi) + 1.175 * Math.cos(4 * phi),
    lon: 111412.84 * Math.cos(phi) - 93.5 * Math.cos(3 * phi),
  };
}

/** Reads the demo port's file, with arithmetic of its own. */
export function readChart(path = 'ports/clvap.geojson'): Chart {
  const { features } = JSON.parse(readFileSync(path, 'utf8')) as { features: readonly Feature[] };
  const origin = { lon: -71.62, lat: -33.03 };
  const metres = metresOfDegree(origin.lat);
  const toSpot = ([lon = 0, lat = 0]: readonly number[]): Spot => ({
    x: (lon - origin.lon) * metres.lon,
    y: (lat - origin.lat) * metres.lat,
  });
  const ofKind = (kind: string) =>
    features
      .filter(({ properties }) => properties['kind'] === kind)
      .map(({ properties, geometry }) => ({
        properties,
        ring: (geometry.coordinates[0] ?? []).slice(0, -1).map(toSpot),
      }));
  return {
    quays: ofKind('berth').map(({ properties, ring }) => quayOf(properties, ring)),
    anchorages: ofKind('anchorage').map(({ properties, ring }) => {
      const middle = middleOf(ring);
      const corners = ring.map((corner) => ({
        x: middle.x + 0.6 * (corner.x - middle.x),
        y: middle.y + 0.6 * (corner.y - middle.y),
      }));
      return { code: String(properties['code']), corners };
    }),
    pilot: middleOf(ofKind('pilot-boarding-place')[0]?.ring ?? []),
    basin: toSpot([-71.6185, -33.03]),
    toDegrees: ({ x, y }) => ({
      lon: origin.lon + x / metres.lon,
      lat: origin.lat + y / metres.lat,
    }),
  };
}

/** The file draws the quay first, then the water before it. */
function quayOf(properties: Feature['properties'], ring: readonly Spot[]): Quay {
  const [start, end] = ring;
  if (start === undefined || end === undefined) throw new Error('a berth without a quay');
  const length = Math.hypot(end.x - start.x, end.y - start.y);
  const along = { x: (end.x - start.x) / length, y: (end.y - start.y) / length };
  const middle = middleOf(ring);
  const side = along.x * (middle.y - start.y) - along.y * (middle.x - start.x);
  const off = side > 0 ? { x: -along.y, y: along.x } : { x: along.y, y: -along.x };
  return {
    code: String(properties['code']),
    start,
    along,
    off,
    lengthMetres: length,
    longestMetres: Number(properties['maxLengthMetres']),
    widestMetres: Number(properties['maxBeamMetres']),
  };
}

function middleOf(ring: readonly Spot[]): Spot {
  return {
    x: ring.reduce((sum, { x }) => sum + x, 0) / ring.length,
    y: ring.reduce((sum, { y }) => sum + y, 0) / ring.length,
  };
}
