import type { Feed } from '../api/types.js';

const STATES = ['live', 'silent', 'stopped', 'waiting', 'connecting', 'disconnected'] as const;

/** State of a feed as the page words it. A simulated feed is called that, whatever it does. */
export type FeedState = (typeof STATES)[number] | 'simulated' | 'other';

/** The word for a feed's state; `other` for one this page does not know. */
export function feedState(feed: Pick<Feed, 'state' | 'source' | 'isSilent'>): FeedState {
  if (feed.isSilent) return 'silent';
  if (feed.source === 'simulated' && feed.state === 'live') return 'simulated';
  return STATES.find((state) => state === feed.state) ?? 'other';
}

/** How many feeds are live, silent, simulated, and none of these. */
export interface FeedCounts {
  readonly live: number;
  readonly silent: number;
  readonly simulated: number;
  readonly stopped: number;
}

/** Counts the feeds by what an operator has to know of them. */
export function countFeeds(feeds: readonly Feed[]): FeedCounts {
  const states = feeds.map(feedState);
  const count = (wanted: FeedState): number => states.filter((state) => state === wanted).length;
  const live = count('live');
  const silent = count('silent');
  const simulated = count('simulated');
  return { live, silent, simulated, stopped: feeds.length - live - silent - simulated };
}
