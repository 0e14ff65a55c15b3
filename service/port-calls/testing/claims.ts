import fc from 'fast-check';

import { claimSources, type Claim } from '../claim.js';
import { serviceCodes, serviceRules, type ServiceRule } from '../service-events.js';

const hour = 3_600_000;

/** Epoch ms of an hour of the first days of 2026. */
export function at(hours: number): number {
  return Date.UTC(2026, 0, 1) + hours * hour;
}

let made = 0;

/** A claim: BERTH ARRI ACT by the operator, unless said otherwise. */
export function newClaim(said: Partial<Claim> = {}): Claim {
  const number = ++made;
  return {
    id: `claim-${number}`,
    portCallId: 'call',
    number,
    service: 'BERTH',
    event: 'ARRI',
    classifier: 'ACT',
    sequence: 1,
    phase: null,
    step: 'actual',
    time: at(10),
    location: { berthId: null, zoneId: null, place: null },
    source: 'operator',
    recordedBy: { kind: 'key', id: 'key', name: 'test' },
    recordedAt: at(number / 100),
    delayReason: null,
    remark: null,
    answersId: null,
    evidenceCount: 0,
    rejection: null,
    ...said,
  };
}

/** What a rejected claim has. */
export const rejection = {
  at: at(100),
  reason: 'wrong',
  by: { kind: 'key', id: 'key', name: 'test' },
} as const;

/** Kinds of claims that there may be. */
const kinds = serviceCodes.flatMap((service) => {
  const { events, isNegotiable }: ServiceRule = serviceRules[service];
  const classifiers = isNegotiable ? (['EST', 'REQ', 'PLN', 'ACT'] as const) : (['ACT'] as const);
  return events.flatMap((event) =>
    classifiers.map((classifier) => ({ service, event, classifier })),
  );
});

/** Claims of one port call, any that there may be, numbered in the order of recording. */
export const claimsArbitrary: fc.Arbitrary<Claim[]> = fc
  .array(
    fc.record({
      kind: fc.oneof(
        fc.constantFrom(...kinds),
        fc.constantFrom(...kinds.filter(({ service }) => service === 'BERTH')),
      ),
      sequence: fc.integer({ min: 1, max: 3 }),
      hours: fc.integer({ min: 0, max: 48 }),
      recorded: fc.integer({ min: 0, max: 10 }),
      source: fc.constantFrom(...claimSources),
      isRejected: fc.boolean(),
      phase: fc.constantFrom(null, 'SHIF', 'OUTB'),
    }),
    { maxLength: 20 },
  )
  .map((drawn) =>
    drawn.map(({ kind, sequence, hours, recorded, source, isRejected, phase }, index) =>
      newClaim({
        ...kind,
        id: `claim-${index}`,
        number: index,
        sequence,
        phase,
        source,
        time: at(hours),
        recordedAt: at(recorded),
        rejection: isRejected ? rejection : null,
      }),
    ),
  );
