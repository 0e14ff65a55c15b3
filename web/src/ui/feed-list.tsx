import type { Feed } from '../api/types.js';
import { feedState } from '../domain/feed-state.js';
import { useStore } from '../state/store.js';
import { useApp, useFormat, useNow, useText } from './app-context.js';

function FeedItem({ feed, now }: { readonly feed: Feed; readonly now: number }) {
  const text = useText().feeds;
  const format = useFormat();
  const state = feedState(feed);
  const { lastMessageTime: last, ratePerSecond: rate } = feed;
  return (
    <li data-feeds={state} data-feed={feed.name}>
      <span class="dot" aria-hidden="true" />
      <span class="feed-name">
        {feed.name}
        <small>{text.kinds[feed.kind]}</small>
      </span>
      <span class="feed-state">
        {text.states[state]}
        <small>
          {last === null ? text.never : text.last(format.age(now - Date.parse(last)))}
          {rate > 0 && ` · ${text.perSecond(format.number(rate, 1))}`}
        </small>
      </span>
      {feed.licence !== null && <small class="feed-licence">{text.licence(feed.licence)}</small>}
    </li>
  );
}

/** Ways in that nobody has used yet need one line between them. */
function WaitingFeeds({ feeds }: { readonly feeds: readonly Feed[] }) {
  const text = useText().feeds;
  return (
    <li data-feeds="waiting">
      <span class="dot" aria-hidden="true" />
      <span class="feed-name">
        {text.states.waiting}
        <small>{feeds.map(({ name }) => name).join(' · ')}</small>
      </span>
      <span class="feed-state">
        <small>{text.never}</small>
      </span>
    </li>
  );
}

/** Where the traffic comes from, and whether it still does. */
export function FeedList() {
  const { state } = useApp();
  const text = useText().feeds;
  const feeds = useStore(state.feeds);
  const now = useNow(1_000);
  const waiting = feeds?.filter((feed) => feedState(feed) === 'waiting') ?? [];
  const heard = feeds?.filter((feed) => !waiting.includes(feed)) ?? [];
  return (
    <section class="feeds" id="feeds" aria-labelledby="feeds-heading" tabIndex={-1}>
      <h2 id="feeds-heading">{text.heading}</h2>
      {feeds === null && <p class="muted">{text.loading}</p>}
      {feeds?.length === 0 && <p class="muted">{text.none}</p>}
      <ul>
        {heard.map((feed) => (
          <FeedItem key={feed.name} feed={feed} now={now} />
        ))}
        {waiting.length > 0 && <WaitingFeeds feeds={waiting} />}
      </ul>
    </section>
  );
}
