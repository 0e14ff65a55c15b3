import type { HullDimensions } from '../../geo/hull.js';
import { distanceMetres } from '../../geo/sphere.js';
import { secondsBetween, type DetectionState, type SlowRun, type Stay } from './detection-state.js';
import type { DetectionSettings } from './detection-settings.js';
import { evidenceOf, supports, type Fact, type Fix } from './fix.js';
import type { Watched } from './limits-watch.js';
import type { PortPlan } from './port-plan.js';
import { medianHeading, medianPlace, settle } from './settle.js';

/** Moored; at anchor (ITU-R M.1371-5 table 45). */
const mooredStatus = [5];
const anchoredStatus = [1];
/** No more slow fixes are remembered; the oldest go first. */
const mostSlowFixes = 120;
/** With this share of its dwell a stop is proven where the typed status agrees. */
const supportedShare = 0.5;
/** Fixes that say exactly where a vessel lies. */
export const mostSamples = 24;

/** Whether a vessel that lies nowhere yet has come to lie at a berth or in an anchorage. */
export function watchSlow(
  state: DetectionState,
  fix: Fix,
  { port, dimensions }: { readonly port: PortPlan; readonly dimensions: HullDimensions },
): Watched {
  const slow = slowRunOf(state, fix, port.settings);
  const next = { ...state, slow };
  if (slow === null || slow.fast > 0) return { state: next, facts: [] };
  return (
    berthing(next, slow, { port, dimensions }) ??
    anchoring(next, slow, port) ?? { state: next, facts: [] }
  );
}

/** Knots, by what the vessel says, else by how far it went since the last fix. */
export function speedOf(state: DetectionState, fix: Fix): number {
  if (fix.sog !== null) return fix.sog;
  if (state.last === null) return 0;
  const metresPerSecond =
    distanceMetres(state.last, fix) / Math.max(1, secondsBetween(state.last, fix));
  return metresPerSecond * 1.944;
}

/** The slow fixes so far, with this one; one fast fix among them is forgiven. */
export function slowRunOf(
  state: DetectionState,
  fix: Fix,
  settings: DetectionSettings,
): SlowRun | null {
  const { slow } = state;
  if (speedOf(state, fix) > settings.movingKnots) {
    return slow === null || slow.fast > 0 ? null : { ...slow, fast: 1 };
  }
  if (slow === null) return { fixes: [fix], fast: 0, before: state.last };
  const previous = slow.fixes.at(-2);
  const latest = slow.fixes.at(-1);
  const spacing = Math.max(settings.anchorageDwellSeconds, settings.berthDwellSeconds) / 100;
  const isCrowded =
    previous !== undefined && latest !== undefined && secondsBetween(previous, latest) < spacing;
  const kept = isCrowded ? slow.fixes.slice(0, -1) : slow.fixes;
  return { ...slow, fixes: [...kept, fix].slice(-mostSlowFixes), fast: 0 };
}

function berthing(
  state: DetectionState,
  slow: SlowRun,
  { port, dimensions }: { readonly port: PortPlan; readonly dimensions: HullDimensions },
): Watched | null {
  const { settings } = port;
  const settled = settle(slow.fixes, settings);
  const end = slow.fixes.at(-1);
  if (settled === null || end === undefined) return null;
  const isSupported = supports(settled.fixes, mooredStatus);
  const needed = settings.berthDwellSeconds * (isSupported === true ? supportedShare : 1);
  if (secondsBetween(settled.start, end) < needed) return null;
  const zoneId = port.berthOf({
    // Of all of them: the newest ones may already be leaving, or still be coming nearer.
    place: medianPlace(settled.fixes),
    headingDegrees: medianHeading(settled.fixes),
    dimensions,
  });
  if (zoneId === null) return null;
  const before = fixBefore(slow, settled.start);
  const fact: Fact = {
    kind: 'berthed',
    time: settled.start.time,
    zoneId,
    boundAt: before?.time ?? null,
    shiftedFrom: state.lastBerth === zoneId ? null : state.lastBerth,
    isSupported,
    evidence: evidenceOf(before === null ? settled.fixes : [before, ...settled.fixes]),
  };
  const stay: Stay = {
    kind: 'berth',
    zoneId,
    place: settled.place,
    samples: settled.fixes.slice(-mostSamples),
    lastThere: end,
    leaving: null,
  };
  const pilot = { isDone: true, seen: null };
  return { state: { ...state, slow: null, stay, lastBerth: zoneId, pilot }, facts: [fact] };
}

function anchoring(state: DetectionState, slow: SlowRun, port: PortPlan): Watched | null {
  const { settings } = port;
  const end = slow.fixes.at(-1);
  const zoneId = end === undefined ? null : port.anchorageAt(end.lon, end.lat);
  if (end === undefined || zoneId === null) return null;
  const fixes = lyingFixes(slow.fixes, settings);
  const first = fixes[0] ?? end;
  const isSupported = supports(fixes, anchoredStatus);
  const needed = settings.anchorageDwellSeconds * (isSupported === true ? supportedShare : 1);
  if (secondsBetween(first, end) < needed) return null;
  const before = fixBefore(slow, first);
  const fact: Fact = {
    kind: 'anchorage-started',
    time: first.time,
    zoneId,
    boundAt: before?.time ?? null,
    shiftedFrom: null,
    isSupported,
    evidence: evidenceOf(before === null ? fixes : [before, ...fixes]),
  };
  const stay: Stay = {
    kind: 'anchorage',
    zoneId,
    place: { ...medianPlace(fixes), reach: settings.swingMetres, knots: settings.movingKnots },
    samples: [],
    lastThere: end,
    leaving: null,
  };
  return { state: { ...state, slow: null, stay }, facts: [fact] };
}

/** The newest fixes, as long as they stay within reach of where the newest are; the first is at rest. */
function lyingFixes(
  fixes: readonly Fix[],
  { swingMetres, restKnots }: DetectionSettings,
): readonly Fix[] {
  const middle = medianPlace(fixes.slice(-mostSamples));
  const apart = fixes.findLastIndex((fix) => distanceMetres(middle, fix) > swingMetres);
  const lying = fixes.slice(apart + 1);
  const start = lying.findIndex(({ sog }) => (sog ?? 0) <= restKnots);
  return start === -1 ? lying : lying.slice(start);
}

function fixBefore({ fixes, before }: SlowRun, fix: Fix): Fix | null {
  const index = fixes.indexOf(fix);
  return index > 0 ? (fixes[index - 1] ?? null) : before;
}
