import { checksumOf } from '../../ais/checksum.js';

/** One line cut at its tag blocks. */
export interface LineParts {
  /** Texts between backslashes, with their checksums, in order. */
  readonly blocks: readonly string[];
  /** What follows them. */
  readonly sentence: string;
}

const BACKSLASH = '\\';
const TIME_FIELD = /(^|,)c:[^,]*/;
const EPOCH_AT_END = /\d{10}(?=\s*$)/;

/** Cuts complete tag blocks off the front; one without an end stays with the sentence. */
export function partsOf(line: string): LineParts {
  const blocks: string[] = [];
  let rest = line.trimStart();
  while (rest.startsWith(BACKSLASH)) {
    const close = rest.indexOf(BACKSLASH, 1);
    if (close < 0) break;
    blocks.push(rest.slice(1, close));
    rest = rest.slice(close + 1);
  }
  return { blocks, sentence: rest };
}

/** A tag block that tells `time` (epoch ms) and nothing else, with its backslashes. */
export function timeBlock(time: number): string {
  return BACKSLASH + withChecksum(`c:${timeText(time)}`) + BACKSLASH;
}

/** The same tag block with another time. @param block text between the backslashes, sound */
export function withTime(block: string, time: number): string {
  const fields = block.slice(0, block.indexOf('*'));
  return withChecksum(fields.replace(TIME_FIELD, `$1c:${timeText(time)}`));
}

/** The line put together again. */
export function lineOf({ blocks, sentence }: LineParts): string {
  return blocks.map((block) => BACKSLASH + block + BACKSLASH).join('') + sentence;
}

/** The same sentence with another time in its last USCG field (whole seconds since 1970). */
export function withUscgTime(sentence: string, time: number): string {
  return sentence.replace(EPOCH_AT_END, String(Math.floor(time / 1000)));
}

/** `$PGHP` and `$--ZDA` with another time; the sentence is sound. */
export function withClock(sentence: string, kind: 'pghp' | 'zda', time: number): string {
  const star = sentence.indexOf('*');
  const fields = sentence.slice(1, star).split(',');
  const replaced = kind === 'pghp' ? pghpFields(fields, time) : zdaFields(fields, time);
  return `$${withChecksum(replaced.join(','))}${sentence.slice(star + 3)}`;
}

/** `text` and its checksum. */
export function withChecksum(text: string): string {
  const bytes = Buffer.from(text, 'latin1');
  const sum = checksumOf(bytes, 0, bytes.length);
  return `${text}*${sum.toString(16).toUpperCase().padStart(2, '0')}`;
}

/** Year, month, day, hour, minute, second and millisecond are the fields 2 to 8. */
function pghpFields(fields: readonly string[], time: number): string[] {
  const date = new Date(time);
  const parts = [
    date.getUTCFullYear(),
    date.getUTCMonth() + 1,
    date.getUTCDate(),
    date.getUTCHours(),
    date.getUTCMinutes(),
    date.getUTCSeconds(),
    date.getUTCMilliseconds(),
  ];
  return [...fields.slice(0, 2), ...parts.map(String), ...fields.slice(9)];
}

/** Time of day with as many decimals as before, day, month and year are the fields 1 to 4. */
function zdaFields(fields: readonly string[], time: number): string[] {
  const iso = new Date(time).toISOString();
  const decimals = /\.(\d+)$/.exec(fields[1] ?? '')?.[1]?.length ?? 0;
  const fraction =
    decimals === 0 ? '' : `.${iso.slice(20, 23).padEnd(decimals, '0').slice(0, decimals)}`;
  const timeOfDay = iso.slice(11, 19).replaceAll(':', '') + fraction;
  const [year = '', month = '', day = ''] = iso.slice(0, 10).split('-');
  return [fields[0] ?? '', timeOfDay, day, month, year, ...fields.slice(5)];
}

/** Whole seconds as seconds, all else as milliseconds: readers tell them apart by size. */
function timeText(time: number): string {
  return String(time % 1000 === 0 ? time / 1000 : time);
}
