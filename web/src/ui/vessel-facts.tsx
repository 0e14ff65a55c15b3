import type { VesselCard } from '../domain/vessel-card.js';
import type { Format } from '../i18n/format.js';
import { shipTypeText } from '../i18n/ship-type.js';
import { useFormat, useText } from './app-context.js';
import { Fact, Facts } from './facts.js';

/** `229 × 32 m`; `null` when neither is known. */
function sizeText(format: Format, { lengthMetres, beamMetres }: VesselCard): string | null {
  if (lengthMetres === null && beamMetres === null) return null;
  const part = (value: number | null): string => (value === null ? '–' : format.number(value));
  return `${part(lengthMetres)} × ${part(beamMetres)} m`;
}

/** What the vessel is. */
export function VesselFacts({ card }: { readonly card: VesselCard }) {
  const text = useText();
  const format = useFormat();
  const { details } = text;
  return (
    <Facts title={details.groups.vessel}>
      <Fact name={details.mmsi}>{card.mmsi}</Fact>
      <Fact name={details.imo}>{card.imo}</Fact>
      <Fact name={details.callSign}>{card.callSign}</Fact>
      <Fact name={details.flag}>{card.flag === null ? null : format.country(card.flag)}</Fact>
      <Fact name={details.type}>{shipTypeText(text, card.shipType)}</Fact>
      <Fact name={details.dimensions}>{sizeText(format, card)}</Fact>
      <Fact name={details.aisClass}>
        {card.aisClass === 'SAR' ? details.searchAndRescueAircraft : card.aisClass}
      </Fact>
    </Facts>
  );
}
