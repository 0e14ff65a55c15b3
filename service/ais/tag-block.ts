import { checksumOf, hexByte } from './checksum.js';
import { stationTimeOf } from './station-time.js';
import { textOf } from './text.js';

/** Lines that belong together: `n` of `of` in group `id`. */
export interface TagGroup {
  readonly number: number;
  readonly of: number;
  readonly id: string;
}

/** What a tag block says of its line; fields that are not given are `null`. */
export interface TagBlock {
  /** Text of `s`: who received it. */
  readonly station: string | null;
  /** `c` in epoch ms. */
  readonly time: number | null;
  readonly group: TagGroup | null;
}

const STAR = 0x2a;

/**
 * Reads what stands between two backslashes (NMEA 0183 v4 §7, IEC 61162-450). Fields that we have
 * no use for (`n d t q i T` ...) are skipped.
 * @returns `null` when the checksum is wrong or missing: then nothing in it may be believed
 */
export function parseTagBlock(bytes: Uint8Array, start: number, end: number): TagBlock | null {
  let star = start;
  while (star < end && bytes[star] !== STAR) star++;
  if (star + 3 > end || hexByte(bytes, star + 1) !== checksumOf(bytes, start, star)) return null;
  const block: Mutable<TagBlock> = { station: null, time: null, group: null };
  for (const field of textOf(bytes, start, star).split(',')) readField(block, field);
  return block;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

function readField(block: Mutable<TagBlock>, field: string): void {
  const colon = field.indexOf(':');
  if (colon < 1) return;
  const name = field.slice(0, colon);
  const value = field.slice(colon + 1).trim();
  if (name === 's') block.station = value === '' ? null : value;
  else if (name === 'c') block.time = stationTimeOf(value);
  else block.group = parseGroup(name, value) ?? block.group;
}

const GROUP = /^(\d{1,2})-(\d{1,2})-(\w{1,16})$/;
const OLD_GROUP = /^(\d)G(\d)$/;

/** `g:1-2-1604`, or the older form `1G2:1604`. */
function parseGroup(name: string, value: string): TagGroup | null {
  const match = name === 'g' ? GROUP.exec(value) : OLD_GROUP.exec(name);
  if (!match) return null;
  const id = name === 'g' ? match[3] : value;
  if (id === undefined || id === '') return null;
  return { number: Number(match[1]), of: Number(match[2]), id };
}
