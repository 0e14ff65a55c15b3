import { distanceMetres } from '../../geo/sphere.js';
import { isReachable } from './course-watch.js';
import type { DetectionState } from './detection-state.js';
import type { Fix, Oddity } from './fix.js';
import type { PortPlan } from './port-plan.js';

/** So far beyond its reach a vessel is not at rest where it was concluded to be, metres. */
const apartMetres = 100;

/**
 * What reports say that came after their time had been dealt with. They change no conclusion: one that
 * contradicts it is told, for a person to decide.
 * @param late good fixes at or before the last one
 */
export function contradictions(
  state: DetectionState,
  late: readonly Fix[],
  port: PortPlan,
): readonly Oddity[] {
  const { last } = state;
  if (last === null) return [];
  return late
    .filter((fix) => !fix.isDoubtful && isReachable(fix, last, port.settings))
    .filter((fix) => contradictsStay(state, fix, port) || contradictsLimits(state, fix, port))
    .map((fix) => ({
      kind: 'contradicted',
      time: fix.time,
      lon: fix.lon,
      lat: fix.lat,
      silentSeconds: null,
      evidence: [fix],
    }));
}

/** Where the vessel still lies, it has lain since it was concluded to. */
function contradictsStay({ stay, concluded }: DetectionState, fix: Fix, port: PortPlan): boolean {
  const began = concluded.findLast(
    ({ kind }) => kind === 'berthed' || kind === 'anchorage-started',
  );
  if (stay === null || began === undefined || fix.time <= began.time) return false;
  if (fix.time > stay.lastThere.time) return false;
  const isApart = distanceMetres(stay.place, fix) > stay.place.reach + apartMetres;
  return isApart || (fix.sog ?? 0) > 2 * port.settings.movingKnots;
}

function contradictsLimits({ concluded }: DetectionState, fix: Fix, port: PortPlan): boolean {
  const crossing = concluded.findLast(
    ({ kind, time }) =>
      (kind === 'limits-entered' || kind === 'limits-left') &&
      time <= fix.time - port.settings.limitsDwellSeconds * 1000,
  );
  if (crossing === undefined) return false;
  const hasCrossedAgain = concluded.some(
    ({ kind, time }) => kind.startsWith('limits') && time > crossing.time && time <= fix.time,
  );
  if (hasCrossedAgain) return false;
  const side = port.limitsSide(fix.lon, fix.lat);
  return crossing.kind === 'limits-entered' ? side === 'outside' : side === 'inside';
}
