import type { Excess } from './excess.js';

/** An excess on a passage, as it is kept. */
export interface TrafficEvent {
  readonly id: string;
  /** Rises with each change of what is shown. */
  readonly version: number;
  readonly passageId: string;
  /** UN/LOCODE. */
  readonly locode: string;
  readonly excess: Excess;
  /** When a late report showed that it was none, epoch ms. */
  readonly withdrawnAt: number | null;
  /** Epoch ms. */
  readonly createdAt: number;
  /** Epoch ms. */
  readonly updatedAt: number;
}

/** What becomes of the kept events when the track shows others. */
export interface EventChanges {
  /** Excesses that no event stands for yet. */
  readonly added: readonly Excess[];
  /** Events that are another than before; one that had been withdrawn is not any more. */
  readonly changed: readonly { readonly event: TrafficEvent; readonly excess: Excess }[];
  /** Events that the track no longer shows. */
  readonly withdrawn: readonly TrafficEvent[];
}

/**
 * Compares what the track shows with what is kept. An excess keeps its event when both overlap: a late
 * report may move its ends and its peak.
 */
export function compareEvents(
  kept: readonly TrafficEvent[],
  shown: readonly Excess[],
): EventChanges {
  const free = [...kept];
  const added: Excess[] = [];
  const changed: { event: TrafficEvent; excess: Excess }[] = [];
  for (const excess of shown) {
    const index = free.findIndex((event) => isSame(event.excess, excess));
    const [event] = index < 0 ? [] : free.splice(index, 1);
    if (event === undefined) added.push(excess);
    else if (event.withdrawnAt !== null || !isEqual(event.excess, excess)) {
      changed.push({ event, excess });
    }
  }
  return { added, changed, withdrawn: free.filter(({ withdrawnAt }) => withdrawnAt === null) };
}

function isSame(one: Excess, other: Excess): boolean {
  const oneEnd = one.endAt ?? Number.POSITIVE_INFINITY;
  const otherEnd = other.endAt ?? Number.POSITIVE_INFINITY;
  return one.kind === other.kind && one.beginAt <= otherEnd && other.beginAt <= oneEnd;
}

/** While an excess goes on, only a peak that grew by this share of what is allowed is told. */
const toldGrowth = 0.1;

function isEqual(one: Excess, other: Excess): boolean {
  if (one.beginAt !== other.beginAt || one.endAt !== other.endAt) return false;
  const growth = other.peak.value - one.peak.value;
  if (other.endAt === null) return growth >= 0 && growth < other.peak.allowed * toldGrowth;
  return growth === 0 && one.peak.time === other.peak.time;
}
