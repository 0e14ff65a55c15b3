import type { AisMessage } from './message.js';
import { aidToNavigation } from './messages/aid-to-navigation.js';
import { baseStation } from './messages/base-station.js';
import { addressedBinary, broadcastBinary } from './messages/binary.js';
import {
  classAPosition,
  classBPosition,
  extendedClassBPosition,
  longRangePosition,
  sarAircraftPosition,
  utcResponse,
} from './messages/position.js';
import { addressedSafety, broadcastSafety } from './messages/safety.js';
import { otherMessage, staticPartA, staticPartB, staticVoyage } from './messages/static.js';
import type { RejectReason } from './reject-reason.js';
import type { SixBitReader } from './sixbit.js';
import { LONGEST_MESSAGE_BITS, messageBits as bits } from './sixbit.js';

/** A payload that is no message, and why. */
export interface Rejected {
  readonly kind: 'rejected';
  readonly reason: RejectReason;
}

/**
 * Fewest bits of each type, 0 to 28 (ITU-R M.1371-5 Annex 8). Types 5 (420, 422 or 424 bits),
 * 24 A (160 or 168) and 27 (96 or 168) are met in several lengths on the air.
 */
const FEWEST_BITS = [
  0, 149, 149, 149, 168, 418, 88, 72, 56, 168, 70, 168, 72, 40, 40, 88, 92, 80, 168, 312, 70, 271,
  145, 154, 160, 72, 60, 96, 168,
] as const;

/** Part B of type 24 ends with its dimensions, part A two bits earlier. */
const FEWEST_PART_B_BITS = 162;
const LARGEST_MMSI = 999_999_999;

const rejections = new Map<RejectReason, Rejected>();

function rejected(reason: RejectReason): Rejected {
  const known = rejections.get(reason) ?? { kind: 'rejected', reason };
  rejections.set(reason, known);
  return known;
}

/**
 * The message in a complete payload, or why there is none. Never throws.
 * @param payload six-bit armoured characters of all parts, joined
 * @param fillBits padding bits at its end, 0 to 5
 */
export function decode(payload: string, fillBits: number): AisMessage | Rejected {
  if (payload.length === 0 || !bits.load(payload, fillBits)) {
    return rejected(payload.length * 6 > LONGEST_MESSAGE_BITS + 5 ? 'too-long' : 'payload');
  }
  if (bits.bitLength > LONGEST_MESSAGE_BITS) return rejected('too-long');
  const type = bits.unsigned(0, 6);
  const fewest = FEWEST_BITS[type];
  if (fewest === undefined || type === 0) return rejected('unknown-type');
  if (bits.bitLength < fewest) return rejected('short');
  if (bits.unsigned(8, 30) > LARGEST_MMSI) return rejected('mmsi');
  return decodeType(type);
}

function decodeType(type: number): AisMessage | Rejected {
  switch (type) {
    case 1:
    case 2:
    case 3:
      return classAPosition(bits, type);
    case 4:
      return baseStation(bits);
    case 18:
      return classBPosition(bits);
    case 5:
      return staticVoyage(bits);
    case 24:
      return staticReport();
    default:
      return decodeRarer(type);
  }
}

function staticReport(): AisMessage | Rejected {
  const part = bits.unsigned(38, 2);
  if (part === 0) return staticPartA(bits);
  if (part !== 1) return otherMessage(bits, 24);
  return bits.bitLength < FEWEST_PART_B_BITS ? rejected('short') : staticPartB(bits);
}

const RARER: Readonly<Record<number, (reader: SixBitReader) => AisMessage>> = {
  6: addressedBinary,
  8: broadcastBinary,
  9: sarAircraftPosition,
  11: utcResponse,
  12: addressedSafety,
  14: broadcastSafety,
  19: extendedClassBPosition,
  21: aidToNavigation,
  27: longRangePosition,
};

function decodeRarer(type: number): AisMessage {
  return RARER[type]?.(bits) ?? otherMessage(bits, type);
}
