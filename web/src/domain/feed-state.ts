import type { Feed } from '../api/types.js';

/**
 * State of a feed as the page words it. `simulated`: live, and none of it is real; `waiting`: open
 * to whoever sends, and nobody has yet, which is no alarm.
 */
export type FeedState = 'live' | 'silent' | 'connecting' | 'stopped' | 'simulated' | 'waiting';

type Judged = Pick<Feed, 'kind' | 'source' | 'state' | 'lastMessageTime'>;

/** The word for a feed's state. A receiver that is dialled and says nothing is silent, not waiting. */
export function feedState(feed: Judged): FeedState {
  if (feed.state === 'live') return feed.source === 'simulated' ? 'simulated' : liveState(feed);
  const isUnused = feed.lastMessageTime === null && feed.kind !== 'tcp-client';
  return isUnused && feed.state !== 'connecting' ? 'waiting' : feed.state;
}

/** A port that is open counts as live until its threshold has passed; without a message it waits. */
function liveState(feed: Judged): FeedState {
  return feed.lastMessageTime === null ? 'waiting' : 'live';
}

/** How many feeds are in which state. */
export type FeedCounts = Readonly<Record<FeedState, number>>;

/** Counts the feeds by what an operator has to know of them. */
export function countFeeds(feeds: readonly Judged[]): FeedCounts {
  const counts = { live: 0, silent: 0, connecting: 0, stopped: 0, simulated: 0, waiting: 0 };
  for (const feed of feeds) counts[feedState(feed)] += 1;
  return counts;
}
