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
import { mostSamples, slowRunOf, speedOf, watchSlow } from './slow-watch.js';
import { restingPlace, settle, type Settled } from './settle.js';
import type { DetectionSettings } from './detection-settings.js';

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
  if (isThere(state, stay, fix)) {
    const there = { ...settleFurther(stay, fix, settings), lastThere: fix, leaving: null };
    return { state: { ...state, stay: there, slow: null }, facts: [] };
  }
  const isSure = stay.kind === 'berth' ? isOffBerth : isOutOfAnchorage;
  const sure = isSure({ state, stay, fix }, around) ? (stay.leaving?.sure ?? 0) + 1 : 0;
  const leaving = { ...extendRun(stay.leaving, fix, stay.lastThere), sure };
  const slow = slowRunOf(state, fix, settings);
  const next = { ...state, slow, stay: { ...stay, leaving } };
  if (hasLeft({ state, stay, fix }, leaving, settings)) return leave(next, stay, leaving, around);
  return stay.kind === 'berth' ? moveAlong(next, around) : { state: next, facts: [] };
}

interface Leaving {
  readonly state: DetectionState;
  readonly stay: Stay;
  readonly fix: Fix;
}

function isThere(state: DetectionState, stay: Stay, fix: Fix): boolean {
  const { reach, knots } = stay.place;
  return distanceMetres(stay.place, fix) <= reach && speedOf(state, fix) <= knots;
}

/** The first fixes at a berth say exactly where the vessel lies there, and how far it seems to move. */
function settleFurther(stay: Stay, fix: Fix, settings: DetectionSettings): Stay {
  if (stay.samples.length === 0) return stay;
  const samples = [...stay.samples, fix];
  const place = restingPlace(samples, settings);
  return { ...stay, place, samples: samples.length < mostSamples ? samples : [] };
}

/** Away from where it lay, and either making way or with its hull off the berth. */
function isOffBerth({ state, stay, fix }: Leaving, around: Surroundings): boolean {
  const distance = distanceMetres(stay.place, fix);
  const isMoving = speedOf(state, fix) > around.port.settings.movingKnots;
  if (distance <= stay.place.reach * (isMoving ? 1 : 2)) return false;
  if (distance > goneMetres || isMoving) return true;
  return berthAt(fix, state, around) !== stay.zoneId;
}

function isOutOfAnchorage({ state, stay, fix }: Leaving, { port }: Surroundings): boolean {
  const { movingKnots, swingMetres } = port.settings;
  const place = [fix.lon, fix.lat] as const;
  return speedOf(state, fix) > movingKnots || !port.isInAnchorage(stay.zoneId, place, swingMetres);
}

/**
 * One sure fix may be an error, and so may two of a vessel that says that it makes no way: positions
 * are wrong more often than speeds.
 */
function hasLeft(
  { state, stay, fix }: Leaving,
  leaving: Run,
  settings: DetectionSettings,
): boolean {
  const isMoving = speedOf(state, fix) > settings.movingKnots;
  if (leaving.sure < (isMoving ? 2 : 3)) return false;
  if (distanceMetres(stay.place, fix) > goneMetres) return true;
  const dwell = stay.kind === 'berth' ? settings.unberthDwellSeconds : settings.anchorageEndSeconds;
  return secondsBetween(leaving.first, fix) >= dwell;
}

function leave(state: DetectionState, stay: Stay, leaving: Run, { port }: Surroundings): Watched {
  const { time, boundAt } = departureOf(stay, leaving, port.settings.gapSeconds);
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
  const leaving = stay?.leaving ?? null;
  if (stay === null || slow === null || leaving === null) return { state, facts: [] };
  const settled = settledSince(slow.fixes, leaving, around.port.settings);
  const end = settled?.fixes.at(-1);
  if (settled === null || end === undefined) return { state, facts: [] };
  const isElsewhere = hasShifted(
    stay,
    settled,
    berthAt({ ...end, ...settled.place }, state, around),
  );
  if (!isElsewhere) {
    const samples = settled.fixes.slice(1 - mostSamples);
    const moved = { ...stay, place: settled.place, samples, lastThere: end, leaving: null };
    return { state: { ...state, stay: moved, slow: null }, facts: [] };
  }
  const left = leave(state, stay, leaving, around);
  const arrived = watchSlow(left.state, end, around);
  return { state: arrived.state, facts: [...left.facts, ...arrived.facts] };
}

/** Whether it lies at another berth, and not where it lay before, give or take how exact that is. */
function hasShifted({ zoneId, place }: Stay, settled: Settled, berth: string | null): boolean {
  const reach = place.reach + settled.place.reach;
  return berth !== zoneId && distanceMetres(place, settled.place) > reach;
}

/** Where a vessel has come to rest after it moved, once it has been there for the dwell. */
function settledSince(
  fixes: readonly Fix[],
  { first }: Run,
  settings: DetectionSettings,
): Settled | null {
  const settled = settle(fixes, settings);
  const end = fixes.at(-1);
  if (settled === null || end === undefined || settled.start.time < first.time) return null;
  return secondsBetween(settled.start, end) < settings.berthDwellSeconds ? null : settled;
}

function berthAt(
  fix: Fix,
  state: DetectionState,
  { port, dimensions }: Surroundings,
): string | null {
  const headingDegrees = fix.heading ?? state.last?.heading ?? null;
  return port.berthOf({ place: fix, headingDegrees, dimensions });
}
