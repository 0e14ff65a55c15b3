import { useEffect } from 'preact/hooks';
import { useStore } from '../state/store.js';
import { AlarmBar } from './alarm-bar.js';
import { useApp, useText } from './app-context.js';
import { Announcer } from './announcer.js';
import { DetailsPanel } from './details-panel.js';
import { EmptyPicture } from './empty-picture.js';
import { FeedList } from './feed-list.js';
import { Legend } from './legend.js';
import { MapControls } from './map-controls.js';
import { MapFooter } from './map-footer.js';
import { MapView } from './map-view.js';
import { Notices } from './notices.js';
import { SearchBox } from './search-box.js';
import { SignInDialog } from './sign-in-dialog.js';
import { TopBar } from './top-bar.js';
import { VesselList } from './vessel-list.js';

/** Escape closes the details from wherever the focus is; `/` goes to the search. */
function useShortcuts(): void {
  const { state } = useApp();
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const isTyping = event.target instanceof HTMLInputElement;
      if (event.key === 'Escape' && !event.defaultPrevented) state.selection.set(null);
      if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      document.getElementById('search')?.focus();
    };
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('keydown', onKey);
    };
  }, [state]);
}

/** The whole page. */
export function HarbourPage() {
  const { state } = useApp();
  const text = useText();
  const selection = useStore(state.selection);
  useShortcuts();
  return (
    <>
      <a class="skip-link" href="#vessels">
        {text.skipToList}
      </a>
      <TopBar />
      <AlarmBar />
      <Notices />
      <main class={selection === null ? 'stage' : 'stage stage-with-details'}>
        <aside class="side" aria-label={text.list.heading}>
          <SearchBox />
          <VesselList />
          <FeedList />
        </aside>
        <div class="chart">
          <MapView />
          <EmptyPicture />
          <MapControls />
          <Legend />
          <MapFooter />
        </div>
        {selection !== null && <DetailsPanel key={selection.mmsi} selection={selection} />}
      </main>
      <Announcer />
      <SignInDialog />
    </>
  );
}
