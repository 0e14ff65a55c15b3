/**
 * What is doubtful about a position report: a set of bits, stored with it. A flagged report is
 * never dropped and never averaged; who reads it decides.
 */
export const qualityFlag = {
  /** It lies further from the vessel's last place than any vessel goes in that time. */
  jump: 1,
  /** Two stations send under this MMSI, each along a track of its own. */
  sharedMmsi: 2,
  /** The station's time was absent or out of bounds: `time` is when it reached us. */
  timeUntrusted: 4,
  /** The MMSI should name a country (MID) and does not. */
  unknownMid: 8,
  /** At 0 degrees north, 0 degrees east, which receivers without a fix send. */
  zeroPosition: 16,
} as const;

/** The names of the flags, as the API gives them. */
export type QualityFlagName =
  'jump' | 'shared-mmsi' | 'time-untrusted' | 'unknown-mid' | 'zero-position';

const names: readonly (readonly [number, QualityFlagName])[] = [
  [qualityFlag.jump, 'jump'],
  [qualityFlag.sharedMmsi, 'shared-mmsi'],
  [qualityFlag.timeUntrusted, 'time-untrusted'],
  [qualityFlag.unknownMid, 'unknown-mid'],
  [qualityFlag.zeroPosition, 'zero-position'],
];

const byBits: readonly (readonly QualityFlagName[])[] = Array.from({ length: 32 }, (_, bits) =>
  names.filter(([bit]) => (bits & bit) !== 0).map(([, name]) => name),
);

/** The names of the flags in `bits`, always in the same order; shared, not to be changed. */
export function flagNames(bits: number): readonly QualityFlagName[] {
  return byBits[bits & 31] ?? [];
}
