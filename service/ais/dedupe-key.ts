const LOWEST = 0x30;
const GAP_START = 0x58;

/** Six-bit value of a payload character; no check (callers have legal payloads). */
function sixBit(code: number): number {
  return code < GAP_START ? code - LOWEST : code - LOWEST - 8;
}

/** Payload character of a six-bit value. */
function character(value: number): string {
  return String.fromCharCode(value < 40 ? value + LOWEST : value + LOWEST + 8);
}

/**
 * What two receptions of one transmission have in common: the payload bits, without the repeat
 * indicator (bits 6 and 7, which a repeater changes) and without the padding bits. Talker, channel,
 * sequence number and checksum differ between receivers and are not part of it.
 * @param payload complete six-bit armoured payload of legal characters
 * @param fillBits padding bits at its end, 0 to 5
 */
export function dedupeKey(payload: string, fillBits: number): string {
  if (payload.length < 2) return `${payload},${fillBits}`;
  const second = sixBit(payload.charCodeAt(1));
  if (second < 16 && fillBits === 0) return payload;
  const start = payload.charAt(0) + character(second & 15);
  if (fillBits === 0) return start + payload.slice(2);
  if (payload.length === 2) return `${start},${fillBits}`;
  const end = payload.length - 1;
  const last = character((sixBit(payload.charCodeAt(end)) >> fillBits) << fillBits);
  return `${start}${payload.slice(2, end)}${last},${fillBits}`;
}

/** Signed 32-bit FNV-1a hash of a key: tells two reports of one instant apart in the database. */
export function digest(key: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) {
    hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  }
  return hash | 0;
}
