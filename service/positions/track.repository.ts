import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';

import type { Mmsi } from '../ais/mmsi.js';
import { POOL } from '../database/pool.js';

/** One place of a track. */
export interface TrackPoint {
  /** Epoch ms. */
  readonly time: number;
  /** Degrees east. */
  readonly lon: number;
  /** Degrees north. */
  readonly lat: number;
  readonly sogKnots: number | null;
  readonly cogDegrees: number | null;
  readonly headingDegrees: number | null;
  readonly navStatus: number | null;
  /** Bits of `qualityFlag`. */
  readonly flags: number;
}

interface TrackRow extends TrackPoint {
  readonly digest: number;
}

const defaultPageRows = 5_000;

/** After the last row of the page before, in the order of the primary key. */
const pageSql = `
  SELECT date_part('epoch', time) * 1000 AS time, digest, lon, lat, sog AS "sogKnots",
    cog AS "cogDegrees", heading AS "headingDegrees", nav_status AS "navStatus", flags
  FROM position
  WHERE mmsi = $1 AND time >= $2 AND time <= $3 AND (time, digest) > ($2, $4::bigint)
    AND lon IS NOT NULL AND lat IS NOT NULL
  ORDER BY time, digest LIMIT $5`;

/** Below every digest, which has 32 bits. */
const beforeAllDigests = -(2 ** 32);

/** Reads tracks. */
@Injectable()
export class TrackRepository {
  constructor(@Inject(POOL) private readonly pool: Pool) {}

  /**
   * The reports of `mmsi` that have a position, from `from` to `to` (epoch ms, both included), in
   * order of time, a page at a time: a month is never in memory, and no transaction stays open
   * between pages, however slow the reader.
   */
  async *findTrack(
    mmsi: Mmsi,
    from: number,
    to: number,
    pageRows = defaultPageRows,
  ): AsyncGenerator<TrackPoint[]> {
    let time = from;
    let digest = beforeAllDigests;
    for (;;) {
      const { rows } = await this.pool.query<TrackRow>(pageSql, [
        Number(mmsi),
        new Date(time),
        new Date(to),
        digest,
        pageRows,
      ]);
      if (rows.length > 0) yield rows.map(toTrackPoint);
      const last = rows.at(-1);
      if (last === undefined || rows.length < pageRows) return;
      time = Math.round(last.time);
      ({ digest } = last);
    }
  }
}

function toTrackPoint(row: TrackRow): TrackPoint {
  const { lon, lat, sogKnots, cogDegrees, headingDegrees, navStatus, flags } = row;
  const time = Math.round(row.time);
  return { time, lon, lat, sogKnots, cogDegrees, headingDegrees, navStatus, flags };
}
