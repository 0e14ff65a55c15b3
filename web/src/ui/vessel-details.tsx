import { shipCategory } from '../domain/ship-category.js';
import { type VesselCard, vesselCard } from '../domain/vessel-card.js';
import type { SelectedVessel } from '../state/app-state.js';
import { TRACK_HOURS } from '../state/selected-vessel.js';
import { useStore } from '../state/store.js';
import { isStale, type Target } from '../state/traffic.js';
import { useApp, useNow, useText } from './app-context.js';
import { EvidenceSection } from './evidence-section.js';
import { Mark } from './mark.js';
import { ReceptionFacts } from './reception-facts.js';
import { ReportFacts } from './report-facts.js';
import { useTraffic } from './use-traffic.js';
import { VesselFacts } from './vessel-facts.js';
import { VoyageFacts } from './voyage-facts.js';

function Tags(props: { readonly target: Target; readonly doubts: readonly string[] }) {
  const { target } = props;
  const text = useText();
  const now = useNow(5_000);
  return (
    <ul class="tags">
      <li class={`tag tag-${target.state}`}>{text.states[target.state]}</li>
      {isStale(target, now) && <li class="tag tag-warning">{text.stale}</li>}
      {target.isSimulated && <li class="tag tag-simulated">{text.simulated}</li>}
      {props.doubts.map((flag) => (
        <li key={flag} class="tag tag-warning">
          {text.details.flags[flag] ?? flag}
        </li>
      ))}
    </ul>
  );
}

function StaticStatus({ known }: { readonly known: SelectedVessel | null }) {
  const { details } = useText();
  if (known === null || known.kind === 'known') return null;
  const words = { loading: details.loading, unknown: details.noStatic, failed: details.failed };
  return (
    <p class="muted" role="status">
      {words[known.kind]}
    </p>
  );
}

function Head(props: { readonly card: VesselCard; readonly target: Target | undefined }) {
  const { card, target } = props;
  const text = useText();
  const category = shipCategory(card.shipType);
  return (
    <header class="details-head">
      <Mark category={category} state={target?.state ?? 'stopped'} />
      <div>
        <h2>{card.name ?? text.list.unnamed(card.mmsi)}</h2>
        <p class="muted">{text.categories[category]}</p>
      </div>
    </header>
  );
}

/** A vessel: what it does, where it goes, what it is, and how we know. */
export function VesselDetails({ mmsi }: { readonly mmsi: string }) {
  const { state } = useApp();
  const text = useText();
  const target = useTraffic().get(mmsi);
  const selected = useStore(state.selectedVessel);
  const vessel = selected?.kind === 'known' ? selected.vessel : null;
  const card = vesselCard(mmsi, vessel, target?.report ?? null);
  return (
    <>
      <Head card={card} target={target} />
      {target === undefined && <p class="muted">{text.details.noPosition}</p>}
      {target !== undefined && <Tags target={target} doubts={card.doubts} />}
      {target !== undefined && <ReportFacts target={target} />}
      <StaticStatus known={selected} />
      <VoyageFacts card={card} />
      <VesselFacts card={card} />
      {target !== undefined && <ReceptionFacts target={target} />}
      <p class="track-note">{text.details.track(TRACK_HOURS)}</p>
      <EvidenceSection mmsi={mmsi} />
    </>
  );
}
