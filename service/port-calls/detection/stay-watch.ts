import type { HullDimensions } from '../../geo/hull.js';
import { distanceMetres } from '../../geo/sphere.js';
import {
  departureOf,
  extendRun,
  secondsBetween,
  type DetectionState,
  type Run,
  type Stay,
} from './detection-state.js';
import { evidenceOf, supports, type Fact, type Fix } from './fix.js';
import type { Watched } from './limits-watch.js';
import type { PortPlan } from './port-plan.js';
import { slowRunOf, speedOf, watchSlow } from './slow-watch.js';
import { settle } from './settle.js';

/** Under way by engine or sail (ITU-R M.1371-5 table 45). */
const underWayStatus = [0, 8];
/** This far from where it lay a vessel has left, whatever its speed and its hull. */
const goneMetres = 500;

interface Surroundings {
  readonly port: PortPlan;
  readonly dimensions: HullDimensions;
}

/** Whether a vessel that lies at a berth or in an anchorage has left it. */
export function watchStay(state: DetectionState, fix: Fix, around: Surroundings): Watched {
  const { stay } = state;
  if (stay === null) return watchSlow(state, fix, around);
  const { settings } = around.port;
  if (isThere(state, stay, fix, around)) {
    const there = { ...stay, lastThere: fix, leaving: null };
    return { state: { ...state, stay: there, slow: null }, facts: [] };
  }
  const leaving = extendRun(stay.leaving, fix, stay.lastThere);
  const slow = slowRunOf(state, fix, settings);
  const next = { ...state, slow, stay: { ...stay, leaving } };
  const hasLeft = stay.kind === 'berth' ? hasLeftBerth : hasLeftAnchorage;
  if (hasLeft({ state, stay, leaving, fix }, around)) return leave(next, stay, leaving, around);
  return stay.kind === 'berth' ? moveAlong(next, around) : { state: next, facts: [] };
}

interface Leaving {
  readonly state: DetectionState;
  readonly stay: Stay;
  readonly leaving: Run;
  readonly fix: Fix;
}

function isThere(state: DetectionState, stay: Stay, fix: Fix, { port }: Surroundings): boolean {
  const { restKnots, movingKnots } = port.settings;
  const isNear = distanceMetres(stay.place, fix) <= stay.place.reach;
  return isNear && speedOf(state, fix) <= (stay.kind === 'berth' ? restKnots : movingKnots);
}

/** Twice off the berth, or fast and away, for the dwell. */
function hasLeftBerth({ state, stay, leaving, fix }: Leaving, around: Surroundings): boolean {
  const { settings } = around.port;
  if (leaving.count < 2) return false;
  const distance = distanceMetres(stay.place, fix);
  const isAway = distance > stay.place.reach;
  if (!isAway) return false;
  if (distance <= goneMetres && secondsBetween(leaving.first, fix) < settings.unberthDwellSeconds) {
    return false;
  }
  if (distance > goneMetres || speedOf(state, fix) > settings.movingKnots) return true;
  return berthAt(fix, state, around) === null;
}

/** Under way, or out of the anchorage, for the dwell. */
function hasLeftAnchorage({ state, stay, leaving, fix }: Leaving, { port }: Surroundings): boolean {
  const { settings } = port;
  if (leaving.count < 2 || secondsBetween(leaving.first, fix) < settings.anchorageEndSeconds) {
    return false;
  }
  const isMoving = speedOf(state, fix) > settings.movingKnots;
  const place = [fix.lon, fix.lat] as const;
  return isMoving || !port.isInAnchorage(stay.zoneId, place, settings.swingMetres);
}

function leave(state: DetectionState, stay: Stay, leaving: Run, { port }: Surroundings): Watched {
  const { time, boundAt } = departureOf(stay.lastThere, leaving, port.settings.gapSeconds);
  const fact: Fact = {
    kind: stay.kind === 'berth' ? 'unberthed' : 'anchorage-ended',
    time,
    zoneId: stay.zoneId,
    boundAt,
    shiftedFrom: null,
    isSupported: supports(leaving.fixes, underWayStatus),
    evidence: evidenceOf([stay.lastThere, ...leaving.fixes]),
  };
  return { state: { ...state, stay: null }, facts: [fact] };
}

/**
 * A vessel that was moved along the quay lies at rest again: farther along the same berth, where
 * nothing has happened, or at another one, to which it has shifted without ever being off the quay.
 */
function moveAlong(state: DetectionState, around: Surroundings): Watched {
  const { stay, slow } = state;
  const { settings } = around.port;
  const settled = slow === null ? null : settle(slow.fixes, settings);
  const end = slow?.fixes.at(-1);
  const leaving = stay?.leaving ?? null;
  if (stay === null || settled === null || end === undefined || leaving === null) {
    return { state, facts: [] };
  }
  const hasSettled = secondsBetween(settled.start, end) >= settings.berthDwellSeconds;
  if (!hasSettled || settled.start.time < leaving.first.time) return { state, facts: [] };
  const zoneId = berthAt({ ...end, ...settled.place }, state, around);
  if (zoneId === stay.zoneId) {
    const moved = { ...stay, place: settled.place, lastThere: end, leaving: null };
    return { state: { ...state, stay: moved, slow: null }, facts: [] };
  }
  const left = leave(state, stay, leaving, around);
  const arrived = watchSlow(left.state, end, around);
  return { state: arrived.state, facts: [...left.facts, ...arrived.facts] };
}

function berthAt(
  fix: Fix,
  state: DetectionState,
  { port, dimensions }: Surroundings,
): string | null {
  const headingDegrees = fix.heading ?? state.last?.heading ?? null;
  return port.berthOf({ place: fix, headingDegrees, dimensions });
}
