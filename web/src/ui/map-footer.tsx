import { useStore } from '../state/store.js';
import type { Picture } from '../map/picture.js';
import { useApp, useFormat, useText } from './app-context.js';
import { ScaleBar } from './scale-bar.js';
import { useTraffic } from './use-traffic.js';

function Readout({ picture }: { readonly picture: Picture }) {
  const text = useText();
  const format = useFormat();
  const pointer = useStore(picture.pointer);
  const inView = useStore(picture.inView);
  const targets = useTraffic();
  return (
    <>
      <ScaleBar picture={picture} />
      <span class="in-view">{text.map.inView(inView, targets.size)}</span>
      {pointer !== null && <span class="pointer">{format.place(pointer.lon, pointer.lat)}</span>}
    </>
  );
}

/** Scale, place under the pointer, and what the map must not be used for. */
export function MapFooter() {
  const { picture } = useApp();
  const text = useText();
  const current = useStore(picture);
  return (
    <footer class="map-footer">
      {current !== null && <Readout picture={current} />}
      <span class="attribution">
        {text.attribution} · {text.notForNavigation}
      </span>
    </footer>
  );
}
