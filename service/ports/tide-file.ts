import { z } from 'zod';

import type { TideHeight } from './tide-table.js';

/** One thing wrong with a tide file. */
export interface TideFileFault {
  /** From 1; `null`: the file as a whole. */
  readonly line: number | null;
  readonly reason: string;
}

/** A tide file that was read, in order of time, or everything that is wrong with it. */
export type TideFile =
  { readonly heights: readonly TideHeight[] } | { readonly faults: readonly TideFileFault[] };

/** Rows in one file at most: ten years of a row each ten minutes. */
const mostRows = 600_000;
/** No tide on Earth is further from its datum, metres. */
const furthestMetres = 20;

const instant = z.iso.datetime({ offset: true });
const heightForm = /^[+-]?\d{1,2}(\.\d{1,6})?$/;
const headerForm = /^time\s*,\s*height(metres)?$/i;

/**
 * Reads a tide table: a line `time,height` for each height, the time in ISO 8601 with its zone, the
 * height in metres. Empty lines and lines that begin with `#` say nothing; the first other one may be
 * the header `time,height`.
 */
export function readTideFile(text: string): TideFile {
  const faults: TideFileFault[] = [];
  const heights = new Map<number, { readonly line: number; readonly heightMetres: number }>();
  const lines = linesOf(text);
  if (lines.length > mostRows)
    return { faults: [{ line: null, reason: `has more than ${mostRows} rows` }] };
  for (const { line, content } of lines) {
    const row = readRow(content);
    if ('reason' in row) {
      faults.push({ line, reason: row.reason });
      continue;
    }
    const first = heights.get(row.time);
    if (first === undefined) heights.set(row.time, { line, heightMetres: row.heightMetres });
    else faults.push({ line, reason: `the time stands in line ${first.line} already` });
  }
  if (faults.length > 0) return { faults };
  if (heights.size < 2) return { faults: [{ line: null, reason: 'has fewer than two heights' }] };
  const sorted = [...heights].sort(([one], [other]) => one - other);
  return { heights: sorted.map(([time, { heightMetres }]) => ({ time, heightMetres })) };
}

/** Lines that say something, without the header. */
function linesOf(text: string): { readonly line: number; readonly content: string }[] {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .map((content, index) => ({ line: index + 1, content: content.trim() }))
    .filter(({ content }) => content !== '' && !content.startsWith('#'));
  return headerForm.test(lines[0]?.content ?? '') ? lines.slice(1) : lines;
}

function readRow(content: string): TideHeight | { readonly reason: string } {
  const cells = content.split(',').map((cell) => cell.trim());
  const [time, height] = cells;
  if (cells.length !== 2 || time === undefined || height === undefined)
    return { reason: 'must have two values: time,height' };
  if (!instant.safeParse(time).success)
    return { reason: `${time} is no time with a zone, such as 2026-03-01T05:12:00Z` };
  if (!heightForm.test(height)) return { reason: `${height} is no height in metres` };
  if (Math.abs(Number(height)) > furthestMetres)
    return { reason: `${height} m is further than ${furthestMetres} m from the datum` };
  return { time: Date.parse(time), heightMetres: Number(height) };
}
