import type { LonLat } from '../geo/geometry.js';
import { bearingDegrees, turnDegrees } from '../geo/sphere.js';
import {
  endWatch,
  nothingWatched,
  watchExcess,
  type Excess,
  type ExcessKind,
  type ExcessWatch,
  type Watched,
} from './excess.js';
import { placeInLane, wayMetres, type LanePlace, type SailedLeg } from './lane.js';

/** A position of the vessel. */
export interface TrackFix extends LonLat {
  /** When it was true, epoch ms. */
  readonly time: number;
  /** Over ground. */
  readonly sogKnots: number | null;
  /** Over ground, degrees true. */
  readonly cogDegrees: number | null;
}

/** A fix and where it is in the fairway. */
export interface TrackPoint extends TrackFix {
  readonly leg: number;
  readonly alongMetres: number;
  readonly crossTrackMetres: number;
  readonly stretch: LanePlace['stretch'];
  readonly distanceMetres: number;
}

/** What the fixes so far show of a passage; plain JSON. */
export interface PassageTrack {
  /** Newest fix; `null` while there is none. */
  readonly last: TrackPoint | null;
  /** First of the fixes in a row that lie in the lane, underway. */
  readonly entering: TrackFix | null;
  /** When the vessel entered the fairway, epoch ms; `null`: not yet. */
  readonly startedAt: number | null;
  /** First of the fixes in a row at the end of the fairway; epoch ms. */
  readonly leavingAt: number | null;
  /** When the vessel came to the end of the fairway, epoch ms; `null`: not yet. */
  readonly endedAt: number | null;
  readonly watches: Readonly<Record<ExcessKind, ExcessWatch>>;
  /** Those that are over, in order of end. */
  readonly ended: readonly Excess[];
}

/** What a passage is watched against. */
export interface TrackBasis {
  readonly legs: readonly SailedLeg[];
  /** When a person said that it started, epoch ms; `null`: the fixes tell. */
  readonly startedAt: number | null;
  /** Earlier fixes belong to another passage of the vessel, epoch ms; `null`: none does. */
  readonly after: number | null;
  /** When it was over, epoch ms: later fixes don't count; `null`: it is not. */
  readonly until: number | null;
}

/** Slower than this a vessel is not underway, knots. */
const underWayKnots = 1;
/** Half the width that counts as the fairway where its width is not known, metres: 0.25 nautical miles. */
const usualHalfWidthMetres = 463;
/** So near to the end of the line a vessel has come to its end, metres. */
const endMetres = 50;
/** After so long a silence nothing goes on as it was, milliseconds. */
const silenceMs = 10 * 60_000;

/** Before the first fix. */
export const emptyTrack: PassageTrack = {
  last: null,
  entering: null,
  startedAt: null,
  leavingAt: null,
  endedAt: null,
  watches: { deviation: nothingWatched, speed: nothingWatched },
  ended: [],
};

/**
 * What the fixes show of a passage. The same whether all fixes are taken at once or some after others,
 * as long as each lies after those before: one that does not needs a new beginning.
 * @param fixes in order of time
 */
export function follow(
  track: PassageTrack,
  basis: TrackBasis,
  fixes: readonly TrackFix[],
): PassageTrack {
  const { after, until } = basis;
  const counted = fixes.filter(
    ({ time }) => (after === null || time > after) && (until === null || time <= until),
  );
  const followed = counted.reduce((state, fix) => step(state, basis, fix), track);
  return until === null ? followed : ended(followed, until);
}

/** Every excess that the track shows, open ones last. */
export function excessesOf({ ended: over, watches }: PassageTrack): readonly Excess[] {
  const open = [watches.deviation.open, watches.speed.open].filter((excess) => excess !== null);
  return [...over, ...open];
}

function step(track: PassageTrack, basis: TrackBasis, fix: TrackFix): PassageTrack {
  const isRepeat = track.last !== null && fix.time <= track.last.time;
  const place = placeInLane(basis.legs, fix);
  if (isRepeat || place === null || track.endedAt !== null) return track;
  const isAfterSilence = track.last !== null && fix.time - track.last.time > silenceMs;
  const heard = isAfterSilence ? afterSilence(track, track.last.time) : track;
  const moved: PassageTrack = { ...heard, last: pointOf(fix, place) };
  const started = startedBy(moved, basis, { fix, place });
  if (started.startedAt === null || fix.time < started.startedAt) return started;
  return leave(watchBoth(started, { fix, place }), basis, { fix, place });
}

