import { palettes } from '../map/palette.js';
import { useStore } from '../state/store.js';
import { useApp } from './app-context.js';

export type StationMarkKind = 'aid' | 'aid-virtual' | 'aid-off' | 'base-station' | 'distress';

const DIAMOND = 'M8 2l6 6-6 6-6-6z';

/** A station as the map draws it, beside words that say the same. */
export function StationMark({ kind }: { readonly kind: StationMarkKind }) {
  const palette = palettes[useStore(useApp().theme)];
  const isOff = kind === 'aid-off';
  const color = isOff ? palette.warning : palette.aid;
  return (
    <svg class="mark" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      {kind.startsWith('aid') && (
        <path
          d={DIAMOND}
          fill={isOff ? color : 'none'}
          stroke={color}
          stroke-width={1.6}
          stroke-dasharray={kind === 'aid-virtual' ? '2.5 2' : undefined}
        />
      )}
      {kind === 'base-station' && (
        <path
          d="M4 15L8 5l4 10M5.6 11h4.8M3.5 2.5a6 6 0 0 0 0 5M12.5 2.5a6 6 0 0 1 0 5"
          fill="none"
          stroke={palette.baseStation}
          stroke-width={1.5}
        />
      )}
      {kind === 'distress' && (
        <>
          <circle cx={8} cy={8} r={7} fill={palette.distress} />
          <path d="M4.5 4.5l7 7M11.5 4.5l-7 7" stroke={palette.distressText} stroke-width={2} />
        </>
      )}
    </svg>
  );
}
