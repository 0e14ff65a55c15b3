import type { DistressFeature } from '../api/types.js';
import { activeDistress } from '../map/layers/distress.layer.js';
import { useStore } from '../state/store.js';
import { useApp, useFormat, useNow, useText } from './app-context.js';

function Alarm({ device }: { readonly device: DistressFeature }) {
  const { state, picture } = useApp();
  const text = useText();
  const format = useFormat();
  const now = useNow(5_000);
  const { mmsi, kind, time } = device.properties;
  const hasPlace = device.geometry !== null;
  return (
    <li>
      <strong>{`${text.distress.alarm}: ${text.distress.kinds[kind]}`}</strong>
      <span>{`MMSI ${mmsi}`}</span>
      <span aria-hidden="true">{text.distress.since(format.age(now - Date.parse(time)))}</span>
      {hasPlace ? (
        <button
          type="button"
          onClick={() => {
            state.selection.set({ kind: 'distress', mmsi });
            picture.get()?.showSelected();
          }}
        >
          {text.distress.show}
        </button>
      ) : (
        <span>{text.distress.noPosition}</span>
      )}
    </li>
  );
}

/** Distress devices that call: above everything, until they no longer do. */
export function AlarmBar() {
  const { state } = useApp();
  const devices = activeDistress(useStore(state.distress).values());
  return (
    <div role="alert" aria-live="assertive">
      {devices.length > 0 && (
        <ul class="alarm-bar">
          {devices.map((device) => (
            <Alarm key={device.properties.mmsi} device={device} />
          ))}
        </ul>
      )}
    </div>
  );
}
