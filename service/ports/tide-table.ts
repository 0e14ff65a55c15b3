/** A height of the sea, as a tide table has it. */
export interface TideHeight {
  /** Epoch ms. */
  readonly time: number;
  /** Above the table's datum; negative below it. */
  readonly heightMetres: number;
}

const hour = 3_600_000;

/**
 * Rows further apart than this are high and low waters, between which the sea runs along half a
 * cosine; closer ones are read off the curve itself, and a straight line does.
 */
export const densestExtremesMs = 2 * hour;

/**
 * Between rows further apart than this the table has a gap: with one tide a day high and low water
 * are twelve and a half hours apart, and more at neaps.
 */
export const longestStepMs = 16 * hour;

/**
 * The height at a moment, between the rows around it.
 * @param rows in order of time
 * @returns `null` outside of the table, and in a gap of it
 */
export function heightAt(rows: readonly TideHeight[], time: number): number | null {
  const index = rows.findIndex((row) => row.time >= time);
  const after = rows[index];
  if (after === undefined) return null;
  if (after.time === time) return after.heightMetres;
  const before = rows[index - 1];
  if (before === undefined || after.time - before.time > longestStepMs) return null;
  const share = (time - before.time) / (after.time - before.time);
  const isCosine = after.time - before.time > densestExtremesMs;
  const weight = isCosine ? (1 - Math.cos(Math.PI * share)) / 2 : share;
  return before.heightMetres + (after.heightMetres - before.heightMetres) * weight;
}

/**
 * The lowest height from one moment to another, both included. Between two rows the height only rises
 * or only falls, so it is at one of the ends or at a row.
 * @param rows in order of time, those before `from` and after `to` included
 * @returns `null` where the table does not cover all of the time
 */
export function lowestTide(
  rows: readonly TideHeight[],
  from: number,
  to: number,
): TideHeight | null {
  const ends = [from, to].map((time) => ({ time, heightMetres: heightAt(rows, time) }));
  const within = rows.filter(({ time }) => time >= from && time <= to);
  if (hasGap(rows, from, to)) return null;
  let lowest: TideHeight | null = null;
  for (const { time, heightMetres } of [...ends, ...within]) {
    if (heightMetres === null) return null;
    if (lowest === null || heightMetres < lowest.heightMetres) lowest = { time, heightMetres };
  }
  return lowest;
}

function hasGap(rows: readonly TideHeight[], from: number, to: number): boolean {
  return rows.some(({ time }, index) => {
    const next = rows[index + 1];
    const isTouched = next !== undefined && time < to && next.time > from;
    return isTouched && next.time - time > longestStepMs;
  });
}
