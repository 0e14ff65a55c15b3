import type { Picture } from '../map/picture.js';
import { useStore } from '../state/store.js';
import { useFormat } from './app-context.js';

const METRES_PER_MILE = 1_852;
const MAX_PIXELS = 110;
/** Nautical miles, then metres where a tenth of a mile is too long. */
const MILES = [1_000, 500, 200, 100, 50, 20, 10, 5, 2, 1, 0.5, 0.2] as const;
const METRES = [200, 100, 50, 20, 10, 5, 2, 1] as const;

interface Scale {
  readonly metres: number;
  readonly label: (number: (value: number, digits?: number) => string) => string;
}

const SCALES: readonly Scale[] = [
  ...MILES.map((miles) => ({
    metres: miles * METRES_PER_MILE,
    label: (number: (value: number, digits?: number) => string) =>
      `${number(miles, miles < 1 ? 1 : 0)}\u00A0NM`,
  })),
  ...METRES.map((metres) => ({
    metres,
    label: (number: (value: number, digits?: number) => string) => `${number(metres)}\u00A0m`,
  })),
];

/** A length of the map, in round nautical miles or metres. */
export function ScaleBar({ picture }: { readonly picture: Picture }) {
  const format = useFormat();
  const pixelsPerMetre = useStore(picture.pixelsPerMetre);
  const scale = SCALES.find(({ metres }) => metres * pixelsPerMetre <= MAX_PIXELS);
  if (scale === undefined) return null;
  return (
    <span class="scale">
      <span class="scale-bar" style={{ width: `${scale.metres * pixelsPerMetre}px` }} />
      {scale.label(format.number)}
    </span>
  );
}
