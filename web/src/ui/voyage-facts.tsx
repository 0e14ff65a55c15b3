import type { Eta } from '../api/types.js';
import { etaInstant } from '../domain/eta.js';
import type { VesselCard } from '../domain/vessel-card.js';
import { useStore } from '../state/store.js';
import { useApp, useFormat, useText } from './app-context.js';
import { Fact, Facts } from './facts.js';

/** An ETA in the port's time, and in the UTC that the ship sent. */
function EtaTime({ eta }: { readonly eta: Eta }) {
  const { state } = useApp();
  const format = useFormat();
  const text = useText();
  const zone = useStore(state.port)?.timeZone ?? 'UTC';
  const instant = etaInstant(eta, Date.now());
  if (instant === null) return <>{text.unknown}</>;
  return (
    <time dateTime={new Date(instant).toISOString()}>
      {`${format.dateTime(instant, zone)} (${format.zoneName(instant, zone)})`}
      {zone !== 'UTC' && <small>{`${format.dateTime(instant, 'UTC')} UTC`}</small>}
    </time>
  );
}

/** Where the vessel says it goes, and when it says it will be there. */
export function VoyageFacts({ card }: { readonly card: VesselCard }) {
  const { details } = useText();
  const format = useFormat();
  const { draughtMetres: draught } = card;
  return (
    <Facts title={details.groups.voyage}>
      <Fact name={details.destination}>{card.destination}</Fact>
      <Fact name={details.eta}>{card.eta === null ? null : <EtaTime eta={card.eta} />}</Fact>
      <Fact name={details.draught}>
        {draught === null ? null : `${format.number(draught, 1)} m`}
      </Fact>
    </Facts>
  );
}
