import type { EncodableMessage } from '../../ais/encoder.js';
import { mmsiFromNumber } from '../../ais/mmsi.js';
import type { Harbour } from './harbour.js';
import { spot, type Spot } from './plane.js';
import { AID_SECONDS, BASE_STATION_SECONDS } from './reporting.js';

/** A station that stands still and tells so. */
export interface FixedStation {
  readonly seconds: number;
  /** @param now epoch ms */
  message(now: number): EncodableMessage;
}

/** An aid to navigation: its number, name, kind (ITU-R M.1371-5 table 74) and place. */
interface Aid {
  readonly mmsi: number;
  readonly name: string;
  readonly aidType: number;
  readonly isVirtual: boolean;
  readonly place: Spot;
}

/** 99 MID, then 1 for a real and 6 for a virtual aid (ITU-R M.585-9 Annex 2 §4). */
const AIDS: readonly Aid[] = [
  {
    mmsi: 997_251_901,
    name: 'SIM MOLO LIGHT',
    aidType: 6,
    isVirtual: false,
    place: spot(345, 203),
  },
  {
    mmsi: 997_256_902,
    name: 'SIM VIRTUAL FAIRWAY',
    aidType: 20,
    isVirtual: true,
    place: spot(-150, 8800),
  },
];

/** 00 MID and four digits (ITU-R M.585-9 Annex 1 §3). */
const BASE_STATION_MMSI = 7_259_901;

/** On the hill behind the terminals. */
const BASE_STATION_PLACE = spot(-900, -300);

/** The aids to navigation and the base station of the demo port. */
export function fixedStations({ plane }: Harbour): readonly FixedStation[] {
  const aids = AIDS.map(({ mmsi, place, ...aid }) => ({
    seconds: AID_SECONDS,
    message: (): EncodableMessage => ({
      kind: 'aid',
      type: 21,
      mmsi: mmsiFromNumber(mmsi),
      ...plane.toLonLat(place),
      ...aid,
      positionAccuracy: true,
      epfd: aid.isVirtual ? null : 7,
      rawSecond: aid.isVirtual ? 61 : 60,
      utcSecond: null,
      offPosition: null,
    }),
  }));
  const base: FixedStation = {
    seconds: BASE_STATION_SECONDS,
    message: (now) => {
      const date = new Date(now);
      return {
        kind: 'base-station',
        type: 4,
        mmsi: mmsiFromNumber(BASE_STATION_MMSI),
        ...plane.toLonLat(BASE_STATION_PLACE),
        positionAccuracy: true,
        epfd: 7,
        clock: {
          year: date.getUTCFullYear(),
          month: date.getUTCMonth() + 1,
          day: date.getUTCDate(),
          hour: date.getUTCHours(),
          minute: date.getUTCMinutes(),
          second: date.getUTCSeconds(),
        },
      };
    },
  };
  return [...aids, base];
}
