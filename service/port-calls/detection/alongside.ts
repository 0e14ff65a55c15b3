import { boxContains } from '../../geo/bounding-box.js';
import type { LonLat } from '../../geo/geometry.js';
import { hullPolygon, type HullDimensions } from '../../geo/hull.js';
import { widen, type ZoneArea } from './zone-area.js';

/** A hull on the water. */
export interface LyingHull {
  /** Of the antenna. */
  readonly place: LonLat;
  /** Degrees true; `null` when not known: the hull then counts as its antenna alone. */
  readonly headingDegrees: number | null;
  readonly dimensions: HullDimensions;
}

/** What `findBerth` allows. */
export interface AlongsideSettings {
  readonly berthMarginMetres: number;
  readonly pointBerthMetres: number;
}

/** This share of the hull must lie at berths. */
const neededShare = 0.5;
/** Points along the hull by points across. */
const along = 9;
const across = 3;
/** No hull is longer, metres. */
const longestMetres = 450;

interface Standing {
  readonly id: string;
  /** Points of the hull inside the outline. */
  readonly inside: number;
  /** Which points are inside or near. */
  readonly near: readonly boolean[];
  /** Metres from the outline to the points, added up. */
  readonly away: number;
}

/**
 * The berth along which a hull lies: half of it must be at berths, give or take the margin, and the
 * berth that holds most of it is the one. A vessel longer than its berth, or moored across two, is at
 * the berth that has its greater part.
 * @returns the zone's id; `null` where the hull lies at none
 */
export function findBerth(
  berths: readonly ZoneArea[],
  hull: LyingHull,
  settings: AlongsideSettings,
): string | null {
  const { lon, lat } = hull.place;
  const close = berths.filter(({ box }) => boxContains(widen(box, longestMetres), lon, lat));
  if (close.length === 0) return null;
  const points = pointsOf(hull);
  const standings = close.map((berth) =>
    standingAt(
      berth,
      points,
      berth.hasInside ? settings.berthMarginMetres : settings.pointBerthMetres,
    ),
  );
  const atAny = points.filter((_, index) => standings.some(({ near }) => near[index] === true));
  if (atAny.length < points.length * neededShare) return null;
  const nearCount = ({ near }: Standing): number => near.filter(Boolean).length;
  const [best] = standings
    .filter((standing) => nearCount(standing) > 0)
    .sort((one, other) => other.inside - one.inside || one.away - other.away);
  return best?.id ?? null;
}

function standingAt(berth: ZoneArea, points: readonly LonLat[], margin: number): Standing {
  const distances = points.map(({ lon, lat }) => berth.distanceTo(berth.on(lon, lat)));
  return {
    id: berth.id,
    inside: distances.filter((distance) => distance === 0).length,
    near: distances.map((distance) => distance <= margin),
    away: distances.reduce((sum, distance) => sum + distance, 0),
  };
}

/** Points spread evenly over the hull; the antenna alone when its outline is not known. */
function pointsOf({ place, headingDegrees, dimensions }: LyingHull): LonLat[] {
  const outline = headingDegrees === null ? null : hullPolygon(place, headingDegrees, dimensions);
  const [portQuarter, starboardQuarter, , bow] = outline?.coordinates[0] ?? [];
  if (portQuarter === undefined || starboardQuarter === undefined || bow === undefined) {
    return [place];
  }
  const middle = [
    (portQuarter[0] + starboardQuarter[0]) / 2,
    (portQuarter[1] + starboardQuarter[1]) / 2,
  ] as const;
  return Array.from({ length: along * across }, (_, index) => {
    const ahead = (Math.floor(index / across) + 0.5) / along;
    const aside = ((index % across) + 0.5) / across - 0.5;
    return {
      lon:
        middle[0] + ahead * (bow[0] - middle[0]) + aside * (starboardQuarter[0] - portQuarter[0]),
      lat:
        middle[1] + ahead * (bow[1] - middle[1]) + aside * (starboardQuarter[1] - portQuarter[1]),
    };
  });
}
