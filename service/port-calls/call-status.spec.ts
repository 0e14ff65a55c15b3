import fc from 'fast-check';

import { statusOf, transitions } from './call-status.js';
import type { Claim } from './claim.js';
import { at, claimsArbitrary, newClaim, rejection } from './testing/claims.js';

const boarding = newClaim({ service: 'PILOT_BOARDING_PLACE', time: at(8) });
const anchored = newClaim({ service: 'ANCHORAGE', event: 'STRT', time: at(9) });
const weighed = newClaim({ service: 'ANCHORAGE', event: 'CMPL', time: at(9.5) });
const berthed = newClaim({ time: at(10) });
const left = newClaim({ service: 'SEA_PASSAGE', event: 'STRT', time: at(22) });

function leaving(said: Partial<Claim> = {}): Claim {
  return newClaim({ event: 'DEPA', time: at(20), ...said });
}

describe('statusOf', () => {
  it.each<[string, Claim[], string]>([
    ['nothing', [], 'expected'],
    ['an estimate', [newClaim({ classifier: 'EST', step: 'estimate' })], 'expected'],
    ['the pilot boarding place', [boarding], 'arrived'],
    ['an anchorage', [boarding, anchored], 'at-anchor'],
    ['an anchor that is up', [boarding, anchored, weighed], 'arrived'],
    ['a berth', [boarding, anchored, weighed, berthed], 'berthed'],
    ['all fast', [newClaim({ service: 'ALL_FAST' })], 'berthed'],
    ['a person who says that it sailed', [berthed, leaving()], 'departed'],
    ['AIS, which sees it leave the berth', [berthed, leaving({ source: 'ais' })], 'arrived'],
    [
      'AIS, which sees it leave the limits',
      [berthed, leaving({ source: 'ais' }), left],
      'departed',
    ],
    ['a shift', [berthed, leaving({ phase: 'SHIF' })], 'arrived'],
    ['an outbound phase', [berthed, leaving({ source: 'ais', phase: 'OUTB' })], 'departed'],
    [
      'a second berth that is spoken of',
      [berthed, leaving(), newClaim({ classifier: 'EST', sequence: 2, time: at(30) })],
      'arrived',
    ],
    [
      'a departure from the second berth, whoever numbers it',
      [
        berthed,
        leaving({ source: 'ais' }),
        newClaim({ source: 'ais', time: at(21) }),
        newClaim({ classifier: 'PLN', sequence: 2, time: at(21) }),
        leaving({ time: at(30) }),
      ],
      'departed',
    ],
    ['a boarding place after the berth', [berthed, { ...boarding, time: at(12) }], 'berthed'],
    ['a berth after the departure', [berthed, leaving(), newClaim({ time: at(30) })], 'departed'],
    ['a rejected claim', [boarding, { ...berthed, rejection }], 'arrived'],
  ])('follows %s', (_, claims, status) => {
    expect(statusOf(claims, false)).toBe(status);
  });

  it('stays cancelled, whatever is claimed', () => {
    expect(statusOf([berthed], true)).toBe('cancelled');
  });

  it('is the same for claims that come late or out of order', () => {
    const shuffled = claimsArbitrary.chain((claims) =>
      fc.tuple(fc.constant(claims), fc.shuffledSubarray(claims, { minLength: claims.length })),
    );
    fc.assert(
      fc.property(shuffled, ([claims, others]) => {
        expect(statusOf(others, false)).toBe(statusOf(claims, false));
      }),
    );
  });

  it('has no way out of departed or cancelled', () => {
    const ends = transitions.filter(({ from }) => from.some((one) => one === 'departed'));
    expect(ends).toEqual([]);
  });
});
