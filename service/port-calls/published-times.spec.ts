import fc from 'fast-check';

import { defaultRanks } from './claim-ranks.js';
import { publishedNames, publishedTimes, type PublishedTime } from './published-times.js';
import { at, claimsArbitrary, newClaim, rejection } from './testing/claims.js';

const context = { ranks: defaultRanks, hasPilotBoardingPlace: true };
const noPlace = { ranks: defaultRanks, hasPilotBoardingPlace: false };

function allOf(times: ReturnType<typeof publishedTimes>): PublishedTime[] {
  const named = publishedNames.map((name) => times[name]);
  const others = times.services.flatMap(({ estimated, requested, planned, actual }) => [
    estimated,
    requested,
    planned,
    actual,
  ]);
  return [...named, ...others].filter((time) => time !== null);
}

describe('publishedTimes', () => {
  it('is null for what nobody speaks of', () => {
    expect(publishedTimes([], context)).toMatchObject({ eta: null, atd: null, services: [] });
  });

  it('believes the higher rank, and the newest within a rank', () => {
    const said = { classifier: 'EST', step: 'estimate' } as const;
    const claims = [
      newClaim({ ...said, source: 'operator', time: at(10) }),
      newClaim({ ...said, source: 'operator', time: at(11) }),
      newClaim({ ...said, source: 'agent', time: at(14) }),
    ];
    const { etb } = publishedTimes(claims, context);
    expect(etb).toMatchObject({
      time: at(11),
      source: 'operator',
      others: [{ time: at(10) }, { time: at(14) }],
      spreadMs: at(14) - at(10),
    });
  });

  it('takes the newer of two that were recorded in the same millisecond', () => {
    const said = { classifier: 'EST', step: 'estimate', recordedAt: at(1) } as const;
    const claims = [newClaim({ ...said, time: at(10) }), newClaim({ ...said, time: at(11) })];
    expect(publishedTimes(claims, context).etb?.time).toBe(at(11));
  });

  it('publishes other times when the ranks are others', () => {
    const ranks = { ...defaultRanks, 'BERTH ARRI': { expected: [], actual: ['ais'] } } as const;
    const claims = [newClaim({ time: at(10) }), newClaim({ source: 'ais', time: at(11) })];
    expect(publishedTimes(claims, context).atb?.time).toBe(at(10));
    expect(publishedTimes(claims, { ...context, ranks }).atb?.time).toBe(at(11));
  });

  it('leaves rejected claims out', () => {
    const claims = [
      newClaim({ time: at(10), rejection }),
      newClaim({ source: 'ais', time: at(11) }),
    ];
    expect(publishedTimes(claims, context).atb).toMatchObject({ time: at(11), others: [] });
  });

  it('has the first berth in ATB and the last in ATD, whoever speaks of them', () => {
    const claims = [
      newClaim({ source: 'ais', time: at(10) }),
      newClaim({ time: at(10.1) }),
      newClaim({ event: 'DEPA', source: 'ais', time: at(20) }),
      newClaim({ source: 'ais', time: at(21) }),
      newClaim({ time: at(21.1) }),
      newClaim({ event: 'DEPA', time: at(30) }),
    ];
    const { atb, atd } = publishedTimes(claims, context);
    expect([atb?.time, atd?.time, atb?.others.length]).toEqual([at(10.1), at(30), 1]);
  });

  it('expects the first of several berths, and the departure from the last', () => {
    const said = { classifier: 'EST', step: 'estimate' } as const;
    const claims = [
      newClaim({ ...said, sequence: 2, time: at(20) }),
      newClaim({ ...said, sequence: 1, time: at(10) }),
      newClaim({ ...said, sequence: 2, event: 'DEPA', time: at(30) }),
      newClaim({ ...said, sequence: 1, event: 'DEPA', time: at(18) }),
    ];
    const { etb, etd } = publishedTimes(claims, context);
    expect([etb?.time, etd?.time]).toEqual([at(10), at(30)]);
  });

  describe('arrival', () => {
    const limits = newClaim({ service: 'SEA_PASSAGE', event: 'CMPL', source: 'ais', time: at(7) });
    const boarding = newClaim({ service: 'PILOT_BOARDING_PLACE', source: 'ais', time: at(8) });

    it('is the pilot boarding place where the port has one', () => {
      expect(publishedTimes([limits], context).ata).toBeNull();
      expect(publishedTimes([limits, boarding], context).ata?.time).toBe(at(8));
    });

    it('is the limits of a port without one', () => {
      expect(publishedTimes([limits, boarding], noPlace).ata?.time).toBe(at(7));
    });

    it('is the limits for a vessel that came to its berth past the boarding place', () => {
      expect(publishedTimes([limits, newClaim()], context).ata?.time).toBe(at(7));
    });
  });

  it('counts ALL_FAST as an event of its own', () => {
    const fast = newClaim({ service: 'ALL_FAST', time: at(10.5) });
    const { atb, services } = publishedTimes([newClaim(), fast], context);
    expect(atb?.time).toBe(at(10));
    expect(services.map(({ service, actual }) => [service, actual?.time])).toEqual([
      ['ALL_FAST', at(10.5)],
      ['BERTH', at(10)],
    ]);
  });

  it('no longer counts what was expected of a service that was called off', () => {
    const plan = newClaim({ classifier: 'PLN', step: 'plan' });
    const ended = new Set(['BERTH ARRI 1']);
    expect(publishedTimes([plan], { ...context, ended }).ptb).toBeNull();
  });

  it('publishes only claims that count, whatever is claimed', () => {
    fc.assert(
      fc.property(claimsArbitrary, fc.boolean(), (claims, hasPilotBoardingPlace) => {
        const times = publishedTimes(claims, { ranks: defaultRanks, hasPilotBoardingPlace });
        const counting = new Map(
          claims.filter((claim) => claim.rejection === null).map((claim) => [claim.id, claim.time]),
        );
        for (const { claimId, time, others } of allOf(times)) {
          expect(counting.get(claimId)).toBe(time);
          expect(others.every((other) => counting.has(other.claimId))).toBe(true);
        }
      }),
    );
  });

  it('does not depend on the order in which claims are read', () => {
    const shuffled = claimsArbitrary.chain((claims) =>
      fc.tuple(fc.constant(claims), fc.shuffledSubarray(claims, { minLength: claims.length })),
    );
    fc.assert(
      fc.property(shuffled, ([claims, others]) => {
        expect(publishedTimes(others, context)).toEqual(publishedTimes(claims, context));
      }),
    );
  });
});
