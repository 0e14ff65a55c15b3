const V = 0x56;
const D = 0x44;
const M = 0x4d;
const O = 0x4f;

const TAB = 0x09;

/** True when `bytes[start..end)` are all printable ASCII or tabs. */
export function isPrintable(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    const byte = bytes[i] ?? 0;
    if ((byte < 0x20 && byte !== TAB) || byte > 0x7e) return false;
  }
  return true;
}

/** Place of the last `wanted` in `bytes[start..end)`, -1 when there is none. */
export function lastIndexOf(bytes: Uint8Array, wanted: number, start: number, end: number): number {
  for (let i = end - 1; i >= start; i--) if (bytes[i] === wanted) return i;
  return -1;
}

/** True when `VDM` or `VDO` stands near the beginning: a line that meant to be AIS. */
export function looksLikeAis(bytes: Uint8Array, start: number, end: number): boolean {
  const last = Math.min(end - 2, start + 10);
  for (let i = start; i < last; i++) {
    const third = bytes[i + 2];
    if (bytes[i] === V && bytes[i + 1] === D && (third === M || third === O)) return true;
  }
  return false;
}

/** Node's own reader of latin1, without the checks of `toString` around it. */
interface Latin1Bytes extends Uint8Array {
  latin1Slice(start: number, end: number): string;
}

function isLatin1Bytes(bytes: Uint8Array): bytes is Latin1Bytes {
  return 'latin1Slice' in bytes;
}

/** `bytes[start..end)` as text of its own: it keeps no larger buffer alive. */
export function textOf(bytes: Uint8Array, start: number, end: number): string {
  if (isLatin1Bytes(bytes)) return bytes.latin1Slice(start, end);
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return buffer.toString('latin1', start, end);
}
