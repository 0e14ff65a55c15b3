import { passageStates, stateAfter, statesBefore } from './passage-state.js';

describe('steps of a passage', () => {
  it.each([
    ['planned', 'confirm', 'confirmed'],
    ['confirmed', 'start', 'under-way'],
    ['under-way', 'complete', 'completed'],
    ['planned', 'cancel', 'cancelled'],
    ['confirmed', 'cancel', 'cancelled'],
    ['under-way', 'cancel', 'cancelled'],
  ] as const)('lead from %s by %s to %s', (state, step, next) => {
    expect(stateAfter(state, step)).toBe(next);
  });

  it('are six in all: whatever else is refused', () => {
    const steps = ['confirm', 'start', 'complete', 'cancel'] as const;
    const allowed = passageStates.flatMap((state) =>
      steps.filter((step) => stateAfter(state, step) !== null),
    );
    expect(allowed).toHaveLength(6);
    expect(statesBefore('cancel')).toEqual(['planned', 'confirmed', 'under-way']);
  });
});
