import { useStore } from '../state/store.js';
import { useApp, useText } from './app-context.js';

/** Speaks to screen readers what others see happen on the map. */
export function Announcer() {
  const { state } = useApp();
  const text = useText();
  const selection = useStore(state.selection);
  const safety = useStore(state.safety);
  const target = selection === null ? undefined : state.traffic.targets.get(selection.mmsi);
  return (
    <div class="visually-hidden" aria-live="polite">
      {selection !== null && (
        <p>{text.details.selected(target?.report.name ?? `MMSI ${selection.mmsi}`)}</p>
      )}
      {safety !== null && <p>{text.safety(safety.mmsi, safety.text)}</p>}
    </div>
  );
}
