import type {
  Dimensions,
  OtherMessage,
  StaticPartAMessage,
  StaticPartBMessage,
  StaticVoyageMessage,
} from '../message.js';
import { mmsiFromNumber } from '../mmsi.js';
import type { SixBitReader } from '../sixbit.js';
import { destination, dimensions, eta, nonZero } from './fields.js';

/** Type 5: class A static and voyage data (ITU-R M.1371-5 Annex 8 §3.3). */
export function staticVoyage(bits: SixBitReader): StaticVoyageMessage {
  const draught = bits.unsigned(294, 8);
  return {
    kind: 'static',
    type: 5,
    mmsi: mmsiFromNumber(bits.unsigned(8, 30)),
    repeat: bits.unsigned(6, 2),
    aisVersion: bits.unsigned(38, 2),
    imo: nonZero(bits.unsigned(40, 30)),
    callSign: bits.text(70, 42),
    name: bits.text(112, 120),
    shipType: nonZero(bits.unsigned(232, 8)),
    dimensions: dimensions(bits, 240),
    epfd: nonZero(bits.unsigned(270, 4)),
    eta: eta(bits, 274),
    draughtMetres: draught === 0 ? null : draught / 10,
    destination: bits.text(302, 120),
    // Bit 422 set means "not ready"; a message cut before it does not say that it is.
    dte: bits.bitLength > 422 && !bits.flag(422),
  };
}

/** Type 24 part A: name of a class B station (§3.22). */
export function staticPartA(bits: SixBitReader): StaticPartAMessage {
  return {
    kind: 'static',
    type: 24,
    part: 'A',
    mmsi: mmsiFromNumber(bits.unsigned(8, 30)),
    repeat: bits.unsigned(6, 2),
    name: bits.text(40, 120),
  };
}

const NO_DIMENSIONS: Dimensions = { a: null, b: null, c: null, d: null };
const FIRST_AUXILIARY = 980_000_000;
const LAST_AUXILIARY = 989_999_999;

/**
 * Type 24 part B: particulars of a class B station. An auxiliary craft (98 and seven digits) sends
 * the MMSI of its mothership where others send their dimensions.
 */
export function staticPartB(bits: SixBitReader): StaticPartBMessage {
  const sender = bits.unsigned(8, 30);
  const isAuxiliary = sender >= FIRST_AUXILIARY && sender <= LAST_AUXILIARY;
  return {
    kind: 'static',
    type: 24,
    part: 'B',
    mmsi: mmsiFromNumber(sender),
    repeat: bits.unsigned(6, 2),
    shipType: nonZero(bits.unsigned(40, 8)),
    vendorId: bits.text(48, 18),
    callSign: bits.text(90, 42),
    dimensions: isAuxiliary ? NO_DIMENSIONS : dimensions(bits, 132),
    mothershipMmsi: isAuxiliary ? destination(bits, 132) : null,
    extra: {
      // Older units fill all 42 bits with seven letters of their maker.
      vendorText: bits.text(48, 42),
      unitModel: bits.unsigned(66, 4),
      unitSerial: bits.unsigned(70, 20),
      epfd: nonZero(bits.unsigned(162, 4)),
    },
  };
}

/** A type that is recognised and not decoded further. */
export function otherMessage(bits: SixBitReader, type: number): OtherMessage {
  return {
    kind: 'other',
    type,
    mmsi: mmsiFromNumber(bits.unsigned(8, 30)),
    repeat: bits.unsigned(6, 2),
  };
}
