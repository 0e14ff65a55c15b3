import { useEffect, useRef, useState } from 'preact/hooks';
import { api } from '../api/client.js';
import type { HeardNow } from '../api/types.js';
import { useApp, useText } from './app-context.js';
import { Icon } from './icon.js';

const TYPING_PAUSE_MS = 250;
const MIN_CHARACTERS = 2;
const LIST_ID = 'search-results';

type Results =
  | { readonly kind: 'idle' }
  | { readonly kind: 'failed' }
  | { readonly kind: 'found'; readonly vessels: readonly HeardNow[] };

/** Asks the service once the operator pauses; an answer that is overtaken is dropped. */
function useSearch(query: string): Results {
  const [results, setResults] = useState<Results>({ kind: 'idle' });
  useEffect(() => {
    if (query.length < MIN_CHARACTERS) {
      setResults({ kind: 'idle' });
      return;
    }
    const controller = new AbortController();
    const timer = setTimeout(() => {
      api.searchVessels(query, controller.signal).then(
        (vessels) => {
          if (!controller.signal.aborted) setResults({ kind: 'found', vessels });
        },
        () => {
          if (!controller.signal.aborted) setResults({ kind: 'failed' });
        },
      );
    }, TYPING_PAUSE_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [query]);
  return results;
}

function ResultItem(props: {
  readonly vessel: HeardNow;
  readonly id: string;
  readonly isActive: boolean;
  readonly onPick: (vessel: HeardNow) => void;
}) {
  const { state } = useApp();
  const text = useText();
  const { vessel } = props;
  const details = [
    `MMSI ${vessel.mmsi}`,
    vessel.imo === null ? null : `IMO ${vessel.imo}`,
    vessel.callSign,
    state.traffic.targets.has(vessel.mmsi) ? null : text.search.notOnMap,
  ];
  return (
    <li
      id={props.id}
      role="option"
      aria-selected={props.isActive}
      onMouseDown={(event) => {
        event.preventDefault();
        props.onPick(vessel);
      }}
    >
      <span>{vessel.name ?? text.list.unnamed(vessel.mmsi)}</span>
      <small>{details.filter((detail) => detail !== null).join(' · ')}</small>
    </li>
  );
}

function Status({ results }: { readonly results: Results }) {
  const { search } = useText();
  return (
    <p class="search-status" role="status">
      {results.kind === 'failed' && search.failed}
      {results.kind === 'found' && results.vessels.length === 0 && search.none}
      {results.kind === 'found' && results.vessels.length > 0 && (
        <span class="visually-hidden">{search.results(results.vessels.length)}</span>
      )}
    </p>
  );
}

/** The combobox's own state: text, open or not, and the option under the arrow keys. */
function useCombobox() {
  const { state, picture } = useApp();
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const results = useSearch(query.trim());
  const vessels = results.kind === 'found' ? results.vessels : [];
  const pick = (vessel: HeardNow): void => {
    state.selection.set({ kind: 'vessel', mmsi: vessel.mmsi });
    picture.get()?.showSelected();
    setQuery('');
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && vessels.length > 0) {
      event.preventDefault();
      setActive((active + step + vessels.length) % vessels.length);
    } else if (event.key === 'Enter') {
      const chosen = vessels[active];
      if (chosen !== undefined) pick(chosen);
    } else if (event.key === 'Escape' && query !== '') {
      event.preventDefault();
      setQuery('');
    }
  };
  const type = (value: string): void => {
    setQuery(value);
    setActive(0);
  };
  return { query, type, active, input, results, vessels, pick, onKeyDown };
}

/** Search by name, MMSI, IMO number or call sign (WAI-ARIA combobox with a list). */
export function SearchBox() {
  const { search } = useText();
  const { query, type, active, input, results, vessels, pick, onKeyDown } = useCombobox();
  const isOpen = vessels.length > 0;
  return (
    <div class="search" role="search">
      <label class="visually-hidden" for="search">
        {search.label}
      </label>
      <Icon name="search" />
      <input
        ref={input}
        id="search"
        type="text"
        role="combobox"
        autocomplete="off"
        spellcheck={false}
        placeholder={search.placeholder}
        aria-expanded={isOpen}
        aria-controls={LIST_ID}
        aria-autocomplete="list"
        {...(isOpen ? { 'aria-activedescendant': `${LIST_ID}-${active}` } : {})}
        value={query}
        onInput={({ currentTarget }) => {
          type(currentTarget.value);
        }}
        onKeyDown={onKeyDown}
        onBlur={() => {
          type('');
        }}
      />
      <kbd aria-hidden="true">/</kbd>
      <ul id={LIST_ID} role="listbox" aria-label={search.label} hidden={!isOpen}>
        {vessels.map((vessel, index) => (
          <ResultItem
            key={vessel.id}
            vessel={vessel}
            id={`${LIST_ID}-${index}`}
            isActive={index === active}
            onPick={pick}
          />
        ))}
      </ul>
      <Status results={results} />
    </div>
  );
}