interface Placed {
  readonly fix: TrackFix;
  readonly place: LanePlace;
}

/** Two fixes in a row in the lane, underway along it, make a start. */
function startedBy(track: PassageTrack, basis: TrackBasis, { fix, place }: Placed): PassageTrack {
  if (track.startedAt !== null) return track;
  if (basis.startedAt !== null) return { ...track, startedAt: basis.startedAt };
  if (!isEntering(fix, place)) return { ...track, entering: null };
  const { entering } = track;
  if (entering === null) return { ...track, entering: fix };
  const first = placeInLane(basis.legs, entering);
  const started = { ...track, entering: null, startedAt: entering.time };
  // The first of the two was in the fairway as well.
  return first === null ? started : watchBoth(started, { fix: entering, place: first });
}

function isEntering({ sogKnots, cogDegrees }: TrackFix, place: LanePlace): boolean {
  const { leg, stretch, distanceMetres } = place;
  const halfWidth = leg.widthMetres === null ? usualHalfWidthMetres : leg.widthMetres / 2;
  const course = bearingDegrees(leg.from, leg.to);
  return (
    stretch === 'abeam' &&
    distanceMetres <= halfWidth &&
    (sogKnots === null || sogKnots >= underWayKnots) &&
    (cogDegrees === null || Math.abs(turnDegrees(course, cogDegrees)) <= 90)
  );
}

function watchBoth(track: PassageTrack, { fix, place }: Placed): PassageTrack {
  const { leg, crossTrackMetres, stretch } = place;
  const { sogKnots } = fix;
  const isAbeam = stretch === 'abeam';
  const seen = {
    deviation: isAbeam ? Math.abs(crossTrackMetres) : null,
    speed: isAbeam ? sogKnots : null,
  };
  const allowed = {
    deviation: leg.widthMetres === null ? null : leg.widthMetres / 2,
    speed: leg.speedLimitKnots,
  };
  const watched = (kind: ExcessKind): Watched => {
    const [value, limit] = [seen[kind], allowed[kind]];
    const watch = track.watches[kind];
    // On a leg without a limit nothing is too much; without a value nothing can be said.
    if (limit === null) return endWatch(watch, fix.time);
    if (value === null) return { watch, ended: null };
    return watchExcess(watch, kind, {
      time: fix.time,
      lon: fix.lon,
      lat: fix.lat,
      sogKnots,
      crossTrackMetres,
      leg: leg.leg,
      value,
      allowed: limit,
    });
  };
  return withWatches(track, watched('deviation'), watched('speed'));
}

/** Two fixes in a row at the end of the line end the passage. */
function leave(track: PassageTrack, { legs }: TrackBasis, { fix, place }: Placed): PassageTrack {
  const isAtEnd = wayMetres(legs) - place.alongMetres <= endMetres;
  if (!isAtEnd) return { ...track, leavingAt: null };
  const { leavingAt } = track;
  return leavingAt === null ? { ...track, leavingAt: fix.time } : ended(track, leavingAt);
}

function ended(track: PassageTrack, at: number): PassageTrack {
  if (track.endedAt !== null) return track;
  const { deviation, speed } = track.watches;
  return { ...withWatches(track, endWatch(deviation, at), endWatch(speed, at)), endedAt: at };
}

/** What was going on ended with the last fix before the silence. */
function afterSilence(track: PassageTrack, lastAt: number): PassageTrack {
  const { deviation, speed } = track.watches;
  const quiet = withWatches(track, endWatch(deviation, lastAt), endWatch(speed, lastAt));
  return { ...quiet, entering: null, leavingAt: null };
}

function withWatches(track: PassageTrack, deviation: Watched, speed: Watched): PassageTrack {
  const over = [deviation.ended, speed.ended].filter((excess) => excess !== null);
  return {
    ...track,
    watches: { deviation: deviation.watch, speed: speed.watch },
    ended: [...track.ended, ...over],
  };
}

function pointOf(fix: TrackFix, place: LanePlace): TrackPoint {
  const { leg, alongMetres, crossTrackMetres, stretch, distanceMetres } = place;
  const { time, lon, lat, sogKnots, cogDegrees } = fix;
  const at = { time, lon, lat, sogKnots, cogDegrees };
  return { ...at, leg: leg.leg, alongMetres, crossTrackMetres, stretch, distanceMetres };
}
