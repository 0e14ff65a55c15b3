import type { DetectionState, PilotState } from './detection-state.js';
import type { Fact, Fix } from './fix.js';
import type { Watched } from './limits-watch.js';
import type { PortPlan } from './port-plan.js';

const nothing = { isDone: false, seen: null } as const;

/**
 * Whether the vessel has come to a pilot boarding place, once in a voyage and before any berth. A fix
 * there counts when the next one agrees with it, and when the vessel comes inside the limits: who
 * merely passes does not call.
 */
export function watchPilotPlace(state: DetectionState, fix: Fix, port: PortPlan): Watched {
  const { pilot } = state;
  if (pilot.isDone) return { state: renewed(state, fix, port), facts: [] };
  const seen = pilot.seen ?? seeing(state, fix, port);
  if (seen === null) return { state, facts: [] };
  const isConfirmed = pilot.seen !== null;
  const fixes = isConfirmed && seen.fixes.length < 3 ? [...seen.fixes, fix] : seen.fixes;
  const noted = { ...state, pilot: { isDone: false, seen: { ...seen, fixes } } };
  if (!isConfirmed || !state.isInside) {
    const isGone = !port.isNear(fix.lon, fix.lat);
    return { state: isGone ? { ...state, pilot: nothing } : noted, facts: [] };
  }
  const fact = reached(seen, fixes);
  return { state: { ...state, pilot: { isDone: true, seen: null } }, facts: [fact] };
}

function reached({ zoneId, before }: NonNullable<PilotState['seen']>, fixes: readonly Fix[]): Fact {
  return {
    kind: 'pilot-boarding-place-reached',
    time: fixes[0]?.time ?? 0,
    zoneId,
    boundAt: before?.time ?? null,
    shiftedFrom: null,
    isSupported: null,
    evidence: before === null ? fixes : [before, ...fixes],
  };
}

function seeing(state: DetectionState, fix: Fix, port: PortPlan) {
  const zoneId = port.pilotPlaceAt(fix.lon, fix.lat);
  return zoneId === null ? null : { zoneId, fixes: [fix], before: state.last };
}

/** Out of the port's surroundings, the next voyage begins. */
function renewed(state: DetectionState, fix: Fix, port: PortPlan): DetectionState {
  const isAway = !state.isInside && state.stay === null && !port.isNear(fix.lon, fix.lat);
  return isAway ? { ...state, pilot: nothing } : state;
}
