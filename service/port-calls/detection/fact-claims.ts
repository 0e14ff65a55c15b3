import type { NewClaim } from '../claim.js';
import type { Fact, FactKind } from './fix.js';

/** Longer silences before a fact are said in its remark, seconds. */
const toldSilenceSeconds = 390;

/** The service and event of a fact; entering the limits ends the sea passage (service-events.ts). */
const meanings: Readonly<Record<FactKind, Pick<NewClaim, 'service' | 'event'>>> = {
  'limits-entered': { service: 'SEA_PASSAGE', event: 'CMPL' },
  'limits-left': { service: 'SEA_PASSAGE', event: 'STRT' },
  'pilot-boarding-place-reached': { service: 'PILOT_BOARDING_PLACE', event: 'ARRI' },
  'anchorage-started': { service: 'ANCHORAGE', event: 'STRT' },
  'anchorage-ended': { service: 'ANCHORAGE', event: 'CMPL' },
  berthed: { service: 'BERTH', event: 'ARRI' },
  unberthed: { service: 'BERTH', event: 'DEPA' },
};

/** Facts that end something: they belong to the call of the stay, and never open another one. */
export function isDeparture(kind: FactKind): boolean {
  return kind === 'limits-left' || kind === 'anchorage-ended' || kind === 'unberthed';
}

/** Name of a fact, by which it is claimed once in a port call. */
export function factKey(mmsi: number, { kind, time, zoneId }: Fact): string {
  return `ais:${mmsi}:${kind}:${time}:${zoneId ?? ''}`;
}

/**
 * A fact as a claim, without its evidence.
 * @param sequence which berth or anchorage of the port call, from 1
 */
export function claimOf(fact: Fact, sequence: number, dedupeKey: string): NewClaim {
  const { kind, time, zoneId, shiftedFrom } = fact;
  const isBerth = kind === 'berthed' || kind === 'unberthed';
  return {
    ...meanings[kind],
    classifier: 'ACT',
    source: 'ais',
    time,
    sequence,
    phase: shiftedFrom === null ? null : 'SHIF',
    location: isBerth ? { berthId: zoneId } : { zoneId },
    remark: remarkOf(fact),
    dedupeKey,
  };
}

function remarkOf({ boundAt, time, isSupported, shiftedFrom }: Fact): string | null {
  const remarks: string[] = [];
  if (shiftedFrom !== null) remarks.push('Shifted from another berth.');
  if (boundAt === null) remarks.push('Already there when it was first heard.');
  else if (Math.abs(time - boundAt) > toldSilenceSeconds * 1000) {
    const minutes = Math.round(Math.abs(time - boundAt) / 60_000);
    remarks.push(`Nothing proves it to the minute: ${minutes} min lie between the reports.`);
  }
  if (isSupported === false) remarks.push('The typed navigation status says otherwise.');
  return remarks.length === 0 ? null : remarks.join(' ');
}
