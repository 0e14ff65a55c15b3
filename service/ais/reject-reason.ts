/**
 * Why a line or a message was refused: the values of a metric label, so their number is fixed.
 * - `binary`: bytes that are no text, and no sentence among them
 * - `line-too-long`: longer than any sentence with its tag blocks
 * - `malformed`: meant as AIS (`VDM`, `VDO`), but not of the form of IEC 61162-1
 * - `checksum`: wrong or missing checksum
 * - `tag-block`: a tag block without end, and no sentence after it
 * - `payload`: a character outside the six-bit armour, or no payload at all
 * - `too-long`: parts that together exceed 1,064 bits
 * - `repeated-part`: a part of a message whose same part is waiting already
 * - `short`: fewer bits than its type needs
 * - `unknown-type`: message type 0 or 29 to 63
 * - `mmsi`: a sender above 999999999, which no station can have
 */
export const REJECT_REASONS = [
  'binary',
  'line-too-long',
  'malformed',
  'checksum',
  'tag-block',
  'payload',
  'too-long',
  'repeated-part',
  'short',
  'unknown-type',
  'mmsi',
] as const;

/** Why a line or a message was refused. */
export type RejectReason = (typeof REJECT_REASONS)[number];
