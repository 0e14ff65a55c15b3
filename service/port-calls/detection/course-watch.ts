import { distanceMetres, METRES_PER_NAUTICAL_MILE } from '../../geo/sphere.js';
import type { DetectionSettings } from './detection-settings.js';
import { secondsBetween, type DetectionState } from './detection-state.js';
import type { Fix, Oddity } from './fix.js';

/** After so many fixes that agree with one another, the vessel is where they say. */
const believedFixes = 3;
/** Jumps of one vessel that follow each other so closely are one; ms. */
const sameJumpMs = 10 * 60_000;

/** What becomes of a fix. */
export interface Judged {
  readonly state: DetectionState;
  /** Fixes to go on with, in order of time: none while it is put aside. */
  readonly good: readonly Fix[];
  readonly oddities: readonly Oddity[];
}

/** Puts a fix aside that the vessel cannot have reached, until three such fixes agree. */
export function judge(state: DetectionState, fix: Fix, settings: DetectionSettings): Judged {
  const { last, aside } = state;
  if (last !== null && fix.time <= last.time) return { state, good: [], oddities: [] };
  if (fix.isDoubtful) return wonder(state, fix, aside);
  if (last === null || isReachable(last, fix, settings)) {
    return { state: { ...state, aside: [] }, good: [fix], oddities: [] };
  }
  const companion = aside.at(-1);
  const agrees = companion === undefined || isReachable(companion, fix, settings);
  const others = agrees ? [...aside, fix] : [fix];
  if (others.length >= believedFixes) {
    return { state: { ...state, aside: [] }, good: others, oddities: [] };
  }
  return wonder(state, fix, others);
}

/** Puts a fix aside, and tells of the jump when it is the first one in a while. */
function wonder(state: DetectionState, fix: Fix, aside: readonly Fix[]): Judged {
  const isNew = state.jumpedAt === null || fix.time - state.jumpedAt > sameJumpMs;
  const jump: Oddity = {
    kind: 'jump',
    time: fix.time,
    lon: fix.lon,
    lat: fix.lat,
    silentSeconds: null,
    evidence: state.last === null ? [fix] : [state.last, fix],
  };
  return {
    state: { ...state, aside, jumpedAt: isNew ? fix.time : state.jumpedAt },
    good: [],
    oddities: isNew && state.isInside ? [jump] : [],
  };
}

/** Whether a vessel can have gone from one fix to the other, in either direction of time. */
export function isReachable(from: Fix, to: Fix, settings: DetectionSettings): boolean {
  const seconds = Math.abs(secondsBetween(from, to));
  const reach = (settings.impossibleKnots * METRES_PER_NAUTICAL_MILE * seconds) / 3600;
  return distanceMetres(from, to) <= settings.impossibleMetres + reach;
}

/** What silence means for a vessel. */
export interface Silence {
  readonly state: DetectionState;
  readonly oddities: readonly Oddity[];
}

/** Seconds after which a vessel inside the limits counts as lost. */
export function lostAfterSeconds(
  { last, stay }: DetectionState,
  aisClass: string,
  settings: DetectionSettings,
): number {
  const typedLying = last?.navStatus === 1 || last?.navStatus === 5 || last?.navStatus === 6;
  if (stay !== null || typedLying) return settings.lostLyingSeconds;
  return aisClass === 'B' ? settings.lostClassBSeconds : settings.lostClassASeconds;
}

/** Tells once that a vessel inside the limits is lost by `now` (epoch ms), and once that it is a ghost. */
export function silence(
  state: DetectionState,
  now: number,
  { aisClass, settings }: { readonly aisClass: string; readonly settings: DetectionSettings },
): Silence {
  const { last } = state;
  if (last === null || !state.isInside) return { state, oddities: [] };
  const silentSeconds = (now - last.time) / 1000;
  const lostAfter = lostAfterSeconds(state, aisClass, settings);
  const oddities: Oddity[] = [];
  const tell = (kind: 'lost' | 'ghost'): void => {
    const { time, lon, lat } = last;
    oddities.push({ kind, time, lon, lat, silentSeconds, evidence: [last] });
  };
  if (silentSeconds > lostAfter && state.silence === null) tell('lost');
  const ghostAfter = Math.max(settings.ghostSeconds, lostAfter);
  if (silentSeconds > ghostAfter && state.silence !== 'ghost') tell('ghost');
  const told = oddities.at(-1)?.kind;
  if (told !== 'lost' && told !== 'ghost') return { state, oddities };
  return { state: { ...state, silence: told }, oddities };
}

/** A good fix after a silence that was told ends it. */
export function heardAgain(state: DetectionState, fix: Fix): Silence {
  const { last } = state;
  if (state.silence === null || last === null) return { state, oddities: [] };
  const again: Oddity = {
    kind: 'heard-again',
    time: fix.time,
    lon: fix.lon,
    lat: fix.lat,
    silentSeconds: secondsBetween(last, fix),
    evidence: [last, fix],
  };
  return { state: { ...state, silence: null }, oddities: [again] };
}
