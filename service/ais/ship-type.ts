/** Groups of ship types, for filters and colours (ITU-R M.1371-5 Annex 8, Table 53). */
export type ShipCategory =
  | 'wing-in-ground'
  | 'fishing'
  | 'towing'
  | 'dredging'
  | 'diving'
  | 'military'
  | 'sailing'
  | 'pleasure'
  | 'high-speed'
  | 'pilot'
  | 'search-and-rescue'
  | 'tug'
  | 'port-service'
  | 'law-enforcement'
  | 'passenger'
  | 'cargo'
  | 'tanker'
  | 'other'
  | 'reserved'
  | 'unknown';

/** Category of hazardous cargo or pollutant: IMO categories X, Y, Z and OS are sent as A to D. */
export type HazardCategory = 'A' | 'B' | 'C' | 'D';

/** What a ship type number means. */
export interface ShipType {
  /** As sent, 0 to 255. */
  readonly code: number;
  readonly category: ShipCategory;
  /** English name of the kind of ship, without the hazard category. */
  readonly name: string;
  readonly hazard: HazardCategory | null;
}

type Meaning = readonly [ShipCategory, string];

const SPECIAL: readonly Meaning[] = [
  ['fishing', 'Fishing'],
  ['towing', 'Towing'],
  ['towing', 'Towing, length over 200 m or breadth over 25 m'],
  ['dredging', 'Dredging or underwater operations'],
  ['diving', 'Diving operations'],
  ['military', 'Military operations'],
  ['sailing', 'Sailing'],
  ['pleasure', 'Pleasure craft'],
  ['reserved', 'Reserved'],
  ['reserved', 'Reserved'],
];

const PORT_CRAFT: readonly Meaning[] = [
  ['pilot', 'Pilot vessel'],
  ['search-and-rescue', 'Search and rescue vessel'],
  ['tug', 'Tug'],
  ['port-service', 'Port tender'],
  ['port-service', 'Anti-pollution vessel'],
  ['law-enforcement', 'Law enforcement vessel'],
  ['port-service', 'Local vessel'],
  ['port-service', 'Local vessel'],
  ['port-service', 'Medical transport'],
  ['other', 'Ship of a State not party to an armed conflict'],
];

/** Tens digits whose units digit tells the hazard category. */
const CARRIERS: ReadonlyMap<number, Meaning> = new Map<number, Meaning>([
  [2, ['wing-in-ground', 'Wing in ground']],
  [4, ['high-speed', 'High-speed craft']],
  [6, ['passenger', 'Passenger ship']],
  [7, ['cargo', 'Cargo ship']],
  [8, ['tanker', 'Tanker']],
  [9, ['other', 'Other']],
]);

const HAZARDS: readonly (HazardCategory | null)[] = [null, 'A', 'B', 'C', 'D'];

const RESERVED: Meaning = ['reserved', 'Reserved'];

/**
 * What the ship type number `code` says; `null` (not available) is category `unknown`.
 * The hazard category exists only for 2x, 4x and 6x to 9x, units 1 to 4.
 */
export function shipType(code: number | null): ShipType {
  if (code === null || code <= 0) {
    return { code: 0, category: 'unknown', name: 'Not available', hazard: null };
  }
  const tens = Math.floor(code / 10);
  const units = code % 10;
  const carrier = CARRIERS.get(tens);
  const [category, name] = carrier ?? plainMeaning(code, tens, units);
  return { code, category, name, hazard: carrier ? (HAZARDS[units] ?? null) : null };
}

function plainMeaning(code: number, tens: number, units: number): Meaning {
  if (tens === 3) return SPECIAL[units] ?? RESERVED;
  if (tens === 5) return PORT_CRAFT[units] ?? RESERVED;
  if (code >= 100 && code <= 199) return ['other', 'Regional use'];
  return RESERVED;
}
