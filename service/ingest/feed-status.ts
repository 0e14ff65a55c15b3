import type { Source } from '../ais/reception.js';
import type { FeedKind } from '../config/config.js';
import type { FeedState } from './feed.js';

/** How one process fares with one feed. Times are epoch ms. */
export interface FeedStatus {
  readonly name: string;
  readonly kind: FeedKind;
  readonly source: Source;
  readonly licence: string | null;
  readonly silenceSeconds: number;
  readonly state: FeedState;
  /** When the last message came to this process; `null`: none since its start. */
  readonly lastMessageAt: number | null;
  /** Messages a second over the last minute, copies included. */
  readonly ratePerSecond: number;
  /** Lines rejected since its start, by reason. */
  readonly rejected: Readonly<Record<string, number>>;
}

/** A feed that any process reads well is well, whatever it is to the others. */
const RANK: Readonly<Record<FeedState, number>> = { live: 3, silent: 2, connecting: 1, stopped: 0 };

/**
 * One status for each feed out of what all processes say: the best of their states, the latest of
 * their times, the sum of their counts. In order of name.
 */
export function mergeFeedStatus(statuses: readonly FeedStatus[]): FeedStatus[] {
  const byName = new Map<string, FeedStatus>();
  for (const status of statuses) {
    const other = byName.get(status.name);
    byName.set(status.name, other === undefined ? status : merge(other, status));
  }
  return [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function merge(one: FeedStatus, other: FeedStatus): FeedStatus {
  return {
    ...one,
    state: RANK[other.state] > RANK[one.state] ? other.state : one.state,
    lastMessageAt: latest(one.lastMessageAt, other.lastMessageAt),
    ratePerSecond: one.ratePerSecond + other.ratePerSecond,
    rejected: sum(one.rejected, other.rejected),
  };
}

function latest(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other;
  return Math.max(one, other);
}

function sum(
  one: Readonly<Record<string, number>>,
  other: Readonly<Record<string, number>>,
): Record<string, number> {
  const total = new Map(Object.entries(one));
  for (const [reason, count] of Object.entries(other)) {
    total.set(reason, (total.get(reason) ?? 0) + count);
  }
  return Object.fromEntries(total);
}
