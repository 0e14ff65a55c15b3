import { useStore } from '../state/store.js';
import { useApp, useText } from './app-context.js';
import { Icon, type IconName } from './icon.js';

function ControlButton(props: {
  readonly icon: IconName;
  readonly label: string;
  readonly onClick: () => void;
}) {
  return (
    <button type="button" title={props.label} aria-label={props.label} onClick={props.onClick}>
      <Icon name={props.icon} />
    </button>
  );
}

/** Zoom, and the ways back to the port and to the traffic. */
export function MapControls() {
  const { picture } = useApp();
  const { map } = useText();
  const current = useStore(picture);
  if (current === null) return null;
  return (
    <div class="map-controls">
      <ControlButton
        icon="plus"
        label={map.zoomIn}
        onClick={() => {
          current.zoomBy(1);
        }}
      />
      <ControlButton
        icon="minus"
        label={map.zoomOut}
        onClick={() => {
          current.zoomBy(-1);
        }}
      />
      <ControlButton
        icon="port"
        label={map.showPort}
        onClick={() => {
          current.showPort();
        }}
      />
      <ControlButton
        icon="vessels"
        label={map.showVessels}
        onClick={() => {
          current.showVessels();
        }}
      />
    </div>
  );
}
