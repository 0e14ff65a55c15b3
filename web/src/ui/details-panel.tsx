import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Selection } from '../state/app-state.js';
import { useApp, useText } from './app-context.js';
import { Icon } from './icon.js';
import { StationDetails } from './station-details.js';
import { VesselDetails } from './vessel-details.js';

/**
 * The panel about whatever is selected. It takes the focus, and gives it back on closing to where
 * it came from.
 */
function useReturningFocus() {
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    panel.current?.focus({ preventScroll: true });
    return () => {
      // Who has gone on to another place, such as the search, is left there.
      const isLost = document.activeElement === document.body || isWithin(panel.current);
      if (isLost && before instanceof HTMLElement && before.isConnected)
        before.focus({ preventScroll: true });
    };
  }, []);
  return panel;
}

function isWithin(element: HTMLElement | null): boolean {
  return element?.contains(document.activeElement) ?? false;
}

function Actions({ children }: { readonly children: ComponentChildren }) {
  return <div class="details-actions">{children}</div>;
}

/** Everything known about what is selected. */
export function DetailsPanel({ selection }: { readonly selection: Selection }) {
  const { state, picture } = useApp();
  const text = useText();
  const panel = useReturningFocus();
  return (
    <section
      ref={panel}
      class="details"
      aria-label={text.details.heading}
      tabIndex={-1}
      data-mmsi={selection.mmsi}
    >
      <Actions>
        <button
          type="button"
          title={text.details.centre}
          aria-label={text.details.centre}
          onClick={() => {
            picture.get()?.showSelected();
          }}
        >
          <Icon name="target" />
        </button>
        <button
          type="button"
          title={text.close}
          aria-label={text.close}
          onClick={() => {
            state.selection.set(null);
          }}
        >
          <Icon name="close" />
        </button>
      </Actions>
      {selection.kind === 'vessel' ? (
        <VesselDetails mmsi={selection.mmsi} />
      ) : (
        <StationDetails kind={selection.kind} mmsi={selection.mmsi} />
      )}
    </section>
  );
}
