import type { Classifier, ServiceCode, ServiceEvent } from './service-events.js';

/** What tells the occurrences of a port call apart. */
export interface OccurringClaim {
  readonly service: ServiceCode;
  readonly event: ServiceEvent;
  readonly classifier: Classifier;
  /** Epoch ms. */
  readonly time: number;
}

/** An event of a service. */
export interface OccurringEvent {
  readonly service: ServiceCode;
  readonly event: ServiceEvent;
}

/** The event that ends what another began, and the other way round. */
const opposite: Readonly<Record<ServiceEvent, ServiceEvent>> = {
  ARRI: 'DEPA',
  DEPA: 'ARRI',
  STRT: 'CMPL',
  CMPL: 'STRT',
};

/**
 * Actual times of an event, one list for each time that it happened, in order: a vessel that shifts
 * arrives at two berths, and several sources speak of each. Between two arrivals lies a departure.
 * @param claims of any events; only actual ones are looked at
 */
export function occurrencesOf<C extends OccurringClaim>(
  claims: readonly C[],
  wanted: OccurringEvent,
): C[][] {
  const actual = claims.filter(({ classifier }) => classifier === 'ACT');
  const between = separatorOf(wanted);
  const occurrences: C[][] = [];
  let isApart = true;
  const marked = actual
    .flatMap((claim) => {
      if (isOf(claim, wanted)) return [{ claim, isSeparator: false }];
      return isOf(claim, between) ? [{ claim, isSeparator: true }] : [];
    })
    .sort(
      (one, other) =>
        one.claim.time - other.claim.time || Number(one.isSeparator) - Number(other.isSeparator),
    );
  for (const { claim, isSeparator } of marked) {
    if (isSeparator) isApart = true;
    else if (isApart) {
      occurrences.push([claim]);
      isApart = false;
    } else occurrences.at(-1)?.push(claim);
  }
  return occurrences;
}

/**
 * Actual times of the occurrence that counts for the whole port call: the first arrival or start, the
 * last departure or completion; of the sea passage, the first end and the last start.
 */
export function claimsOfOccurrence<C extends OccurringClaim>(
  claims: readonly C[],
  wanted: OccurringEvent,
): readonly C[] {
  const occurrences = occurrencesOf(claims, wanted);
  return (isFirstOf(wanted) ? occurrences[0] : occurrences.at(-1)) ?? [];
}

function isFirstOf({ service, event }: OccurringEvent): boolean {
  const isBeginning = event === 'ARRI' || event === 'STRT';
  return service === 'SEA_PASSAGE' ? !isBeginning : isBeginning;
}

/** A vessel is all fast at each berth that it comes to. */
function separatorOf({ service, event }: OccurringEvent): OccurringEvent {
  return service === 'ALL_FAST'
    ? { service: 'BERTH', event: 'DEPA' }
    : { service, event: opposite[event] };
}

function isOf(claim: OccurringClaim, { service, event }: OccurringEvent): boolean {
  return claim.service === service && claim.event === event;
}
