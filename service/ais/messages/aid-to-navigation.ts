import type { AidToNavigationMessage } from '../message.js';
import { mmsiFromNumber } from '../mmsi.js';
import type { SixBitReader } from '../sixbit.js';
import { dimensions, latitude, longitude, nonZero, utcSecond } from './fields.js';

const EXTENSION_START = 272;
/** 14 characters at most. */
const EXTENSION_BITS = 84;

/** Type 21: aid to navigation, its name joined with the extension (ITU-R M.1371-5 Annex 8 §3.19). */
export function aidToNavigation(bits: SixBitReader): AidToNavigationMessage {
  const second = bits.unsigned(253, 6);
  return {
    kind: 'aid',
    type: 21,
    mmsi: mmsiFromNumber(bits.unsigned(8, 30)),
    repeat: bits.unsigned(6, 2),
    aidType: nonZero(bits.unsigned(38, 5)),
    name: bits.text(43, 120, [EXTENSION_START, EXTENSION_BITS]),
    lon: longitude(bits.signed(164, 28)),
    lat: latitude(bits.signed(192, 27)),
    positionAccuracy: bits.flag(163),
    dimensions: dimensions(bits, 219),
    epfd: nonZero(bits.unsigned(249, 4)),
    utcSecond: utcSecond(second),
    rawSecond: second,
    // The flag is valid only while the station has a position fix of its own.
    offPosition: second < 60 ? bits.flag(259) : null,
    raim: bits.flag(268),
    isVirtual: bits.flag(269),
    isAssigned: bits.flag(270),
    extra: { regional: bits.unsigned(260, 8) },
  };
}
