import { countFeeds } from '../domain/feed-state.js';
import { useStore } from '../state/store.js';
import { useApp, useText } from './app-context.js';

function Chip({ state, children }: { readonly state: string; readonly children: string }) {
  return (
    <a class="chip" href="#feeds" data-feeds={state}>
      <span class="dot" aria-hidden="true" />
      {children}
    </a>
  );
}

/** The feeds in a few words, always in sight. */
export function FeedSummary() {
  const { state } = useApp();
  const { summary } = useText().feeds;
  const feeds = useStore(state.feeds);
  if (feeds === null) return null;
  const { live, silent, simulated, waiting, stopped, connecting } = countFeeds(feeds);
  const away = stopped + connecting;
  return (
    <>
      {feeds.length === 0 && <Chip state="none">{summary.none}</Chip>}
      {live > 0 && <Chip state="live">{summary.live(live)}</Chip>}
      {silent > 0 && <Chip state="silent">{summary.silent(silent)}</Chip>}
      {simulated > 0 && <Chip state="simulated">{summary.simulated}</Chip>}
      {waiting > 0 && <Chip state="waiting">{summary.waiting(waiting)}</Chip>}
      {away > 0 && <Chip state="stopped">{summary.stopped(away)}</Chip>}
    </>
  );
}
