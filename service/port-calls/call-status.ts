import type { PortCallStatus } from './port-call.js';
import type { Classifier, Phase, ServiceCode, ServiceEvent } from './service-events.js';
import { occurrencesOf } from './occurrences.js';

/** What a status depends on of a claim. */
export interface StatusClaim {
  readonly service: ServiceCode;
  readonly event: ServiceEvent;
  readonly classifier: Classifier;
  readonly sequence: number;
  readonly phase: Phase | null;
  readonly source: string;
  /** Epoch ms. */
  readonly time: number;
  readonly rejection: object | null;
}

/** A way from one status to another. */
export interface Transition {
  readonly on: `${ServiceCode} ${ServiceEvent}`;
  /** Whether the vessel leaves the port with it; said only where the event leaves that open. */
  readonly leavesPort?: boolean;
  readonly from: readonly PortCallStatus[];
  readonly to: PortCallStatus;
}

const underWay = ['expected', 'arrived', 'at-anchor', 'berthed'] as const;

/**
 * Every way that an actual time moves a status. What comes in a status that a row does not start
 * from leaves it as it is: entering the limits says nothing new of a vessel that lies at a berth.
 * `departed` is the end; a vessel that comes back makes another port call. Rows of one moment are
 * taken in this order.
 */
export const transitions: readonly Transition[] = [
  { on: 'SEA_PASSAGE CMPL', from: ['expected'], to: 'arrived' },
  { on: 'PILOT_BOARDING_PLACE ARRI', from: ['expected'], to: 'arrived' },
  { on: 'ANCHORAGE STRT', from: ['expected', 'arrived', 'berthed'], to: 'at-anchor' },
  { on: 'ANCHORAGE CMPL', from: ['at-anchor'], to: 'arrived' },
  { on: 'BERTH ARRI', from: ['expected', 'arrived', 'at-anchor'], to: 'berthed' },
  { on: 'ALL_FAST ARRI', from: ['expected', 'arrived', 'at-anchor'], to: 'berthed' },
  { on: 'BERTH DEPA', leavesPort: false, from: ['berthed'], to: 'arrived' },
  { on: 'BERTH DEPA', leavesPort: true, from: underWay, to: 'departed' },
  { on: 'SEA_PASSAGE STRT', from: underWay, to: 'departed' },
];

/** From which status a port call may be cancelled or omitted: the vessel has not come yet. */
export const cancellableFrom: readonly PortCallStatus[] = ['expected'];

/** Statuses of a vessel that is in port: at most one port call of a vessel there has one. */
export const openStatuses: readonly PortCallStatus[] = ['arrived', 'at-anchor', 'berthed'];

/**
 * The status that claims lead to, in whatever order they are given: a function of the actual times
 * that are not rejected, taken in the order of those times.
 * @param isEnded whether the port call was cancelled or omitted, which nothing undoes
 */
export function statusOf(claims: readonly StatusClaim[], isEnded: boolean): PortCallStatus {
  if (isEnded) return 'cancelled';
  const counting = claims.filter(({ rejection }) => rejection === null);
  return counting
    .filter(({ classifier }) => classifier === 'ACT')
    .flatMap((claim) => {
      const row = rowOf(claim, counting);
      return row === -1 ? [] : [{ time: claim.time, row }];
    })
    .sort((one, other) => one.time - other.time || one.row - other.row)
    .reduce<PortCallStatus>((status, { row }) => {
      const transition = transitions[row];
      return transition?.from.includes(status) === true ? transition.to : status;
    }, 'expected');
}

function rowOf(claim: StatusClaim, all: readonly StatusClaim[]): number {
  const leaves = leavesPort(claim, all);
  return transitions.findIndex(
    ({ on, leavesPort: needed }) =>
      on === `${claim.service} ${claim.event}` && (needed === undefined || needed === leaves),
  );
}

/**
 * Whether a vessel that leaves its berth leaves the port. A phase says so. AIS cannot know, and says
 * SEA_PASSAGE STRT once the limits are left. People mean it, unless more berths are spoken of than
 * the vessel has been at.
 */
function leavesPort(claim: StatusClaim, all: readonly StatusClaim[]): boolean {
  if (claim.phase !== null) return claim.phase === 'OUTB';
  if (claim.source === 'ais') return false;
  const berthing = { service: 'BERTH', event: 'ARRI' } as const;
  const arrivals = all.filter(({ service, event }) => service === 'BERTH' && event === 'ARRI');
  const spokenOf = Math.max(0, ...arrivals.map(({ sequence }) => sequence));
  const before = all.filter(({ time }) => time < claim.time);
  const berthed = Math.max(claim.sequence, occurrencesOf(before, berthing).length);
  return berthed >= spokenOf;
}
