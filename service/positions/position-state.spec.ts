import { maxAgeOf, stateOf, type Moving } from './position-state.js';

const minute = 60_000;
const hour = 60 * minute;

function silentFor(age: number, more: Partial<Moving> = {}): Moving {
  return { aisClass: 'A', navStatus: 0, time: -age, ...more };
}

describe('maxAgeOf', () => {
  it.each([
    [{ aisClass: 'A', navStatus: 0 }, 10 * minute],
    [{ aisClass: 'A', navStatus: null }, 10 * minute],
    [{ aisClass: 'SAR', navStatus: null }, 10 * minute],
    [{ aisClass: 'B', navStatus: null }, 30 * minute],
    [{ aisClass: 'A', navStatus: 1 }, 6 * hour],
    [{ aisClass: 'A', navStatus: 5 }, 6 * hour],
    [{ aisClass: 'A', navStatus: 6 }, 6 * hour],
  ] as const)('of %j is %i ms', (vessel, age) => {
    expect(maxAgeOf({ ...vessel, time: 0 })).toBe(age);
  });
});

describe('stateOf', () => {
  it.each([
    [silentFor(10 * minute), 'under-way'],
    [silentFor(10 * minute + 1), 'lost'],
    [silentFor(24 * hour), 'lost'],
    [silentFor(24 * hour + 1), 'ghost'],
    [silentFor(6 * hour, { navStatus: 1 }), 'anchored'],
    [silentFor(6 * hour, { navStatus: 5 }), 'moored'],
    [silentFor(6 * hour, { navStatus: 6 }), 'aground'],
    [silentFor(6 * hour + 1, { navStatus: 5 }), 'lost'],
    [silentFor(-minute), 'under-way'],
  ] as const)('of %j is %s', (position, state) => {
    expect(stateOf(position, 0)).toBe(state);
  });
});
