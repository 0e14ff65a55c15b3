import type { FieldError } from '../problem/domain-error.js';
import type { Claim, NewClaim } from './claim.js';
import { negotiationKey } from './negotiation-key.js';
import { kindFault } from './service-events.js';

/** A berth or another zone of a port. */
export interface PortPlace {
  readonly id: string;
  readonly kind: string;
  readonly name: string | null;
  readonly code: string;
}

/** How far an actual time may lie ahead: clocks differ. Milliseconds. */
export const actualAheadMs = 5 * 60_000;

/** Services have their events, and their classifiers. */
export function kindFaults(claim: NewClaim): FieldError[] {
  const fault = kindFault(claim);
  return fault === null ? [] : [{ pointer: '/event', detail: fault }];
}

/** What has happened lies in the past. @param now epoch ms */
export function timeFaults({ classifier, time }: NewClaim, now: number): FieldError[] {
  if (classifier !== 'ACT' || time <= now + actualAheadMs) return [];
  const detail = `an actual time cannot lie in the future: it is ${new Date(now).toISOString()}`;
  return [{ pointer: '/time', detail }];
}

/** DCSA JIT 2.0: a time answers one of the same service. */
export function answerFaults(claim: NewClaim, answered: Claim | null): FieldError[] {
  const { answersId = null } = claim;
  const pointer = '/inReplyTo';
  if (answersId === null) return [];
  if (answered === null) {
    return [{ pointer, detail: `the port call has no claim ${answersId} to answer` }];
  }
  const own = negotiationKey({ ...claim, sequence: claim.sequence ?? 1 });
  const theirs = negotiationKey(answered);
  return own === theirs
    ? []
    : [{ pointer, detail: `a claim of ${own} cannot answer one of ${theirs}` }];
}

/** Where a claim is, in words, and what is wrong with that. */
export function locate(
  zones: readonly PortPlace[],
  { location = {} }: NewClaim,
  locode: string,
): { readonly place: string | null; readonly faults: FieldError[] } {
  const { berthId = null, zoneId = null, place = null } = location;
  const berth = zones.find(({ id, kind }) => id === berthId && kind === 'berth');
  const zone = zones.find(({ id }) => id === zoneId);
  const faults = [
    ...missing(berthId, berth, { field: 'berthId', what: `berth of ${locode}` }),
    ...missing(zoneId, zone, { field: 'zoneId', what: `zone of ${locode}` }),
  ];
  return { place: place ?? nameOf(berth ?? zone), faults };
}

function nameOf(zone: PortPlace | undefined): string | null {
  return zone === undefined ? null : (zone.name ?? zone.code);
}

function missing(
  id: string | null,
  found: object | undefined,
  { field, what }: { readonly field: string; readonly what: string },
): FieldError[] {
  if (id === null || found !== undefined) return [];
  return [{ pointer: `/location/${field}`, detail: `${id} is no ${what}` }];
}
