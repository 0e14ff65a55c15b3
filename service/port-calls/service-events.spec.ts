import { kindFault, serviceCodes, serviceRules, type ServiceRule } from './service-events.js';

describe('kindFault', () => {
  it.each([
    ['BERTH', 'ARRI', 'PLN', null],
    ['SEA_PASSAGE', 'CMPL', 'ACT', null],
    ['BERTH', 'STRT', 'ACT', 'BERTH has ARRI and DEPA, not STRT'],
    ['SAFETY', 'ARRI', 'ACT', 'SAFETY has DEPA, not ARRI'],
    ['ALL_FAST', 'ARRI', 'REQ', 'ALL_FAST has ACT only, not REQ'],
  ] as const)('%s %s %s: %s', (service, event, classifier, fault) => {
    expect(kindFault({ service, event, classifier })).toBe(fault);
  });
});

describe('serviceRules', () => {
  it('has the twenty services of DCSA JIT 2.0 that have times, nine of them negotiable', () => {
    const negotiable = serviceCodes.filter(
      (code) => (serviceRules[code] as ServiceRule).isNegotiable,
    );
    expect([serviceCodes.length, negotiable.length]).toEqual([20, 9]);
  });
});
