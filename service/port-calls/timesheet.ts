import { labelOf } from './service-labels.js';
import type { RankTable } from './claim-ranks.js';
import type { Claim, ClaimSource } from './claim.js';
import { localTime } from './local-time.js';
import { negotiationKey } from './negotiation-key.js';
import { best, type ClaimedTime } from './published-times.js';
import type { ServiceCode, ServiceEvent } from './service-events.js';
import { occurrencesOf } from './occurrences.js';

/** A fact of a statement of facts: one event that happened, by the claim that is believed. */
export interface TimesheetRow {
  /** Epoch ms. */
  readonly time: number;
  /** In the port's zone: `2026-01-31 03:00 -03:00`. */
  readonly localTime: string;
  readonly service: ServiceCode;
  readonly event: ServiceEvent;
  readonly label: string;
  readonly place: string | null;
  readonly source: ClaimSource;
  readonly claimId: string;
  readonly delayReason: string | null;
  readonly remark: string | null;
  /** What else is claimed of the same event. */
  readonly others: readonly ClaimedTime[];
  readonly spreadMs: number;
}

/**
 * What happened in a port call, in the order of time: each event once, though several speak of it,
 * and as often as it happened. Rejected claims are no facts.
 * @param claims all of the port call, in any order
 * @param timeZone IANA zone of the port
 */
export function timesheetRows(
  claims: readonly Claim[],
  { ranks, timeZone }: { readonly ranks: RankTable; readonly timeZone: string },
): TimesheetRow[] {
  const facts = claims.filter(
    ({ classifier, rejection }) => classifier === 'ACT' && rejection === null,
  );
  const kinds = new Map(facts.map((claim) => [negotiationKey({ ...claim, sequence: 0 }), claim]));
  return [...kinds.values()]
    .flatMap(({ service, event }) => occurrencesOf(facts, { service, event }))
    .flatMap((occurrence) => {
      const published = best(occurrence, ranks);
      const claim = occurrence.find(({ id }) => id === published?.claimId);
      if (published === null || claim === undefined) return [];
      return [toRow(claim, { others: published.others, spreadMs: published.spreadMs, timeZone })];
    })
    .sort((one, other) => one.time - other.time || (one.label < other.label ? -1 : 1));
}

function toRow(
  claim: Claim,
  facts: Pick<TimesheetRow, 'others' | 'spreadMs'> & { readonly timeZone: string },
): TimesheetRow {
  const { time, service, event, location, source, id, delayReason, remark } = claim;
  const { others, spreadMs, timeZone } = facts;
  return {
    time,
    localTime: localTime(time, timeZone),
    service,
    event,
    label: labelOf(service, event),
    place: location.place,
    source,
    claimId: id,
    delayReason,
    remark,
    others,
    spreadMs,
  };
}
