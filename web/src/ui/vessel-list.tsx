import { useState } from 'preact/hooks';
import { useStore } from '../state/store.js';
import type { Target } from '../state/traffic.js';
import { nextSorting, type SortKey, type Sorting, sortVessels } from '../state/vessel-list.js';
import { useApp, useFormat, useNow, useText } from './app-context.js';
import { Icon } from './icon.js';
import { useTraffic } from './use-traffic.js';
import { VesselRow } from './vessel-row.js';

/** More rows than this are shown on request. */
const FIRST_ROWS = 150;
/** Ages read alike for this long. */
const AGE_STEP_MS = 5_000;
const COLUMNS = ['name', 'state', 'sog', 'age'] as const;

/** The vessels within the port's limits that are in the picture; `null` while not known. */
function usePortTraffic(): Target[] | null {
  const { state } = useApp();
  const members = useStore(state.portVessels);
  const targets = useTraffic();
  if (members === null) return null;
  return [...members].flatMap((mmsi) => targets.get(mmsi) ?? []);
}

function ColumnHeading(props: {
  readonly column: SortKey;
  readonly sorting: Sorting;
  readonly onSort: (sorting: Sorting) => void;
}) {
  const { column, sorting } = props;
  const { columns, sortBy } = useText().list;
  const isSorted = sorting.key === column;
  const order = sorting.isDescending ? 'descending' : 'ascending';
  return (
    <th scope="col" class={`column-${column}`} aria-sort={isSorted ? order : 'none'}>
      <button
        type="button"
        title={sortBy(columns[column])}
        onClick={() => {
          props.onSort(nextSorting(sorting, column));
        }}
      >
        {columns[column]}
        {isSorted && <Icon name={sorting.isDescending ? 'down' : 'up'} />}
      </button>
    </th>
  );
}

function VesselTable({ targets }: { readonly targets: readonly Target[] }) {
  const { state } = useApp();
  const text = useText();
  const format = useFormat();
  const selection = useStore(state.selection);
  const [sorting, setSorting] = useState<Sorting>({ key: 'name', isDescending: false });
  const [isWhole, setIsWhole] = useState(false);
  const now = Math.floor(useNow(AGE_STEP_MS) / AGE_STEP_MS) * AGE_STEP_MS;
  const sorted = sortVessels(targets, sorting, format.compare);
  const shown = isWhole ? sorted : sorted.slice(0, FIRST_ROWS);
  return (
    <>
      <table>
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <ColumnHeading key={column} column={column} sorting={sorting} onSort={setSorting} />
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((target) => (
            <VesselRow
              key={target.mmsi}
              target={target}
              isSelected={selection?.mmsi === target.mmsi}
              now={now}
            />
          ))}
        </tbody>
      </table>
      {shown.length < sorted.length && (
        <button
          type="button"
          class="show-all"
          onClick={() => {
            setIsWhole(true);
          }}
        >
          {text.list.showAll(sorted.length)}
        </button>
      )}
    </>
  );
}

/** Up and down move from vessel to vessel, as in any list. */
function moveFocus(event: KeyboardEvent): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const { currentTarget, target } = event;
  if (!(currentTarget instanceof HTMLElement) || !(target instanceof HTMLElement)) return;
  const buttons = [...currentTarget.querySelectorAll<HTMLElement>('tbody button')];
  const index = buttons.findIndex((button) => button === target);
  const next = buttons[index + (event.key === 'ArrowDown' ? 1 : -1)];
  if (index === -1 || next === undefined) return;
  event.preventDefault();
  next.focus();
}

/** Why there is no table: no port, no answer yet, or nobody there. */
function NoTable({ targets }: { readonly targets: readonly Target[] | null }) {
  const { state } = useApp();
  const text = useText().list;
  const port = useStore(state.port);
  if (port === null) return <p class="muted">{text.noPort}</p>;
  return <p class="muted">{targets === null ? text.loading : text.empty(port.name)}</p>;
}

/** Who is within the limits of the port now. */
export function VesselList() {
  const text = useText().list;
  const targets = usePortTraffic();
  return (
    <section class="vessels" id="vessels" aria-labelledby="vessels-heading" tabIndex={-1}>
      <h2 id="vessels-heading">
        {text.heading}
        {targets !== null && <small>{text.count(targets.length)}</small>}
      </h2>
      <div class="scroller" onKeyDown={moveFocus}>
        {targets === null || targets.length === 0 ? (
          <NoTable targets={targets} />
        ) : (
          <VesselTable targets={targets} />
        )}
      </div>
    </section>
  );
}
