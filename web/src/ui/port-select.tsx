import { useStore } from '../state/store.js';
import { useApp, useText } from './app-context.js';

/** The port that is shown: its name, or a choice where there are several. */
export function PortSelect() {
  const { state, session } = useApp();
  const text = useText();
  const ports = useStore(state.ports);
  const port = useStore(state.port);
  if (port === null) return <span class="port-name muted">{text.noPort}</span>;
  if (ports.length === 1) {
    return (
      <span class="port-name">
        {port.name} <abbr class="muted">{port.locode}</abbr>
      </span>
    );
  }
  return (
    <label class="port-select">
      <span class="visually-hidden">{text.port}</span>
      <select
        value={port.locode}
        onChange={({ currentTarget }) => {
          const chosen = ports.find(({ locode }) => locode === currentTarget.value);
          if (chosen !== undefined) session.choosePort(chosen);
        }}
      >
        {ports.map(({ locode, name }) => (
          <option key={locode} value={locode}>
            {`${name} (${locode})`}
          </option>
        ))}
      </select>
    </label>
  );
}
