import { mmsiFromNumber } from '../../service/ais/mmsi.js';
import {
  noParticulars,
  PictureEntry,
  type Particulars,
  type PlacedPosition,
} from '../../service/positions/picture-entry.js';

/** A moment that specs reckon from, epoch ms. */
export const noon = Date.parse('2026-01-31T12:00:00Z');

/** A class A vessel off Valparaiso, reported and committed at noon unless said otherwise. */
export function newEntry(
  mmsi: number,
  position: Partial<PlacedPosition> = {},
  particulars: Partial<Particulars> = {},
  streamId = 1,
): PictureEntry {
  return new PictureEntry(
    {
      mmsi: mmsiFromNumber(mmsi),
      time: noon,
      committedAt: noon,
      lon: -71.6,
      lat: -33,
      sogKnots: 7,
      cogDegrees: 180,
      headingDegrees: 181,
      rateOfTurn: 0,
      navStatus: 0,
      positionAccuracy: true,
      aisClass: 'A',
      flags: 0,
      source: 'ais',
      stations: ['CLVAP-1'],
      ...position,
    },
    { ...noParticulars, ...particulars },
    streamId,
  );
}
