import { SHIP_CATEGORIES } from '../domain/ship-category.js';
import { vectorMinutes } from '../map/layers/vectors.layer.js';
import type { Picture } from '../map/picture.js';
import { useStore } from '../state/store.js';
import { useApp, useText } from './app-context.js';
import { Mark } from './mark.js';
import { StationMark, type StationMarkKind } from './station-mark.js';

function Categories() {
  const text = useText();
  return (
    <ul>
      {SHIP_CATEGORIES.map((category) => (
        <li key={category}>
          <Mark category={category} state="underway" />
          {text.categories[category]}
        </li>
      ))}
    </ul>
  );
}

function States({ picture }: { readonly picture: Picture }) {
  const text = useText();
  const zoom = useStore(picture.zoom);
  return (
    <ul>
      {(['underway', 'moored', 'anchored'] as const).map((state) => (
        <li key={state}>
          <Mark category="cargo" state={state} />
          {state === 'anchored'
            ? `${text.states.anchored}, ${text.states.stopped.toLowerCase()}`
            : text.states[state]}
        </li>
      ))}
      <li>
        <Mark category="cargo" state="underway" isStale />
        {text.legend.stale}
      </li>
      <li>
        <Mark category="cargo" state="underway" isSimulated />
        {text.legend.simulated}
      </li>
      <li class="legend-note">{text.legend.vector(vectorMinutes({ zoom }))}</li>
    </ul>
  );
}

function Marks() {
  const { legend } = useText();
  const marks: readonly (readonly [StationMarkKind, string])[] = [
    ['aid', legend.aid],
    ['aid-virtual', legend.aidVirtual],
    ['aid-off', legend.aidOff],
    ['base-station', legend.base],
    ['distress', legend.distress],
  ];
  return (
    <ul>
      {marks.map(([kind, label]) => (
        <li key={kind}>
          <StationMark kind={kind} />
          {label}
        </li>
      ))}
    </ul>
  );
}

/** What the marks mean; closed until asked for. */
export function Legend() {
  const { picture } = useApp();
  const { legend } = useText();
  const current = useStore(picture);
  if (current === null) return null;
  return (
    <details class="legend card">
      <summary>{legend.heading}</summary>
      <div class="legend-body">
        <h3>{legend.types}</h3>
        <Categories />
        <h3>{legend.states}</h3>
        <States picture={current} />
        <h3>{legend.marks}</h3>
        <Marks />
      </div>
    </details>
  );
}
