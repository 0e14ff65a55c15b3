import { useStore } from '../state/store.js';
import { useApp, useFormat, useNow, useText } from './app-context.js';

/** The port's time and UTC, side by side, because AIS and papers speak UTC and people do not. */
export function Clocks() {
  const { state } = useApp();
  const text = useText();
  const format = useFormat();
  const now = useNow(1_000);
  const port = useStore(state.port);
  const iso = new Date(now).toISOString();
  return (
    <dl class="clocks">
      {port !== null && (
        <div>
          <dt title={port.timeZone}>
            {text.portTime} <small>{format.zoneName(now, port.timeZone)}</small>
          </dt>
          <dd>
            <time dateTime={iso}>{format.clock(now, port.timeZone)}</time>
            <small>{format.date(now, port.timeZone)}</small>
          </dd>
        </div>
      )}
      <div>
        <dt>{text.utc}</dt>
        <dd>
          <time dateTime={iso}>{format.clock(now, 'UTC')}</time>
          <small>{format.date(now, 'UTC')}</small>
        </dd>
      </div>
    </dl>
  );
}
