import { shipCategory } from '../domain/ship-category.js';
import type { Dictionary } from './en.js';

/** The second digit 1 to 4 of the group types is the hazard category of the cargo. */
const HAZARD = ['', 'X', 'Y', 'Z', 'OS'] as const;

/**
 * An AIS ship type in words (ITU-R M.1371-5 Annex 8 table 53).
 * @returns `null` when the type is not known
 */
export function shipTypeText(text: Dictionary, shipType: number | null): string | null {
  if (shipType === null) return null;
  const single = text.shipTypes[shipType];
  if (single !== undefined) return single;
  const category = text.categories[shipCategory(shipType)];
  const hazard = shipType >= 40 && shipType < 90 ? HAZARD[shipType % 10] : undefined;
  return hazard === undefined || hazard === '' ? category : text.hazardous(category, hazard);
}
