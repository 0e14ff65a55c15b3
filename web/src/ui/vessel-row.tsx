import { memo } from './memo.js';
import { isStale, type Target } from '../state/traffic.js';
import { useApp, useFormat, useText } from './app-context.js';
import { Mark } from './mark.js';

interface VesselRowProps {
  readonly target: Target;
  readonly isSelected: boolean;
  /** Epoch ms; rounded by the list, so that rows only draw again when their age reads otherwise. */
  readonly now: number;
}

function Row({ target, isSelected, now }: VesselRowProps) {
  const { state, picture } = useApp();
  const text = useText();
  const format = useFormat();
  const { mmsi, report, category } = target;
  const stale = isStale(target, now);
  return (
    <tr data-mmsi={mmsi} class={isSelected ? 'selected' : undefined}>
      <th scope="row">
        <button
          type="button"
          aria-pressed={isSelected}
          onClick={() => {
            state.selection.set({ kind: 'vessel', mmsi });
            picture.get()?.showSelected();
          }}
        >
          <Mark
            category={category}
            state={target.state}
            isStale={stale}
            isSimulated={target.isSimulated}
          />
          <span class="row-name">{report.name ?? text.list.unnamed(mmsi)}</span>
          <small>{text.categories[category]}</small>
        </button>
      </th>
      <td class="row-state">{text.states[target.state]}</td>
      <td class="numeric">
        {report.sog === null ? '–' : `${format.number(report.sog, 1)}\u00A0kn`}
      </td>
      <td class={stale ? 'numeric stale' : 'numeric'}>{format.age(now - target.time)}</td>
    </tr>
  );
}

/** One vessel of the list; its name is the button that selects it. */
export const VesselRow = memo(
  Row,
  (before, after) =>
    before.target === after.target &&
    before.isSelected === after.isSelected &&
    before.now === after.now,
);
