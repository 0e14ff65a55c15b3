const EARLIEST = Date.UTC(2000, 0, 1);
const LATEST = Date.UTC(2051, 0, 1);

const NUMBER = /^\d{1,17}(?:\.\d{1,9})?$/;

/**
 * A receiver's time, of which only the size tells the unit: seconds (decimals too), milliseconds
 * or microseconds since 1970.
 * @returns epoch ms, whole; `null` when it is no number or not of the years 2000 to 2050
 */
export function stationTimeOf(text: string): number | null {
  if (!NUMBER.test(text)) return null;
  const value = Number(text);
  if (value < 1e11) return plausible(Math.round(value * 1000));
  return plausible(Math.round(value < 1e14 ? value : value / 1000));
}

function plausible(time: number): number | null {
  return time >= EARLIEST && time < LATEST ? time : null;
}

/** A UTC date and time of day, as a sentence spells it. */
export interface UtcParts {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  /** Fractions allowed. */
  readonly second: number;
}

/** Epoch ms of a UTC date and time; `null` when no such instant exists in 2000 to 2050. */
export function utcInstant(parts: UtcParts): number | null {
  const { year, month, day, hour, minute, second } = parts;
  const time = plausible(Date.UTC(year, month - 1, day, hour, minute) + Math.round(second * 1000));
  if (time === null) return null;
  // Date.UTC carries what is too large into the next unit: the 31st of April would be the 1st of May.
  const isDate = new Date(time).getUTCDate() === day && day > 0 && month <= 12;
  return isDate && hour < 24 && minute < 60 && second < 60 ? time : null;
}
