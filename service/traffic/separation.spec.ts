import fc from 'fast-check';

import {
  describeFault,
  separationFaults,
  type Occupancy,
  type TrafficRules,
} from './separation.js';

const minute = 60_000;
const none: TrafficRules = {
  flow: 'two-way',
  separationMs: null,
  separationMetres: null,
  lengthMetres: 10_000,
};

function sails(from: number, to: number, isReversed = false): Occupancy {
  return { isReversed, from: from * minute, to: to * minute };
}

describe('two passages of one fairway', () => {
  it('may meet where it is two-way, and not where it is alternating', () => {
    const alternating = { ...none, flow: 'alternating' } as const;
    expect(separationFaults(none, sails(0, 60), sails(30, 90, true))).toEqual([]);
    expect(separationFaults(alternating, sails(0, 60), sails(30, 90, true))).toEqual([
      { rule: 'alternating' },
    ]);
    expect(separationFaults(alternating, sails(0, 60), sails(60, 120, true))).toEqual([]);
  });

  it('need the separation between the last of one way and the first of the other', () => {
    const rules = { ...none, flow: 'alternating', separationMs: 10 * minute } as const;
    expect(separationFaults(rules, sails(0, 60), sails(65, 120, true))).toEqual([
      { rule: 'time', requiredMs: 10 * minute, foundMs: 5 * minute },
    ]);
    expect(separationFaults(rules, sails(0, 60), sails(70, 120, true))).toEqual([]);
  });

  it('need the time between them at every place, so at both ends', () => {
    const rules = { ...none, separationMs: 20 * minute };
    expect(separationFaults(rules, sails(0, 60), sails(20, 80))).toEqual([]);
    expect(separationFaults(rules, sails(0, 60), sails(19, 80))).toEqual([
      { rule: 'time', requiredMs: 20 * minute, foundMs: 19 * minute },
    ]);
    // Faster: it comes up to the one before.
    expect(separationFaults(rules, sails(0, 60), sails(25, 70))).toMatchObject([
      { foundMs: 10 * minute },
    ]);
  });

  it('are not apart at all where one overtakes the other', () => {
    const rules = { ...none, separationMs: 1, separationMetres: 1 };
    expect(separationFaults(rules, sails(0, 100), sails(30, 70))).toEqual([
      { rule: 'time', requiredMs: 1, foundMs: 0 },
      { rule: 'distance', requiredMetres: 1, foundMetres: 0 },
    ]);
  });

  it('need the distance while both are in the fairway', () => {
    const rules = { ...none, separationMetres: 1852 };
    // 10 km in 60 minutes: 12 minutes are 2 km.
    expect(separationFaults(rules, sails(0, 60), sails(12, 72))).toEqual([]);
    const [fault] = separationFaults(rules, sails(0, 60), sails(6, 66));
    expect(fault).toMatchObject({ rule: 'distance', requiredMetres: 1852 });
    expect(fault === undefined ? '' : describeFault(fault)).toBe(
      '0.54 nautical miles apart where 1.00 are required',
    );
    expect(separationFaults(rules, sails(0, 60), sails(60, 120))).toEqual([]);
  });

  const occupancy = fc
    .tuple(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 1, max: 300 }), fc.boolean())
    .map(([from, length, isReversed]) => sails(from, from + length, isReversed));
  const rules = fc.record<TrafficRules>({
    flow: fc.constantFrom('one-way', 'alternating', 'two-way'),
    separationMs: fc.option(fc.integer({ min: 1, max: 120 }).map((minutes) => minutes * minute)),
    separationMetres: fc.option(fc.integer({ min: 1, max: 5000 })),
    lengthMetres: fc.constant(10_000),
  });

  it('are judged the same whichever comes first', () => {
    fc.assert(
      fc.property(rules, occupancy, occupancy, (asked, one, other) => {
        const there = separationFaults(asked, one, other).map(({ rule }) => rule);
        const back = separationFaults(asked, other, one).map(({ rule }) => rule);
        expect(there).toEqual(back);
      }),
    );
  });

  it('are as far apart as two vessels sailed minute by minute are', () => {
    fc.assert(
      fc.property(occupancy, occupancy, fc.integer({ min: 1, max: 5000 }), (one, two, metres) => {
        const other = { ...two, isReversed: one.isReversed };
        const [from, to] = [Math.max(one.from, other.from), Math.min(one.to, other.to)];
        const place = (who: Occupancy, at: number) =>
          (10_000 * (at - who.from)) / (who.to - who.from);
        let least = Number.POSITIVE_INFINITY;
        for (let at = from; at <= to && from < to; at += (to - from) / 500) {
          least = Math.min(least, Math.abs(place(one, at) - place(other, at)));
        }
        const asked = { ...none, separationMetres: metres };
        const isNear = separationFaults(asked, one, other).length > 0;
        // Sampling finds no less than what is reckoned; it misses at most one step of the faster.
        const shortest = Math.min(one.to - one.from, other.to - other.from);
        const step = (10_000 * ((to - from) / 500)) / shortest;
        if (least < metres) expect(isNear).toBe(true);
        if (least > metres + step) expect(isNear).toBe(false);
      }),
    );
  });
});
