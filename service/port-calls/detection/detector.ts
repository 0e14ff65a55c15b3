import type { HullDimensions } from '../../geo/hull.js';
import { heardAgain, judge, silence } from './course-watch.js';
import type { DetectionState } from './detection-state.js';
import type { Fact, Fix, Oddity } from './fix.js';
import { watchLimits } from './limits-watch.js';
import { watchPilotPlace } from './pilot-watch.js';
import type { PortPlan } from './port-plan.js';
import { watchStay } from './stay-watch.js';

/** What the detector knows beside the fixes. */
export interface DetectionContext {
  readonly port: PortPlan;
  readonly dimensions: HullDimensions;
  readonly aisClass: string;
}

/** What fixes lead to. */
export interface Detected {
  readonly state: DetectionState;
  /** In the order in which they were proven. */
  readonly facts: readonly Fact[];
  readonly oddities: readonly Oddity[];
}

/** Conclusions that are remembered. */
const mostConcluded = 6;

/**
 * What one vessel does in one port, by its fixes: pure, so that it may stop after any fix and go on
 * from the state. A fix at or before the last one is a repeat or comes too late, and changes nothing.
 * @param fixes in order of time, of good quality
 */
export function detect(
  state: DetectionState,
  fixes: readonly Fix[],
  context: DetectionContext,
): Detected {
  let next = state;
  const facts: Fact[] = [];
  const oddities: Oddity[] = [];
  for (const fix of fixes) {
    const judged = judge(next, fix, context.port.settings);
    next = judged.state;
    oddities.push(...judged.oddities);
    for (const good of judged.good) {
      const taken = take(next, good, context);
      next = taken.state;
      facts.push(...taken.facts);
      oddities.push(...taken.oddities);
    }
  }
  return { state: conclude(next, facts), facts, oddities };
}

/** What the silence since the last fix means by `now`, epoch ms. */
export function listen(
  state: DetectionState,
  now: number,
  { port, aisClass }: DetectionContext,
): Detected {
  const silent = silence(state, now, { aisClass, settings: port.settings });
  return { ...silent, facts: [] };
}

/** The berth or anchorage comes before the limits: who is outside has left what lies inside. */
function take(state: DetectionState, fix: Fix, context: DetectionContext): Detected {
  const silent = listen(state, fix.time, context);
  const again = heardAgain(silent.state, fix);
  const stayed = watchStay(again.state, fix, context);
  const crossed = watchLimits(stayed.state, fix, context.port);
  const boarded = watchPilotPlace(crossed.state, fix, context.port);
  return {
    state: { ...boarded.state, last: fix },
    facts: [...stayed.facts, ...crossed.facts, ...boarded.facts],
    oddities: [...silent.oddities, ...again.oddities],
  };
}

function conclude(state: DetectionState, facts: readonly Fact[]): DetectionState {
  if (facts.length === 0) return state;
  const brief = facts.map(({ kind, time, zoneId }) => ({ kind, time, zoneId }));
  return { ...state, concluded: [...state.concluded, ...brief].slice(-mostConcluded) };
}
