import { lostAfterSeconds } from './course-watch.js';
import type { Candidate, Follow } from './detection.repository.js';
import { initialState } from './detection-state.js';
import { detect, listen, type DetectionContext } from './detector.js';
import type { Fact, Fix, Oddity } from './fix.js';
import { contradictions } from './late-report.js';
import type { PortPlan } from './port-plan.js';
import { sortFixes, type StoredFix } from './reorder.js';

/**
 * A vessel that is first seen, or seen again after long, is followed from so long ago, ms: what was
 * committed in one go may hold a whole call.
 */
const lookBackMs = 48 * 3_600_000;
/** Reports that come this late are still compared with what was concluded, ms. */
const lateMs = 5 * 60_000;
/** Vessels in the approaches that are of no concern are looked at so often, ms. */
const passingMs = 10 * 60_000;
/** Silence is told by the clock only where reports arrive as they are made, ms. */
const liveMs = 10 * 60_000;

/** Where the reading of a vessel's reports begins, epoch ms, not included. */
export function readFrom(candidate: Candidate, follow: Follow | undefined): number {
  const recent = candidate.time - lookBackMs;
  const processed = follow?.processedTime ?? null;
  if (follow === undefined || processed === null) return recent;
  const isOpen = follow.state.isInside || follow.state.stay !== null;
  return (isOpen ? processed : Math.max(processed, recent)) - lateMs;
}

/** Whether a vessel is to be looked at now: those that merely pass are looked at now and then. */
export function isToFollow(
  candidate: Candidate,
  port: PortPlan,
  follow: Follow | undefined,
): boolean {
  const { lon, lat, time } = candidate;
  if (follow === undefined) return port.isApproach(lon, lat);
  const isOpen = follow.state.isInside || follow.state.stay !== null;
  if (isOpen || follow.dueAt !== null || port.isNear(lon, lat)) return true;
  return port.isApproach(lon, lat) && time - (follow.processedTime ?? 0) > passingMs;
}

/** What following a vessel one step further has brought. */
export interface Followed {
  readonly follow: Follow;
  readonly facts: readonly Fact[];
  readonly oddities: readonly Oddity[];
}

/** What a step knows of one vessel in one port. */
export interface Step {
  readonly candidate: Candidate;
  readonly port: PortPlan;
  readonly follow: Follow | undefined;
  /** From `readFrom` on, in order of time. */
  readonly fixes: readonly StoredFix[];
  /** Whether there are more than could be read. */
  readonly hasMore: boolean;
  /** Epoch ms. */
  readonly now: number;
}

/** Follows one vessel in one port up to what is settled by now. */
export function followVessel(step: Step): Followed {
  const { candidate, port, follow, fixes, now } = step;
  const context: DetectionContext = {
    port,
    dimensions: candidate.dimensions,
    aisClass: candidate.aisClass,
  };
  const { state: before, presence, processedTime, seenAt } = follow ?? unfollowed(step);
  const processed = processedTime ?? Number.NEGATIVE_INFINITY;
  const fresh = fixes.filter(({ time }) => time > processed);
  const { ripe, dueAt } = sortFixes(fresh, now, port.settings.settlingSeconds);
  const late = fixes.filter(({ time, committedAt }) => time <= processed && committedAt > seenAt);
  const wrong = contradictions(before, late, port);
  const seen = detect(before, ripe.map(toFix), context);
  const isLive = isHeardLive(fixes);
  const heard =
    isLive && dueAt === null ? listen(seen.state, now, context) : { ...seen, oddities: [] };
  const { state } = heard;
  const last = ripe.at(-1);
  return {
    follow: {
      mmsi: candidate.mmsi,
      locode: port.locode,
      state,
      presence,
      processedTime: last?.time ?? processedTime,
      seenAt: Math.max(seenAt, ...fixes.map(({ committedAt }) => committedAt)),
      dueAt: step.hasMore ? now : dueAt,
      silentAt: isLive ? silentAtOf(state, context) : null,
    },
    facts: seen.facts,
    oddities: [...wrong, ...seen.oddities, ...heard.oddities],
  };
}

/** A vessel that nothing is known of yet. */
function unfollowed({ candidate, port }: Step): Follow {
  return {
    mmsi: candidate.mmsi,
    locode: port.locode,
    state: initialState,
    presence: null,
    processedTime: null,
    seenAt: 0,
    dueAt: null,
    silentAt: null,
  };
}

/** When the vessel is lost, or a lost one a ghost, unless it is heard; `null` where that is of no concern. */
function silentAtOf(state: Follow['state'], { aisClass, port }: DetectionContext): number | null {
  const { last, isInside, silence } = state;
  if (last === null || !isInside || silence === 'ghost') return null;
  const lostAfter = lostAfterSeconds(state, aisClass, port.settings);
  const seconds = silence === null ? lostAfter : Math.max(lostAfter, port.settings.ghostSeconds);
  return last.time + seconds * 1000 + 1;
}

function isHeardLive(fixes: readonly StoredFix[]): boolean {
  const last = fixes.at(-1);
  return last !== undefined && Math.abs(last.committedAt - last.time) <= liveMs;
}

/** Without what only the order depends on: fixes are kept in the state. */
function toFix({ time, digest, lon, lat, sog, heading, navStatus, isDoubtful }: StoredFix): Fix {
  return { time, digest, lon, lat, sog, heading, navStatus, isDoubtful };
}
