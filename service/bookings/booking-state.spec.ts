import { bookingStates, stateAfter, type BookingStep } from './booking-state.js';

const allowed: Readonly<Record<BookingStep, readonly string[]>> = {
  confirm: ['requested -> confirmed'],
  activate: ['confirmed -> active'],
  complete: ['active -> completed'],
  cancel: ['requested -> cancelled', 'confirmed -> cancelled'],
};

describe('the states of a booking', () => {
  it.each(Object.entries(allowed))('lets %s lead from some states only', (step, expected) => {
    const found = bookingStates.flatMap((state) => {
      const after = stateAfter(state, step as BookingStep);
      return after === null ? [] : [`${state} -> ${after}`];
    });
    expect(found).toEqual(expected);
  });

  it('ends in completed and cancelled', () => {
    const steps = Object.keys(allowed) as BookingStep[];
    expect(steps.map((step) => stateAfter('completed', step))).toEqual([null, null, null, null]);
    expect(steps.map((step) => stateAfter('cancelled', step))).toEqual([null, null, null, null]);
  });
});
