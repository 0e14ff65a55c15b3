import { useStore } from '../state/store.js';
import { useApp, useText } from './app-context.js';
import { useTraffic } from './use-traffic.js';

/** What to do about a picture without a vessel. */
export function EmptyPicture() {
  const { state } = useApp();
  const { empty } = useText();
  const isLoaded = useStore(state.isLoaded);
  const targets = useTraffic();
  if (!isLoaded || targets.size > 0) return null;
  return (
    <section class="empty-picture card">
      <h2>{empty.heading}</h2>
      <p>{empty.intro}</p>
      <ul>
        <li>{empty.tcp}</li>
        <li>{empty.replay}</li>
        <li>{empty.post}</li>
        <li>{empty.simulate}</li>
      </ul>
    </section>
  );
}
