import { stationTimeOf } from './station-time.js';

/** What the US Coast Guard's fields after the checksum say of reception. */
export interface UscgFields {
  readonly station: string | null;
  /** Epoch ms. */
  readonly time: number | null;
}

const STATION = /^[rb][A-Za-z0-9_-]{1,20}$/;

/**
 * Reads `,s28089,d-103,T39.44,x147521,r08TPHI1,1242958962`: the station is the field that begins
 * with `r` (receiver) or `b` (base station), kept with its letter as tag blocks of the same network
 * have it; the time is the last field.
 */
export function parseUscgFields(text: string): UscgFields {
  const fields = text.split(',');
  const station = fields.find((field) => STATION.test(field)) ?? null;
  return { station, time: stationTimeOf((fields[fields.length - 1] ?? '').trim()) };
}
