import type { ClaimStep, EndingStep } from './claim-step.js';
import type { Claim } from './claim.js';

/** Any step; `omit`: the carrier leaves the whole port out. */
export type NegotiationStep = ClaimStep | EndingStep | 'omit';

/** How far the parties have come about the time of one event of one service. */
export type NegotiationState =
  | 'open'
  | 'estimated'
  | 'requested'
  | 'countered'
  | 'planned'
  | 'completed'
  | 'declined'
  | 'cancelled'
  | 'omitted';

/** DCSA JIT 2.0: EST, PLN and ACT come from the provider of a service, REQ from its consumer. */
export type Party = 'provider' | 'consumer';

interface StateRule {
  /** Steps that are allowed, and where each leads. */
  readonly steps: Readonly<Partial<Record<NegotiationStep, NegotiationState>>>;
  /** Who owes the next step; `null`: nobody. */
  readonly owedBy: Party | null;
}

/** Always possible, until it has happened or is called off. */
const always = {
  estimate: 'estimated',
  request: 'requested',
  plan: 'planned',
  actual: 'completed',
  decline: 'declined',
  cancel: 'cancelled',
  omit: 'omitted',
} as const;

/** Called off: nothing is said any more (DCSA JIT 2.0: cannot be undone; 409). */
const end: StateRule = { steps: {}, owedBy: null };

/**
 * Estimate, request, plan, actual (IMO FAL.5/Circ.52), for each event of a service. The pattern may
 * begin again after a plan. What has happened is no longer negotiated; a late estimate is kept and
 * changes nothing.
 */
export const negotiationRules: Readonly<Record<NegotiationState, StateRule>> = {
  open: { steps: always, owedBy: null },
  estimated: { steps: always, owedBy: 'consumer' },
  requested: { steps: { ...always, accept: 'planned', counter: 'countered' }, owedBy: 'provider' },
  countered: { steps: { ...always, accept: 'planned' }, owedBy: 'consumer' },
  planned: { steps: always, owedBy: 'provider' },
  completed: { steps: { estimate: 'completed', actual: 'completed' }, owedBy: null },
  declined: end,
  cancelled: end,
  omitted: end,
};

/** Where a negotiation stands. */
export interface Standing {
  readonly state: NegotiationState;
  /** The claim that waits for an answer, or that is the plan; `null` where there is none. */
  readonly pendingId: string | null;
  readonly owedBy: Party | null;
  /** Steps that are allowed now. */
  readonly steps: readonly NegotiationStep[];
}

/** What a negotiation depends on of a claim. */
export type NegotiatedClaim = Pick<Claim, 'id' | 'number' | 'step' | 'rejection'>;

/** What an answer is when the claim that it answered was rejected. */
const alone: Readonly<Partial<Record<ClaimStep, ClaimStep>>> = {
  accept: 'plan',
  counter: 'estimate',
};

/**
 * Where a negotiation stands: its claims that are not rejected, one after the other as they were
 * recorded, and how it was ended.
 * @param claims of one event of one service, in any order
 * @param ending `null` while it is not ended
 */
export function standingOf(
  claims: readonly NegotiatedClaim[],
  ending: EndingStep | 'omit' | null,
): Standing {
  let state: NegotiationState = 'open';
  let pendingId: string | null = null;
  const counting = claims.filter(({ rejection }) => rejection === null);
  for (const { id, step } of [...counting].sort((one, other) => one.number - other.number)) {
    const next = follow(state, step);
    if (next !== state || step !== 'estimate' || state !== 'completed') pendingId = id;
    state = next;
  }
  const ended = ending === null ? state : follow(state, ending);
  const { owedBy, steps } = negotiationRules[ended];
  return { state: ended, pendingId, owedBy, steps: Object.keys(steps).filter(isStep) };
}

function follow(state: NegotiationState, step: NegotiationStep): NegotiationState {
  const { steps } = negotiationRules[state];
  const fallback = step in alone ? alone[step as ClaimStep] : undefined;
  return steps[step] ?? (fallback === undefined ? undefined : steps[fallback]) ?? state;
}

function isStep(text: string): text is NegotiationStep {
  return text in { ...always, accept: true, counter: true };
}

/**
 * What a new claim is in its negotiation. A plan at the time that was asked for accepts it; any
 * other time in answer to a request counters it.
 * @param answered the claim that it answers
 */
export function stepOf(
  claim: Pick<Claim, 'classifier' | 'time'>,
  answered: Pick<Claim, 'classifier' | 'step' | 'time'> | null,
): ClaimStep {
  if (claim.classifier === 'ACT') return 'actual';
  if (claim.classifier === 'REQ') return 'request';
  const isAnswer =
    answered !== null && (answered.classifier === 'REQ' || answered.step === 'counter');
  if (!isAnswer) return claim.classifier === 'PLN' ? 'plan' : 'estimate';
  return claim.classifier === 'PLN' && claim.time === answered.time ? 'accept' : 'counter';
}
