/** Spherical Mercator in world units: 0 to 1 eastward from 180° W, 0 to 1 southward from 85.05° N. */

/** Pixels of the whole world at zoom 0 (MapLibre's tile size). */
export const TILE_PIXELS = 512;
const EARTH_CIRCUMFERENCE_METRES = 40_075_016.686;

/** @param lon degrees east */
export function mercatorX(lon: number): number {
  return (lon + 180) / 360;
}

/** @param lat degrees north, -85.05 to 85.05 */
export function mercatorY(lat: number): number {
  const sine = Math.sin((lat * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}

/** Latitude, degrees north, of a world y. */
export function latitudeOf(y: number): number {
  return (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;
}

/** What part of the world the canvas shows, north up. */
export interface View {
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** World units. */
  readonly centreX: number;
  readonly centreY: number;
  readonly zoom: number;
  /** Pixels of the whole world. */
  readonly worldPixels: number;
  /** Pixels a metre has at the centre's latitude. */
  readonly pixelsPerMetre: number;
}

/** The view of a map of that size, centre and zoom. */
export function makeView(
  size: { readonly width: number; readonly height: number },
  centre: { readonly lng: number; readonly lat: number },
  zoom: number,
): View {
  const worldPixels = TILE_PIXELS * 2 ** zoom;
  const metresRound = EARTH_CIRCUMFERENCE_METRES * Math.cos((centre.lat * Math.PI) / 180);
  return {
    width: size.width,
    height: size.height,
    centreX: mercatorX(centre.lng),
    centreY: mercatorY(centre.lat),
    zoom,
    worldPixels,
    pixelsPerMetre: worldPixels / metresRound,
  };
}

/** Pixels from the left edge; the nearest copy of the world is taken. */
export function screenX(view: View, x: number): number {
  const apart = x - view.centreX;
  return (apart - Math.round(apart)) * view.worldPixels + view.width / 2;
}

/** Pixels from the top edge. */
export function screenY(view: View, y: number): number {
  return (y - view.centreY) * view.worldPixels + view.height / 2;
}
