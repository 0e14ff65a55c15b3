/** The groups a traffic operator tells apart by colour. */
export const SHIP_CATEGORIES = [
  'cargo',
  'tanker',
  'passenger',
  'high-speed',
  'service',
  'fishing',
  'pleasure',
  'official',
  'other',
] as const;

export type ShipCategory = (typeof SHIP_CATEGORIES)[number];

/** Types 30 to 59 are single trades; the other tens are whole groups. */
const BY_TYPE: Readonly<Record<number, ShipCategory>> = {
  30: 'fishing',
  31: 'service',
  32: 'service',
  33: 'service',
  34: 'service',
  35: 'official',
  36: 'pleasure',
  37: 'pleasure',
  50: 'service',
  51: 'official',
  52: 'service',
  53: 'service',
  54: 'service',
  55: 'official',
  58: 'official',
  59: 'official',
};

const BY_TENS: Readonly<Record<number, ShipCategory>> = {
  4: 'high-speed',
  6: 'passenger',
  7: 'cargo',
  8: 'tanker',
};

/**
 * Group of an AIS ship type (ITU-R M.1371-5 Annex 8 table 53); `other` for unknown, reserved and
 * wing-in-ground types.
 */
export function shipCategory(shipType: number | null): ShipCategory {
  if (shipType === null) return 'other';
  return BY_TYPE[shipType] ?? BY_TENS[Math.floor(shipType / 10)] ?? 'other';
}
