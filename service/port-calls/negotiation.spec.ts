import type { ClaimStep } from './claim-step.js';
import { negotiationRules, standingOf, stepOf } from './negotiation.js';
import { at, newClaim, rejection } from './testing/claims.js';

function steps(...names: ClaimStep[]) {
  return names.map((step, index) => newClaim({ id: `claim-${index}`, step, number: index }));
}

describe('standingOf', () => {
  it.each<[ClaimStep[], string, string | null]>([
    [[], 'open', null],
    [['estimate'], 'estimated', 'consumer'],
    [['estimate', 'request'], 'requested', 'provider'],
    [['request', 'counter'], 'countered', 'consumer'],
    [['request', 'counter', 'request'], 'requested', 'provider'],
    [['request', 'accept'], 'planned', 'provider'],
    [['request', 'accept', 'request'], 'requested', 'provider'],
    [['plan', 'actual'], 'completed', null],
    [['actual', 'estimate'], 'completed', null],
  ])('after %j is %s, and %s owes the next step', (names, state, owedBy) => {
    expect(standingOf(steps(...names), null)).toMatchObject({ state, owedBy });
  });

  it('names the claim that waits', () => {
    expect(standingOf(steps('estimate', 'request'), null).pendingId).toBe('claim-1');
    expect(standingOf(steps('actual', 'estimate'), null).pendingId).toBe('claim-0');
  });

  it.each(['decline', 'cancel', 'omit'] as const)('takes nothing more after %s', (ending) => {
    expect(standingOf(steps('request'), ending).steps).toEqual([]);
  });

  it('is not ended once it has happened', () => {
    expect(standingOf(steps('plan', 'actual'), 'omit').state).toBe('completed');
  });

  it('forgets a request that was rejected, and keeps the plan that answered it', () => {
    const [request, accept] = steps('request', 'accept');
    const rejected = [
      { ...newClaim(), ...request, rejection },
      { ...newClaim(), ...accept },
    ];
    expect(standingOf(rejected, null).state).toBe('planned');
    expect(standingOf(rejected.slice(0, 1), null).state).toBe('open');
  });

  it('reads claims in the order of recording', () => {
    expect(standingOf(steps('request', 'accept').reverse(), null).state).toBe('planned');
  });
});

describe('negotiationRules', () => {
  it.each(['declined', 'cancelled', 'omitted'] as const)('%s cannot be undone', (state) => {
    expect(negotiationRules[state]).toEqual({ steps: {}, owedBy: null });
  });

  it('accepts only what is asked for', () => {
    const states = Object.entries(negotiationRules)
      .filter(([, rule]) => 'accept' in rule.steps)
      .map(([state]) => state);
    expect(states).toEqual(['requested', 'countered']);
  });
});

describe('stepOf', () => {
  const request = newClaim({ classifier: 'REQ', step: 'request', time: at(10) });
  const counter = newClaim({ classifier: 'EST', step: 'counter', time: at(12) });

  it.each([
    ['EST', null, at(10), 'estimate'],
    ['PLN', null, at(10), 'plan'],
    ['REQ', null, at(10), 'request'],
    ['REQ', counter, at(10), 'request'],
    ['ACT', request, at(10), 'actual'],
    ['PLN', request, at(10), 'accept'],
    ['PLN', request, at(11), 'counter'],
    ['EST', request, at(10), 'counter'],
    ['PLN', counter, at(12), 'accept'],
  ] as const)('of %s in answer to %j', (classifier, answered, time, step) => {
    expect(stepOf({ classifier, time }, answered)).toBe(step);
  });
});
