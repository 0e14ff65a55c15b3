import type { StreamState } from '../api/stream.js';
import type { Dictionary } from '../i18n/en.js';
import { useStore } from '../state/store.js';
import { useApp, useNow, useText } from './app-context.js';

function words(text: Dictionary, stream: StreamState, now: number): string {
  if (stream.kind !== 'waiting') return text.stream[stream.kind];
  const seconds = Math.max(0, Math.ceil((stream.retryAt - now) / 1_000));
  return `${text.stream.waiting}, ${text.stream.waitingDetail(seconds)}`;
}

/** Whether the picture follows the service at this moment. */
export function ConnectionChip() {
  const { state } = useApp();
  const text = useText();
  const stream = useStore(state.stream);
  const now = useNow(1_000);
  return (
    <span class="chip" data-stream={stream.kind}>
      <span class="dot" aria-hidden="true" />
      {words(text, stream, now)}
    </span>
  );
}
