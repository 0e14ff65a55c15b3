import type { ShipCategory } from '../domain/ship-category.js';
import type { VesselState } from '../domain/vessel-state.js';
import { palettes } from '../map/palette.js';
import { useStore } from '../state/store.js';
import { useApp } from './app-context.js';

const UNDERWAY = 'M8 1.5L12.5 14 8 11.2 3.5 14z';
const MOORED = 'M3.8 3.8h8.4v8.4H3.8z';
const ROUND = 'M8 4.2a3.8 3.8 0 1 0 0 7.6 3.8 3.8 0 0 0 0-7.6z';

const SHAPES: Readonly<Record<VesselState, string>> = {
  underway: UNDERWAY,
  moored: MOORED,
  anchored: ROUND,
  stopped: ROUND,
  aground: ROUND,
};

interface MarkProps {
  readonly category: ShipCategory;
  readonly state: VesselState;
  readonly isStale?: boolean;
  readonly isSimulated?: boolean;
}

/** A vessel as the map draws it, beside words that say the same. */
export function Mark({ category, state, isStale = false, isSimulated = false }: MarkProps) {
  const palette = palettes[useStore(useApp().theme)];
  const isMoving = state === 'underway';
  return (
    <svg class="mark" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path
        d={SHAPES[state]}
        fill={isStale ? 'none' : palette.ship[category]}
        fill-opacity={isMoving ? 1 : 0.62}
        stroke={isStale ? palette.stale : palette.outline}
        stroke-width={1}
        stroke-dasharray={isStale ? '2.5 2' : undefined}
      />
      {isSimulated && <circle cx={8} cy={isMoving ? 9 : 8} r={1.6} fill={palette.simulated} />}
    </svg>
  );
}
