import type { Geometry, LonLat } from '../geo/geometry.js';
import { distanceMetres } from '../geo/sphere.js';

/** A zone, as far as a route needs it. */
export interface RouteZone {
  readonly kind: string;
  readonly code: string;
  readonly geometry: Geometry;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** The way into a port. */
export interface ArrivalWay {
  /** Code of the fairway that it follows; `null` where none is drawn. */
  readonly fairway: string | null;
  /** From the sea inwards; at least one. */
  readonly track: readonly LonLat[];
  /** Where pilots board, on the track or beside it. */
  readonly boarding: LonLat;
}

/** How far it is to the pilot boarding place. */
export interface ArrivalDistance {
  /** Metres by great circle to where the vessel joins the track. */
  readonly toTrackMetres: number;
  /** Metres along the track from there. */
  readonly alongTrackMetres: number;
  /** Where it joins the track. */
  readonly joins: LonLat;
  /** Whether it is on the track already. */
  readonly isOnTrack: boolean;
}

/** A vessel this near to the track, metres, follows it already. */
const onTrackMetres = 1000;

/**
 * The way into a port: the middle line of its inbound fairway; of one that is drawn as an area, from
 * the middle of its two corners farthest from the port; straight to the pilot boarding place where
 * there is no fairway. Without a boarding place the outer end of the fairway counts, or the port.
 */
export function arrivalWay(zones: readonly RouteZone[], port: LonLat): ArrivalWay {
  const place = zones.find(({ kind }) => kind === 'pilot-boarding-place');
  const inbound = zones.filter(
    ({ kind, attributes }) => kind === 'fairway' && attributes['direction'] !== 'outbound',
  );
  const line = inbound.find(({ geometry }) => geometry.type === 'LineString');
  const fairway = line ?? inbound[0];
  const boarding = place === undefined ? null : centreOf(place.geometry);
  if (fairway === undefined) {
    const goal = boarding ?? port;
    return { fairway: null, track: [goal], boarding: goal };
  }
  const points = inwards(outline(fairway.geometry), port, line !== undefined);
  const [outer = port] = points;
  const track = line === undefined ? [outer, boarding ?? outer] : points;
  return { fairway: fairway.code, track, boarding: boarding ?? outer };
}

/**
 * The distance from a place to the pilot boarding place: by great circle to the outer end of the
 * track and then along it; along it at once for a vessel that is on it.
 */
export function arrivalDistance(from: LonLat, { track, boarding }: ArrivalWay): ArrivalDistance {
  const goal = nearestOn(track, boarding);
  const own = nearestOn(track, from);
  const [outer = boarding] = track;
  const isOnTrack = own.offsetMetres <= onTrackMetres;
  return {
    toTrackMetres: isOnTrack ? own.offsetMetres : distanceMetres(from, outer),
    alongTrackMetres: Math.max(0, goal.alongMetres - (isOnTrack ? own.alongMetres : 0)),
    joins: isOnTrack ? own.at : outer,
    isOnTrack,
  };
}

/** Metres from the pilot boarding place along the rest of the track, and straight to a place. */
export function inwardMetres({ track, boarding }: ArrivalWay, to: LonLat): number {
  const goal = nearestOn(track, boarding);
  const inner = track.at(-1) ?? boarding;
  const rest = Math.max(0, lengthOf(track) - goal.alongMetres);
  return rest + distanceMetres(rest === 0 ? boarding : inner, to);
}

/** The middle of a drawing: the mean of its corners. */
export function centreOf(geometry: Geometry): LonLat {
  const points = outline(geometry);
  const sum = points.reduce((all, { lon, lat }) => ({ lon: all.lon + lon, lat: all.lat + lat }), {
    lon: 0,
    lat: 0,
  });
  return { lon: sum.lon / points.length, lat: sum.lat / points.length };
}

/** Corners of a drawing; of an area those of its outer rings, none twice. */
function outline(geometry: Geometry): LonLat[] {
  switch (geometry.type) {
    case 'Point':
      return [toLonLat(geometry.coordinates)];
    case 'LineString':
      return geometry.coordinates.map(toLonLat);
    case 'Polygon':
      return (geometry.coordinates[0] ?? []).slice(1).map(toLonLat);
    case 'MultiPolygon':
      return geometry.coordinates.flatMap(([ring = []]) => ring.slice(1).map(toLonLat));
  }
}

function toLonLat([lon, lat]: readonly [number, number]): LonLat {
  return { lon, lat };
}

/** From the sea to the port: a port's own position is inside. */
function inwards(points: readonly LonLat[], port: LonLat, isLine: boolean): LonLat[] {
  if (isLine) {
    const [first = port] = points;
    const last = points.at(-1) ?? port;
    const isInward = distanceMetres(first, port) >= distanceMetres(last, port);
    return isInward ? [...points] : [...points].reverse();
  }
  const [one = port, other = port] = [...points].sort(
    (left, right) => distanceMetres(right, port) - distanceMetres(left, port),
  );
  return [{ lon: (one.lon + other.lon) / 2, lat: (one.lat + other.lat) / 2 }];
}

interface Nearest {
  readonly at: LonLat;
  /** Metres from the track's outer end. */
  readonly alongMetres: number;
  /** Metres beside the track. */
  readonly offsetMetres: number;
}

/** The nearest place of the track; its legs are short enough to be taken for straight. */
function nearestOn(track: readonly LonLat[], from: LonLat): Nearest {
  const [outer = from] = track;
  let best: Nearest = { at: outer, alongMetres: 0, offsetMetres: distanceMetres(outer, from) };
  let along = 0;
  for (const [index, end] of track.entries()) {
    const start = track[index - 1];
    if (start === undefined) continue;
    const share = shareOf(start, end, from);
    const at = {
      lon: start.lon + (end.lon - start.lon) * share,
      lat: start.lat + (end.lat - start.lat) * share,
    };
    const offsetMetres = distanceMetres(at, from);
    const alongMetres = along + distanceMetres(start, at);
    if (offsetMetres < best.offsetMetres) best = { at, alongMetres, offsetMetres };
    along += distanceMetres(start, end);
  }
  return best;
}

/** How far along a leg its nearest place to a point is, 0 to 1. */
function shareOf(start: LonLat, end: LonLat, point: LonLat): number {
  const shrink = Math.cos((start.lat * Math.PI) / 180);
  const leg = { x: (end.lon - start.lon) * shrink, y: end.lat - start.lat };
  const way = { x: (point.lon - start.lon) * shrink, y: point.lat - start.lat };
  const square = leg.x ** 2 + leg.y ** 2;
  return square === 0 ? 0 : Math.min(1, Math.max(0, (leg.x * way.x + leg.y * way.y) / square));
}

function lengthOf(track: readonly LonLat[]): number {
  return track.reduce((sum, end, index) => {
    const start = track[index - 1];
    return start === undefined ? sum : sum + distanceMetres(start, end);
  }, 0);
}
