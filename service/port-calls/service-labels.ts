import type { ServiceCode, ServiceEvent } from './service-events.js';

const names: Readonly<Record<ServiceCode, string>> = {
  BERTH: 'Berth',
  CARGO_OPERATIONS: 'Cargo operations',
  PILOTAGE: 'Pilotage',
  TOWAGE: 'Towage',
  MOORING: 'Mooring',
  BUNKERING: 'Bunkering',
  PILOT_BOARDING_PLACE: 'Pilot boarding place',
  ANCHORAGE: 'Anchorage',
  SLUDGE: 'Sludge',
  SEA_PASSAGE: 'Port limits',
  ALL_FAST: 'All fast',
  GANGWAY_DOWN_AND_SECURE: 'Gangway down and secure',
  VESSEL_READY_FOR_CARGO_OPERATIONS: 'Vessel ready for cargo operations',
  VESSEL_READY_TO_SAIL: 'Vessel ready to sail',
  DISCHARGE_CARGO_OPERATIONS: 'Discharge',
  LOADING_CARGO_OPERATIONS: 'Loading',
  LASHING: 'Lashing',
  SAFETY: 'Terminal ready for vessel departure',
  ANCHORAGE_OPERATIONS: 'Anchorage operations',
  SHORE_POWER: 'Shore power',
};

const verbs: Readonly<Record<ServiceEvent, string>> = {
  ARRI: 'arrived',
  DEPA: 'departed',
  STRT: 'started',
  CMPL: 'completed',
};

/** What an event of a service is called on a statement of facts, in English. */
export function labelOf(service: ServiceCode, event: ServiceEvent): string {
  const name = names[service];
  if (service === 'SEA_PASSAGE') return `${name}: ${event === 'CMPL' ? 'entered' : 'left'}`;
  const isMoment = event === 'ARRI' && service !== 'BERTH' && service !== 'PILOT_BOARDING_PLACE';
  return isMoment || service === 'SAFETY' ? name : `${name}: ${verbs[event]}`;
}
