import { checksumOf, hexByte } from './checksum.js';
import { utcInstant } from './station-time.js';

/** What a receiver's own sentence says of time. */
export type ClockSentence =
  /** Receive time of the AIS sentence that follows (Gatehouse `$PGHP`). */
  | { readonly kind: 'pghp'; readonly time: number | null }
  /** The receiver's clock (`$--ZDA`, IEC 61162-1); `null` when it has lost it. */
  | { readonly kind: 'zda'; readonly time: number | null };

const STAR = 0x2a;
const LONGEST = 128;
const DATE = /^\d{1,4}$/;
const TIME_OF_DAY = /^(\d\d)(\d\d)(\d\d(?:\.\d{1,6})?)$/;

/**
 * Reads a `$` sentence that carries a clock.
 * @returns `null` for all other sentences, and for one without a right checksum
 */
export function parseClockSentence(
  bytes: Uint8Array,
  start: number,
  end: number,
): ClockSentence | null {
  if (end - start > LONGEST) return null;
  const star = bytes.subarray(start, end).indexOf(STAR);
  if (star < 0 || start + star + 3 > end) return null;
  if (hexByte(bytes, start + star + 1) !== checksumOf(bytes, start + 1, start + star)) return null;
  const [head = '', ...fields] = String.fromCharCode(
    ...bytes.subarray(start + 1, start + star),
  ).split(',');
  if (head === 'PGHP' && fields[0] === '1') {
    return { kind: 'pghp', time: instantOf(fields.slice(1, 8)) };
  }
  return head.length === 5 && head.endsWith('ZDA') ? { kind: 'zda', time: zdaTime(fields) } : null;
}

/** Year, month, day, hour, minute, second, millisecond. */
function instantOf(fields: readonly string[]): number | null {
  if (!fields.every((field) => DATE.test(field))) return null;
  const [year, month, day, hour, minute, second, ms] = fields.map(Number);
  if (year === undefined || month === undefined || day === undefined) return null;
  if (hour === undefined || minute === undefined) return null;
  if (second === undefined || ms === undefined || ms > 999) return null;
  return utcInstant({ year, month, day, hour, minute, second: second + ms / 1000 });
}

function zdaTime([time = '', day = '', month = '', year = '']: readonly string[]): number | null {
  const match = TIME_OF_DAY.exec(time);
  if (!match || ![day, month, year].every((field) => DATE.test(field))) return null;
  return utcInstant({
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: Number(match[1]),
    minute: Number(match[2]),
    second: Number(match[3]),
  });
}
