import * as fc from 'fast-check';

import {
  restBefore,
  restBreaches,
  workHours,
  type RestLimits,
  type WorkPeriod,
} from './rest-hours.js';
import { portWorkersRest, seafarersRest } from './staff-role.js';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const midnight = Date.UTC(2026, 0, 5);

/** A period by hours after midnight. */
function hours(start: number, end: number): WorkPeriod {
  return { start: midnight + start * hourMs, end: midnight + end * hourMs };
}

function limitsBroken(work: WorkPeriod[], added: WorkPeriod, rule: RestLimits): string[] {
  return restBreaches(work, added, rule).map(({ limit }) => limit);
}

describe('rest of seafarers (MLC 2006 Standard A2.3)', () => {
  it('allows watches of six hours on and six off, and no work in the middle of the rest', () => {
    const work = [hours(0, 6), hours(12, 18)];
    expect(limitsBroken(work, hours(24, 30), seafarersRest)).toEqual([]);
    expect(limitsBroken(work, hours(20.5, 21.5), seafarersRest)).toEqual(['periods']);
  });

  it('allows 14 hours of work in a day, and tells what is missing beyond', () => {
    expect(limitsBroken([], hours(0, 14), seafarersRest)).toEqual([]);
    expect(restBreaches([], hours(0, 14.5), seafarersRest)).toContainEqual({
      limit: 'day',
      from: midnight - 9.5 * hourMs,
      to: midnight + 14.5 * hourMs,
      restHours: 9.5,
      requiredHours: 10,
    });
  });

  it('counts 24 hours that begin at any moment, not calendar days', () => {
    const work = [hours(12, 24)];
    expect(limitsBroken(work, hours(31, 36), seafarersRest)).toContain('day');
  });

  it('wants the ten hours in at most two periods', () => {
    const work = [hours(0, 3), hours(9, 12), hours(15, 18)];
    expect(restBreaches(work, hours(21, 24), seafarersRest)).toEqual([
      {
        limit: 'periods',
        from: midnight,
        to: midnight + 24 * hourMs,
        restHours: 9,
        requiredHours: 10,
      },
    ]);
  });

  it('wants one period of six hours', () => {
    const work = [hours(0, 4.5), hours(10, 13.5)];
    expect(limitsBroken(work, hours(19, 24), seafarersRest)).toEqual(['longest-period']);
  });

  it('wants 77 hours in seven days', () => {
    const days = [0, 1, 2, 3, 4, 5].map((day) => hours(24 * day, 24 * day + 14));
    expect(limitsBroken(days, hours(144, 151), seafarersRest)).toEqual([]);
    const [breach] = restBreaches(days, hours(144, 151.5), seafarersRest);
    expect(breach).toMatchObject({ limit: 'week', restHours: 76.5, requiredHours: 77 });
  });

  it('sees what comes after as well as what came before', () => {
    expect(limitsBroken([hours(16, 24)], hours(0, 8), seafarersRest)).toContain('day');
  });

  it('does not blame a period for what was wrong elsewhere', () => {
    expect(limitsBroken([hours(0, 20)], hours(300, 308), seafarersRest)).toEqual([]);
  });
});

describe('rest of port workers', () => {
  it('is one period of eleven hours between two shifts', () => {
    expect(limitsBroken([hours(0, 8)], hours(19, 27), portWorkersRest)).toEqual([]);
    expect(limitsBroken([hours(0, 8)], hours(18, 26), portWorkersRest)).toContain('day');
  });
});

describe('work and rest', () => {
  it('count what overlaps once', () => {
    expect(workHours([hours(0, 4), hours(2, 6)], midnight, midnight + 24 * hourMs)).toBe(6);
  });

  it('know the rest before a time, where there was work before', () => {
    expect(restBefore([hours(0, 4), hours(20, 24)], midnight + 9 * hourMs)).toBe(5);
    expect(restBefore([hours(20, 24)], midnight)).toBeNull();
  });
});

/** Looks at every minute of a whole timeline: slow, plain, and shares nothing with the rule. */
class Oracle {
  private readonly isWork: boolean[];

  constructor(work: readonly WorkPeriod[], from: number, to: number) {
    const length = Math.round((to - from) / minuteMs);
    this.isWork = Array.from({ length }, (_, minute) => {
      const at = from + minute * minuteMs;
      return work.some(({ start, end }) => at >= start && at < end);
    });
  }

  keeps(limits: RestLimits): boolean {
    const { minHoursPerDay, minHoursPerWeek } = limits;
    return (
      this.sumsHold(24 * 60, minHoursPerDay * 60) &&
      this.sumsHold(7 * 24 * 60, minHoursPerWeek * 60) &&
      this.divisionHolds(limits)
    );
  }

  private sumsHold(window: number, required: number): boolean {
    let rest = this.isWork.slice(0, window).filter((isWork) => !isWork).length;
    for (let end = window; ; end++) {
      if (rest < required) return false;
      if (end >= this.isWork.length) return true;
      rest += (this.isWork[end] === true ? 0 : 1) - (this.isWork[end - window] === true ? 0 : 1);
    }
  }

  private divisionHolds(limits: RestLimits): boolean {
    return this.isWork.every((isWork, minute) => {
      if (!isWork || this.isWork[minute - 1] === true) return true;
      const day = this.isWork.slice(minute, minute + 24 * 60);
      const rests = day
        .map((one) => (one ? 'w' : 'r'))
        .join('')
        .split(/w+/)
        .map(({ length }) => length)
        .sort((one, other) => other - one);
      const counted = rests.slice(0, limits.mostPeriodsPerDay).reduce((sum, one) => sum + one, 0);
      return (
        counted >= limits.minHoursPerDay * 60 &&
        (rests[0] ?? 0) >= limits.minLongestPeriodHours * 60
      );
    });
  }
}

describe('the rest rule and an oracle that counts minutes', () => {
  const tenDays = 10 * 24 * 60;
  const period = fc
    .tuple(fc.nat(tenDays - 1), fc.integer({ min: 10, max: 15 * 60 }))
    .map(([start, length]) => ({
      start: midnight + start * minuteMs,
      end: midnight + (start + length) * minuteMs,
    }));
  const limits = fc.oneof(
    fc.constantFrom<RestLimits>(seafarersRest, portWorkersRest),
    fc.record({
      minHoursPerDay: fc.integer({ min: 6, max: 12 }),
      minHoursPerWeek: fc.integer({ min: 50, max: 120 }),
      mostPeriodsPerDay: fc.integer({ min: 1, max: 3 }),
      minLongestPeriodHours: fc.integer({ min: 2, max: 11 }),
    }),
  );
  /** Everything, with a week and more of rest on both sides. */
  const oracleOf = (work: readonly WorkPeriod[]) =>
    new Oracle(work, midnight - 8 * 24 * hourMs, midnight + 19 * 24 * hourMs);

  it('agree on each period that is accepted, and on each that is refused', () => {
    fc.assert(
      fc.property(fc.array(period, { minLength: 3, maxLength: 14 }), limits, (periods, rule) => {
        const accepted: WorkPeriod[] = [];
        for (const added of periods) {
          const isKept = restBreaches(accepted, added, rule).length === 0;
          expect(isKept).toBe(oracleOf([...accepted, added]).keeps(rule));
          if (isKept) accepted.push(added);
        }
      }),
      { numRuns: 60 },
    );
  });
});
