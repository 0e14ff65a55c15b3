import { isArea, type LonLat } from '../geo/geometry.js';
import { hullPolygon, type HullDimensions } from '../geo/hull.js';
import { isInArea } from '../geo/point-in-area.js';
import { distanceMetres } from '../geo/sphere.js';
import type { Berth } from '../ports/berths.service.js';
import { quayLineOf } from './quay-line.js';

/** Up to this speed a vessel may lie at a berth, knots: what receivers say of a vessel at rest. */
export const restKnots = 0.5;
/** A vessel that was heard longer ago may have left unheard, milliseconds. */
export const longestSilenceMs = 6 * 3_600_000;
/** Reach of a berth that is drawn as a point, metres. */
const pointReachMetres = 60;

/** A vessel that hardly moves, as its newest position says. */
export interface SlowVessel extends HullDimensions, LonLat {
  readonly mmsi: string;
  /** Of the register; `null` where it has none of this MMSI. */
  readonly vesselId: string | null;
  /** By which it is in this port; `null` where it has none. */
  readonly portCallId: string | null;
  readonly imo: number | null;
  readonly name: string | null;
  readonly sogKnots: number | null;
  /** Degrees true. */
  readonly headingDegrees: number | null;
  /** Of the position, epoch ms. */
  readonly time: number;
}

/** A vessel that lies at a berth. */
export interface LyingVessel {
  readonly vessel: SlowVessel;
  /** `antenna`: heading or dimensions are not known, and the antenna is over the berth's water. */
  readonly basis: 'hull' | 'antenna';
  /** Metres of the quay that the hull reaches; `null` where they cannot be told. */
  readonly metres: { readonly from: number; readonly to: number } | null;
}

/**
 * Vessels whose hull reaches over a berth's water, the one nearest to the quay's beginning first.
 * @param vessels that hardly move, of anywhere
 */
export function lyingAt(
  { geometry, lengthMetres }: Pick<Berth, 'geometry' | 'lengthMetres'>,
  vessels: readonly SlowVessel[],
): LyingVessel[] {
  const quay = quayLineOf(geometry);
  const lying = vessels.flatMap((vessel): LyingVessel[] => {
    const outline =
      vessel.headingDegrees === null
        ? undefined
        : hullPolygon(vessel, vessel.headingDegrees, vessel)?.coordinates[0];
    if (quay !== null && outline !== undefined) {
      const reach = quay.reach(outline);
      // What is drawn may be a little shorter or longer than what is said.
      const scale = (lengthMetres ?? quay.lengthMetres) / quay.lengthMetres;
      return reach === null
        ? []
        : [{ vessel, basis: 'hull', metres: { from: reach.from * scale, to: reach.to * scale } }];
    }
    return isOver(geometry, vessel) ? [{ vessel, basis: 'antenna', metres: null }] : [];
  });
  return lying.sort((one, other) => (one.metres?.from ?? 0) - (other.metres?.from ?? 0));
}

/** Metres that are taken by at least one of some ranges. */
export function unionMetres(
  ranges: readonly { readonly from: number; readonly to: number }[],
): number {
  let [taken, end] = [0, -Infinity];
  for (const { from, to } of [...ranges].sort((one, other) => one.from - other.from)) {
    taken += Math.max(0, to - Math.max(from, end));
    end = Math.max(end, to);
  }
  return taken;
}

function isOver(geometry: Berth['geometry'], antenna: LonLat): boolean {
  if (isArea(geometry)) return isInArea(geometry, antenna.lon, antenna.lat);
  if (geometry.type !== 'Point') return false;
  const [lon, lat] = geometry.coordinates;
  return distanceMetres({ lon, lat }, antenna) <= pointReachMetres;
}
