import type { GeoPosition, LonLat, PolygonGeometry } from './geometry.js';
import { METRES_PER_DEGREE, normaliseLongitude, radians } from './sphere.js';

/** Antenna to bow, stern, port and starboard, metres; `null` or 0 when not known. */
export interface HullDimensions {
  readonly a: number | null;
  readonly b: number | null;
  readonly c: number | null;
  readonly d: number | null;
}

/** Share of the length over which the sides run to the point of the bow. */
const BOW_SHARE = 0.15;

interface Sides {
  /** Metres from the antenna to bow and stern. */
  readonly bow: number;
  readonly stern: number;
  readonly port: number;
  readonly starboard: number;
}

/**
 * Where the antenna stands in the hull. With A and C both 0 the reference point is not known and
 * B and D are length and beam (ITU-R M.1371-5 Annex 8 §3.3, figure 41): the middle stands in.
 */
function sidesOf({ a, b, c, d }: HullDimensions): Sides | null {
  const bow = a ?? 0;
  const stern = b ?? 0;
  const port = c ?? 0;
  const starboard = d ?? 0;
  if (bow + stern <= 0 || port + starboard <= 0) {
    return null;
  }
  if (bow === 0 && port === 0) {
    return { bow: stern / 2, stern: stern / 2, port: starboard / 2, starboard: starboard / 2 };
  }
  return { bow, stern, port, starboard };
}

/** The place `ahead` metres along the heading and `right` metres to starboard of the antenna. */
function offset(antenna: LonLat, heading: number, ahead: number, right: number): GeoPosition {
  const course = radians(heading);
  const north = ahead * Math.cos(course) - right * Math.sin(course);
  const east = ahead * Math.sin(course) + right * Math.cos(course);
  const lon = antenna.lon + east / (METRES_PER_DEGREE * Math.cos(radians(antenna.lat)));
  return [normaliseLongitude(lon), antenna.lat + north / METRES_PER_DEGREE];
}

/**
 * Outline of a vessel on the water: counter-clockwise from the port quarter, five corners, the bow
 * pointed, closed. Flat-earth arithmetic, good to centimetres at a hull's size.
 *
 * @param antenna where the reported position is
 * @param headingDegrees degrees true
 * @returns `null` when length or beam is not known
 */
export function hullPolygon(
  antenna: LonLat,
  headingDegrees: number,
  dimensions: HullDimensions,
): PolygonGeometry | null {
  const sides = sidesOf(dimensions);
  if (sides === null) {
    return null;
  }
  const { bow, stern, port, starboard } = sides;
  const shoulder = bow - (bow + stern) * BOW_SHARE;
  const at = (ahead: number, right: number): GeoPosition =>
    offset(antenna, headingDegrees, ahead, right);
  const quarter = at(-stern, -port);
  return {
    type: 'Polygon',
    coordinates: [
      [
        quarter,
        at(-stern, starboard),
        at(shoulder, starboard),
        at(bow, (starboard - port) / 2),
        at(shoulder, -port),
        quarter,
      ],
    ],
  };
}
