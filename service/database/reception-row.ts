import type { Heard, Reception, Source } from '../ais/reception.js';

/** A reception as JSON for `jsonb_to_recordset`: names are the columns', times ISO 8601 UTC. */
export interface ReceptionRow {
  readonly time: string;
  readonly received_at: string;
  readonly source: Source;
  readonly feed: string;
  readonly stations: readonly string[];
  readonly raw: string;
}

/** The columns of {@link ReceptionRow} in a `jsonb_to_recordset` column list. */
export const receptionRecord =
  'time timestamptz, received_at timestamptz, source text, feed text, stations text[], raw text';

/** Takes over the reception of the newer report, in `ON CONFLICT DO UPDATE SET`. */
export const receptionUpdate = `time = excluded.time, received_at = excluded.received_at,
  committed_at = excluded.committed_at, source = excluded.source, feed = excluded.feed,
  stations = excluded.stations, raw = excluded.raw`;

/** `reception` as a row. */
export function receptionRow(reception: Reception): ReceptionRow {
  return {
    time: new Date(reception.time).toISOString(),
    received_at: new Date(reception.receivedAt).toISOString(),
    source: reception.source,
    feed: reception.feed,
    stations: reception.stations,
    raw: reception.raw,
  };
}

/** The newest report of each MMSI: by time, then by order of arrival. */
export function newestOfEach<M extends { readonly mmsi: string }>(
  heard: readonly Heard<M>[],
): Heard<M>[] {
  const newest = new Map<string, Heard<M>>();
  for (const one of heard) {
    const known = newest.get(one.message.mmsi);
    if (known === undefined || one.reception.time >= known.reception.time) {
      newest.set(one.message.mmsi, one);
    }
  }
  return [...newest.values()];
}
