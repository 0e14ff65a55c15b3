import type { LonLat } from './geometry.js';

/** Mean radius of the Earth, metres (IUGG R1). */
export const EARTH_RADIUS_METRES = 6_371_008.8;

/** Metres in a nautical mile (ISO 80000-3). */
export const METRES_PER_NAUTICAL_MILE = 1852;

const RADIANS_PER_DEGREE = Math.PI / 180;

/** Metres in one degree of latitude on the sphere used here. */
export const METRES_PER_DEGREE = EARTH_RADIUS_METRES * RADIANS_PER_DEGREE;

export function radians(degrees: number): number {
  return degrees * RADIANS_PER_DEGREE;
}

function degrees(angle: number): number {
  return angle / RADIANS_PER_DEGREE;
}

/** The same longitude in [-180, 180); 180 stays 180. */
export function normaliseLongitude(lon: number): number {
  if (lon >= -180 && lon <= 180) {
    return lon;
  }
  return ((((lon + 180) % 360) + 360) % 360) - 180;
}

/** The same direction in [0, 360). */
export function normaliseDegrees(angle: number): number {
  const turned = ((angle % 360) + 360) % 360;
  return turned === 360 ? 0 : turned;
}

/** Shortest way from one longitude to another, degrees, -180 to 180, east positive. */
export function longitudeDifference(from: number, to: number): number {
  const difference = to - from;
  return difference >= -180 && difference <= 180 ? difference : normaliseLongitude(difference);
}

/** Shortest turn from one direction to another, degrees, -180 to 180, to starboard positive. */
export function turnDegrees(from: number, to: number): number {
  return normaliseLongitude(to - from);
}

/**
 * Great-circle distance by the haversine formula, metres. The sphere differs from the ellipsoid
 * by at most 0.6 %.
 */
export function distanceMetres(from: LonLat, to: LonLat): number {
  const halfLat = radians(to.lat - from.lat) / 2;
  const halfLon = radians(to.lon - from.lon) / 2;
  const chord =
    Math.sin(halfLat) ** 2 +
    Math.cos(radians(from.lat)) * Math.cos(radians(to.lat)) * Math.sin(halfLon) ** 2;
  return 2 * EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(chord)));
}

/** Initial bearing of the great circle, degrees true in [0, 360); 0 where the places coincide. */
export function bearingDegrees(from: LonLat, to: LonLat): number {
  const lon = radians(to.lon - from.lon);
  const fromLat = radians(from.lat);
  const toLat = radians(to.lat);
  const east = Math.sin(lon) * Math.cos(toLat);
  const north =
    Math.cos(fromLat) * Math.sin(toLat) - Math.sin(fromLat) * Math.cos(toLat) * Math.cos(lon);
  return normaliseDegrees(degrees(Math.atan2(east, north)));
}

/** The place `metres` away along the great circle that starts in direction `bearing` (degrees true). */
export function destinationPoint(from: LonLat, bearing: number, metres: number): LonLat {
  const angle = metres / EARTH_RADIUS_METRES;
  const course = radians(bearing);
  const fromLat = radians(from.lat);
  const sinLat =
    Math.sin(fromLat) * Math.cos(angle) + Math.cos(fromLat) * Math.sin(angle) * Math.cos(course);
  const lat = Math.asin(Math.max(-1, Math.min(1, sinLat)));
  const lon = Math.atan2(
    Math.sin(course) * Math.sin(angle) * Math.cos(fromLat),
    Math.cos(angle) - Math.sin(fromLat) * sinLat,
  );
  return { lon: normaliseLongitude(from.lon + degrees(lon)), lat: degrees(lat) };
}

/** Where a place lies seen from a great circle. */
export interface TrackOffset {
  /** Metres along the great circle from its start to the point abeam; negative before the start. */
  readonly alongMetres: number;
  /** Metres off the great circle, to starboard positive. */
  readonly crossMetres: number;
}

/**
 * Along-track and cross-track distance of a place from the great circle through two others (E.
 * Williams, Aviation Formulary, "Cross track error"); by the tangent rather than the arc cosine,
 * which loses the metres of short distances.
 * @param from where the great circle starts; another place than `to`
 */
export function offsetFromTrack(from: LonLat, to: LonLat, place: LonLat): TrackOffset {
  const angle = distanceMetres(from, place) / EARTH_RADIUS_METRES;
  const turn = radians(bearingDegrees(from, place) - bearingDegrees(from, to));
  const cross = Math.asin(Math.max(-1, Math.min(1, Math.sin(angle) * Math.sin(turn))));
  const along = Math.atan2(Math.sin(angle) * Math.cos(turn), Math.cos(angle));
  return { alongMetres: along * EARTH_RADIUS_METRES, crossMetres: cross * EARTH_RADIUS_METRES };
}
