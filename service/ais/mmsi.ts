import { midCountry } from './mid.js';

/** Maritime Mobile Service Identity: nine digits, leading zeros kept (ITU-R M.585-9). */
export type Mmsi = string & { readonly __brand: 'Mmsi' };

/** What kind of station an MMSI belongs to, by its leading digits (ITU-R M.585-9 Annexes 1 and 2). */
export type MmsiKind =
  | 'ship'
  | 'group'
  | 'coast-station'
  | 'sar-aircraft'
  | 'handheld'
  | 'auxiliary-craft'
  | 'aid-to-navigation'
  | 'sart'
  | 'mob'
  | 'epirb'
  | 'unknown';

const LENGTH = 9;

/** True when `text` is exactly nine ASCII digits. */
export function isMmsi(text: string): text is Mmsi {
  if (text.length !== LENGTH) return false;
  for (let i = 0; i < LENGTH; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x30 || code > 0x39) return false;
  }
  return true;
}

/** The MMSI in `text`, or `null` when it is not exactly nine digits. */
export function parseMmsi(text: string): Mmsi | null {
  return isMmsi(text) ? text : null;
}

/*
 * A feed repeats the same few thousand identities all day, and making a padded string each time
 * is the dearest part of a position report. A direct-mapped cache of fixed size remembers them.
 */
const CACHE_SLOTS = 16_384;
const cachedNumbers = new Int32Array(CACHE_SLOTS).fill(-1);
const cachedTexts: Mmsi[] = new Array<Mmsi>(CACHE_SLOTS);

/**
 * The MMSI of its numeric form, zero-padded to nine digits.
 * @param value whole number, 0 to 999,999,999
 * @throws RangeError for any other number (the decoder refuses a message before it comes here)
 */
export function mmsiFromNumber(value: number): Mmsi {
  const slot = (value ^ (value >>> 14)) & (CACHE_SLOTS - 1);
  const cached = cachedTexts[slot];
  if (cached !== undefined && cachedNumbers[slot] === value) return cached;
  const text = String(value).padStart(LENGTH, '0');
  if (!isMmsi(text)) throw new RangeError(`not an MMSI number: ${value}`);
  cachedNumbers[slot] = value;
  cachedTexts[slot] = text;
  return text;
}

const DEVICES: Readonly<Record<string, MmsiKind>> = { '970': 'sart', '972': 'mob', '974': 'epirb' };

/** The kind of station that `mmsi` names; `unknown` where the plan has no such form. */
export function mmsiKind(mmsi: Mmsi): MmsiKind {
  switch (mmsi.charAt(0)) {
    case '0':
      return kindOfZero(mmsi);
    case '1':
      return mmsi.startsWith('111') ? 'sar-aircraft' : 'unknown';
    case '8':
      return 'handheld';
    case '9':
      return kindOfNine(mmsi);
    default:
      return 'ship';
  }
}

function kindOfZero(mmsi: Mmsi): MmsiKind {
  if (mmsi.charAt(1) !== '0') return hasPlanDigit(mmsi, 1) ? 'group' : 'unknown';
  return hasPlanDigit(mmsi, 2) ? 'coast-station' : 'unknown';
}

function kindOfNine(mmsi: Mmsi): MmsiKind {
  if (mmsi.startsWith('98')) return 'auxiliary-craft';
  if (mmsi.startsWith('99')) return 'aid-to-navigation';
  return DEVICES[mmsi.slice(0, 3)] ?? 'unknown';
}

/** Maritime Identification Digits begin with 2 to 7: anything else there is no station of the plan. */
function hasPlanDigit(mmsi: Mmsi, at: number): boolean {
  const digit = mmsi.charCodeAt(at) - 0x30;
  return digit >= 2 && digit <= 7;
}

const MID_AT: Readonly<Record<MmsiKind, number | null>> = {
  ship: 0,
  group: 1,
  'coast-station': 2,
  'sar-aircraft': 3,
  handheld: 1,
  'auxiliary-craft': 2,
  'aid-to-navigation': 2,
  sart: null,
  mob: null,
  epirb: null,
  unknown: null,
};

/** The three Maritime Identification Digits inside `mmsi`; `null` for kinds that carry none. */
export function midOf(mmsi: Mmsi): number | null {
  const at = MID_AT[mmsiKind(mmsi)];
  return at === null ? null : Number(mmsi.slice(at, at + 3));
}

/**
 * True when `mmsi` should name a country and does not: a quality flag, never a reason to refuse.
 * Distress devices (970, 972, 974) carry a maker's number instead of a country: false for them.
 */
export function isUnknownMid(mmsi: Mmsi): boolean {
  const kind = mmsiKind(mmsi);
  if (kind === 'sart' || kind === 'mob' || kind === 'epirb') return false;
  const mid = midOf(mmsi);
  return mid === null || midCountry(mid) === null;
}
