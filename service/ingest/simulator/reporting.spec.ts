import { reportingSeconds, type Movement } from './reporting.js';

const under: Movement = { aisClass: 'A', isStationary: false, sogKnots: 8, rateOfTurn: 0 };

describe('reportingSeconds', () => {
  it.each([
    ['class A under way', under, 10],
    ['class A that changes course', { ...under, rateOfTurn: -20 }, 10 / 3],
    ['class A above 14 knots', { ...under, sogKnots: 14.1 }, 6],
    ['class A above 14 knots that changes course', { ...under, sogKnots: 18, rateOfTurn: 20 }, 2],
    ['class A above 23 knots', { ...under, sogKnots: 24 }, 2],
    ['class A at anchor', { ...under, isStationary: true, sogKnots: 0.2 }, 180],
    ['class A that drags its anchor', { ...under, isStationary: true, sogKnots: 3.5 }, 10],
    ['class B that moves', { ...under, aisClass: 'B' }, 30],
    ['class B that hardly moves', { ...under, aisClass: 'B', sogKnots: 1.9 }, 180],
  ] satisfies [string, Movement, number][])(
    'is that of M.1371 for %s',
    (_what, movement, seconds) => {
      expect(reportingSeconds(movement)).toBe(seconds);
    },
  );
});
