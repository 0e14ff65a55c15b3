import { rankOf, type RankTable } from './claim-ranks.js';
import type { Claim, ClaimSource } from './claim.js';
import { negotiationKey } from './negotiation-key.js';
import { claimsOfOccurrence } from './occurrences.js';
import type { Classifier, ServiceCode, ServiceEvent } from './service-events.js';

/** What published times depend on of a claim. */
export type PublishableClaim = Pick<
  Claim,
  | 'id'
  | 'number'
  | 'service'
  | 'event'
  | 'classifier'
  | 'sequence'
  | 'time'
  | 'source'
  | 'recordedAt'
  | 'rejection'
>;

/** A time that somebody claims. */
export interface ClaimedTime {
  readonly claimId: string;
  readonly source: ClaimSource;
  readonly classifier: Classifier;
  /** Epoch ms. */
  readonly time: number;
}

/** The time that the port publishes, and what else is claimed. */
export interface PublishedTime extends ClaimedTime {
  /** The other claims of the same time, in the order in which they would be believed. */
  readonly others: readonly ClaimedTime[];
  /** Milliseconds from the earliest to the latest of all of them. */
  readonly spreadMs: number;
}

/** Arrival, berthing, departure: estimated, requested, planned, actual. */
export const publishedNames = [
  'eta',
  'rta',
  'pta',
  'ata',
  'etb',
  'rtb',
  'ptb',
  'atb',
  'etd',
  'rtd',
  'ptd',
  'atd',
] as const;

export type PublishedName = (typeof publishedNames)[number];

/** What is published of one event of one service. */
export interface PublishedService {
  readonly service: ServiceCode;
  readonly event: ServiceEvent;
  readonly sequence: number;
  /** From EST and PLN. */
  readonly estimated: PublishedTime | null;
  readonly requested: PublishedTime | null;
  readonly planned: PublishedTime | null;
  readonly actual: PublishedTime | null;
}

/** All published times of a port call. */
export interface PublishedTimes extends Readonly<Record<PublishedName, PublishedTime | null>> {
  /** Every event that is spoken of, in order of service, event and sequence. */
  readonly services: readonly PublishedService[];
}

/** What is known beside the claims. */
export interface PublishingContext {
  readonly ranks: RankTable;
  /** Whether the port has a pilot boarding place: arrival is there, else at the port's limits. */
  readonly hasPilotBoardingPlace: boolean;
  /**
   * Negotiations that were cancelled or declined, as `SERVICE EVENT sequence`: what was expected of
   * them no longer counts.
   */
  readonly ended?: ReadonlySet<string>;
}

/**
 * The published times of a port call: of each event the claim of the source that ranks highest, the
 * newest within a rank. ETA and ATA are the pilot boarding place, or the port's limits; ETB and ATB
 * the first berth, ETD and ATD the last (docs/adr/0009).
 * @param claims all of the port call, in any order; rejected ones do not count
 */
export function publishedTimes(
  claims: readonly PublishableClaim[],
  context: PublishingContext,
): PublishedTimes {
  const counting = claims.filter(
    (claim) =>
      claim.rejection === null &&
      (claim.classifier === 'ACT' || context.ended?.has(negotiationKey(claim)) !== true),
  );
  const publish = (found: readonly PublishableClaim[]) => best(found, context.ranks);
  const arrival = { service: 'PILOT_BOARDING_PLACE', event: 'ARRI' } as const;
  const berthing = { service: 'BERTH', event: 'ARRI' } as const;
  const leaving = { service: 'BERTH', event: 'DEPA' } as const;
  const of = (place: Place, wanted: readonly Classifier[]) =>
    publish(expected(counting, place, wanted));
  return {
    eta: of(arrival, ['EST', 'PLN']),
    rta: of(arrival, ['REQ']),
    pta: of(arrival, ['PLN']),
    ata: publish(actualArrival(counting, context.hasPilotBoardingPlace)),
    etb: of(berthing, ['EST', 'PLN']),
    rtb: of(berthing, ['REQ']),
    ptb: of(berthing, ['PLN']),
    atb: publish(claimsOfOccurrence(counting, berthing)),
    etd: of(leaving, ['EST', 'PLN']),
    rtd: of(leaving, ['REQ']),
    ptd: of(leaving, ['PLN']),
    atd: publish(claimsOfOccurrence(counting, leaving)),
    services: services(counting, publish),
  };
}

/** The claim to believe among claims of one time; `null` among none. */
export function best(claims: readonly PublishableClaim[], ranks: RankTable): PublishedTime | null {
  const [first, ...others] = [...claims]
    .sort(
      (one, other) =>
        rankOf(ranks, one) - rankOf(ranks, other) ||
        other.recordedAt - one.recordedAt ||
        other.number - one.number,
    )
    .map(({ id, source, classifier, time }) => ({ claimId: id, source, classifier, time }));
  if (first === undefined) return null;
  const times = claims.map(({ time }) => time);
  return { ...first, others, spreadMs: Math.max(...times) - Math.min(...times) };
}

interface Place {
  readonly service: ServiceCode;
  readonly event: ServiceEvent;
}

/** What is expected of the first of several (of the last, for a departure). */
function expected(
  claims: readonly PublishableClaim[],
  { service, event }: Place,
  wanted: readonly Classifier[],
): PublishableClaim[] {
  const found = claims.filter(
    (claim) =>
      claim.service === service && claim.event === event && wanted.includes(claim.classifier),
  );
  const sequences = found.map(({ sequence }) => sequence);
  const sequence = event === 'DEPA' ? Math.max(...sequences) : Math.min(...sequences);
  return found.filter((claim) => claim.sequence === sequence);
}

/**
 * Claims of the actual arrival. A vessel that came to its berth without having been seen at the
 * pilot boarding place arrived at the limits.
 */
function actualArrival(
  claims: readonly PublishableClaim[],
  hasPilotBoardingPlace: boolean,
): readonly PublishableClaim[] {
  const boarding = claimsOfOccurrence(claims, { service: 'PILOT_BOARDING_PLACE', event: 'ARRI' });
  const limits = claimsOfOccurrence(claims, { service: 'SEA_PASSAGE', event: 'CMPL' });
  if (!hasPilotBoardingPlace) return limits.length > 0 ? limits : boarding;
  const hasBerthed = claims.some((one) => one.service === 'BERTH' && one.classifier === 'ACT');
  return boarding.length === 0 && hasBerthed ? limits : boarding;
}

function services(
  claims: readonly PublishableClaim[],
  publish: (claims: readonly PublishableClaim[]) => PublishedTime | null,
): PublishedService[] {
  const places = new Map(
    claims.map(({ service, event, sequence }) => [
      negotiationKey({ service, event, sequence }),
      { service, event, sequence },
    ]),
  );
  return [...places]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, place]) => {
      const own = claims.filter(({ sequence }) => sequence === place.sequence);
      const of = (wanted: readonly Classifier[]) => publish(expected(own, place, wanted));
      return {
        ...place,
        estimated: of(['EST', 'PLN']),
        requested: of(['REQ']),
        planned: of(['PLN']),
        actual: publish(claimsOfOccurrence(own, place)),
      };
    });
}
