import type { VesselCard } from '../domain/vessel-card.js';
import { useStore } from '../state/store.js';
import { useApp, useFormat, useText } from './app-context.js';
import { Fact, Facts } from './facts.js';

/** An ETA in the port's time, and in the UTC that the ship sent. */
function EtaTime({ time }: { readonly time: string }) {
  const { state } = useApp();
  const format = useFormat();
  const zone = useStore(state.port)?.timeZone ?? 'UTC';
  const instant = Date.parse(time);
  return (
    <time dateTime={time}>
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
  const eta = card.eta?.time ?? null;
  return (
    <Facts title={details.groups.voyage}>
      <Fact name={details.destination}>{card.destination}</Fact>
      <Fact name={details.eta}>{eta === null ? null : <EtaTime time={eta} />}</Fact>
      <Fact name={details.draught}>
        {draught === null ? null : `${format.number(draught, 1)} m`}
      </Fact>
    </Facts>
  );
}
