import { extendRun, secondsBetween, type DetectionState, type Run } from './detection-state.js';
import { evidenceOf, type Fact, type FactKind, type Fix } from './fix.js';
import type { PortPlan } from './port-plan.js';

/** What a watch makes of a fix. */
export interface Watched {
  readonly state: DetectionState;
  readonly facts: readonly Fact[];
}

/** Whether the vessel crosses the port's limits: it has when it stays on the other side for a while. */
export function watchLimits(state: DetectionState, fix: Fix, port: PortPlan): Watched {
  const side = port.limitsSide(fix.lon, fix.lat);
  const isOther = state.isInside ? side === 'outside' : side === 'inside';
  if (!isOther) {
    return { state: state.crossing === null ? state : { ...state, crossing: null }, facts: [] };
  }
  const crossing = extendRun(state.crossing, fix, state.last);
  const isProven =
    crossing.count >= 2 && secondsBetween(crossing.first, fix) >= port.settings.limitsDwellSeconds;
  if (!isProven) return { state: { ...state, crossing }, facts: [] };
  const fact = crossingOf(state.isInside ? 'limits-left' : 'limits-entered', crossing);
  const crossed = { ...state, crossing: null, isInside: !state.isInside };
  return { state: state.isInside ? outbound(crossed) : crossed, facts: [fact] };
}

function crossingOf(kind: FactKind, { first, before, fixes }: Run): Fact {
  return {
    kind,
    time: first.time,
    zoneId: null,
    boundAt: before?.time ?? null,
    shiftedFrom: null,
    isSupported: null,
    evidence: evidenceOf(before === null ? fixes : [before, ...fixes]),
  };
}

/** On the way out, the pilot boarding place is where the pilot leaves. */
function outbound(state: DetectionState): DetectionState {
  return { ...state, lastBerth: null, pilot: { isDone: true, seen: null } };
}
