import type { Claim } from './claim.js';
import type { ClaimAnswer } from './claims.repository.js';
import type { PortCall } from './port-call.js';

/** Something that AIS shows of a vessel beside the claims, such as that it fell silent. */
export interface AisFact {
  /** What it is, in the words of the API. */
  readonly name: string;
  /** Epoch ms. */
  readonly at: number;
  /** What is known of it, JSON values. */
  readonly facts: Readonly<Record<string, unknown>>;
}

/** An entry of a timeline; `at` is the time that it speaks of, epoch ms. */
export type TimelineEntry =
  | { readonly kind: 'claim' | 'ais'; readonly at: number; readonly claim: Claim }
  | { readonly kind: 'ais-fact'; readonly at: number; readonly fact: AisFact }
  | { readonly kind: 'decline' | 'cancel'; readonly at: number; readonly end: ClaimAnswer }
  | { readonly kind: 'announced' | 'cancelled' | 'omitted'; readonly at: number };

/**
 * Everything about a port call in the order of the times that are spoken of; at one time in the
 * order of recording. Rejected claims are there, with their rejection.
 */
export function timelineOf(
  call: PortCall,
  {
    claims,
    ends,
    facts,
  }: {
    readonly claims: readonly Claim[];
    readonly ends: readonly ClaimAnswer[];
    readonly facts: readonly AisFact[];
  },
): TimelineEntry[] {
  const entries: TimelineEntry[] = [
    { kind: 'announced', at: call.createdAt },
    ...claims.map((claim): TimelineEntry => {
      return { kind: claim.source === 'ais' ? 'ais' : 'claim', at: claim.time, claim };
    }),
    ...facts.map((fact): TimelineEntry => ({ kind: 'ais-fact', at: fact.at, fact })),
    ...ends.map((end): TimelineEntry => ({ kind: end.step, at: end.recordedAt, end })),
  ];
  if (call.ending !== null) entries.push({ kind: call.ending.kind, at: call.ending.at });
  return entries
    .map((entry, index) => ({ entry, index }))
    .sort((one, other) => one.entry.at - other.entry.at || one.index - other.index)
    .map(({ entry }) => entry);
}
