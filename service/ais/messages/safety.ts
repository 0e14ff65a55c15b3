import type { SafetyMessage } from '../message.js';
import { mmsiFromNumber } from '../mmsi.js';
import type { SixBitReader } from '../sixbit.js';
import { destination } from './fields.js';

/** Longest safety text, 161 characters. */
const LONGEST_TEXT_BITS = 966;

/** Type 12: addressed safety-related text (ITU-R M.1371-5 Annex 8 §3.10). */
export function addressedSafety(bits: SixBitReader): SafetyMessage {
  return {
    kind: 'safety',
    type: 12,
    mmsi: mmsiFromNumber(bits.unsigned(8, 30)),
    repeat: bits.unsigned(6, 2),
    destinationMmsi: destination(bits, 40),
    text: bits.text(72, LONGEST_TEXT_BITS) ?? '',
    extra: { sequence: bits.unsigned(38, 2), isRetransmitted: bits.flag(70) },
  };
}

/** Type 14: broadcast safety-related text (§3.12). */
export function broadcastSafety(bits: SixBitReader): SafetyMessage {
  return {
    kind: 'safety',
    type: 14,
    mmsi: mmsiFromNumber(bits.unsigned(8, 30)),
    repeat: bits.unsigned(6, 2),
    destinationMmsi: null,
    text: bits.text(40, LONGEST_TEXT_BITS) ?? '',
  };
}
