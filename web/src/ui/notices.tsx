import type { Dictionary } from '../i18n/en.js';
import { useEffect, useState } from 'preact/hooks';
import type { Problem } from '../state/app-state.js';
import { useStore } from '../state/store.js';
import { useApp, useFormat, useText } from './app-context.js';

/** A reconnect shorter than this needs nobody's attention. */
const PATIENCE_MS = 5_000;

function problemText(text: Dictionary, { status, detail }: Problem): string {
  if (status === null) return text.problem.unreachable;
  if (status === 502 || status === 503 || status === 504) return text.problem.busy;
  return detail === null ? text.problem.failed : text.problem.refused(detail);
}

/** Since when the stream is away, epoch ms; `null` while it is there or only just gone. */
function useAwaySince(): number | null {
  const { state } = useApp();
  const isLive = useStore(state.stream).kind === 'live';
  const isLoaded = useStore(state.isLoaded);
  const [since, setSince] = useState<number | null>(null);
  useEffect(() => {
    setSince(null);
    if (isLive || !isLoaded) return;
    const lostAt = Date.now();
    const timer = setTimeout(() => {
      setSince(lostAt);
    }, PATIENCE_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [isLive, isLoaded]);
  return since;
}

/** What the operator must not overlook: the picture is not current, not real, or not complete. */
export function Notices() {
  const { state, session } = useApp();
  const text = useText();
  const format = useFormat();
  const away = useAwaySince();
  const problem = useStore(state.problem);
  const isSimulating = useStore(state.config)?.isSimulating === true;
  const zone = useStore(state.port)?.timeZone ?? 'UTC';
  const retry = (
    <button
      type="button"
      onClick={() => {
        session.retryNow();
      }}
    >
      {text.retry}
    </button>
  );
  return (
    <div class="notices" role="status">
      {isSimulating && <p class="notice notice-simulated">{text.simulatedNotice}</p>}
      {away !== null && (
        <p class="notice notice-warning">
          {text.stream.notCurrent(format.clock(away, zone))} {retry}
        </p>
      )}
      {away === null && problem !== null && (
        <p class="notice notice-warning">
          {problemText(text, problem)} {retry}
        </p>
      )}
    </div>
  );
}
