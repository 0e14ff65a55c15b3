import { Injectable } from '@nestjs/common';

import { Transactions } from '../database/transactions.js';
import type { BoundingBox } from '../geo/bounding-box.js';
import type { BookedVessel } from './booking.js';
import type { BerthClaim } from './berth-stays.js';
import type { SlowVessel } from './occupancy.js';

/** Which vessels may lie at a berth. */
export interface SlowSearch {
  readonly locode: string;
  /** Around the berths. */
  readonly box: BoundingBox;
  readonly fastestKnots: number;
  /** Epoch ms. */
  readonly heardSince: number;
  /** Simulated ones don't count while the simulator is off. */
  readonly isWithoutSimulated: boolean;
}

/** What was claimed of a port call's times at berths, and whose it is. */
export interface CallClaim extends BerthClaim {
  readonly vessel: BookedVessel;
}

const epoch = (time: string) => `(extract(epoch FROM ${time}) * 1000)::float8`;

/** Speed decides; where none is known, the typed status (moored, at anchor) must do. */
const slowSql = `
  SELECT lpad(p.mmsi::text, 9, '0') AS mmsi, r.id AS "vesselId", c.id AS "portCallId",
    coalesce(r.imo, v.imo) AS imo, coalesce(r.name, v.name) AS name, p.lon, p.lat,
    p.sog AS "sogKnots", p.heading AS "headingDegrees", ${epoch('p.time')} AS time,
    v.dim_a AS a, v.dim_b AS b, v.dim_c AS c, v.dim_d AS d
  FROM latest_position p
  LEFT JOIN vessel v ON v.mmsi = p.mmsi
  LEFT JOIN registered_vessel r ON r.mmsi = p.mmsi
  LEFT JOIN port_call c ON c.vessel_id = r.id AND c.port_locode = $1
    AND c.status IN ('arrived', 'at-anchor', 'berthed')
  WHERE p.lon BETWEEN $2 AND $4 AND p.lat BETWEEN $3 AND $5 AND p.time > $7
    AND (p.sog <= $6 OR p.sog IS NULL AND p.nav_status IN (1, 5))
    AND NOT ($8 AND p.source = 'simulated')
  ORDER BY p.mmsi`;

/**
 * Actual times at berths of every port call that has one at these berths and that may have lain
 * there: times at other berths, and before and after, decide when a stay ends.
 */
const claimsSql = `
  SELECT k.id, k.port_call_id AS "portCallId", k.berth_id AS "berthId", k.event,
    ${epoch('k.time')} AS time, k.source, ${epoch('k.recorded_at')} AS "recordedAt",
    EXISTS (SELECT FROM jsonb_array_elements(c.published->'services') s
      WHERE s->'actual'->>'claimId' = k.id::text) AS "isPublished",
    json_build_object('id', v.id, 'imo', v.imo, 'mmsi', lpad(v.mmsi::text, 9, '0'),
      'name', v.name) AS vessel
  FROM claim k JOIN port_call c ON c.id = k.port_call_id
  JOIN registered_vessel r ON r.id = c.vessel_id
  JOIN registered_vessel v ON v.id = coalesce(r.merged_into, r.id)
  WHERE k.service = 'BERTH' AND k.classifier = 'ACT' AND k.rejected_at IS NULL
    AND k.port_call_id IN (SELECT o.port_call_id FROM claim o
      WHERE o.berth_id = ANY($1) AND o.rejected_at IS NULL AND o.service = 'BERTH'
        AND o.classifier = 'ACT' AND o.event = 'ARRI' AND o.time < $2)
    AND (c.atd IS NULL OR c.atd > $3)`;

/** SQL of who lies at berths: now by AIS, and then by claims. */
@Injectable()
export class OccupancyRepository {
  constructor(private readonly transactions: Transactions) {}

  /** Vessels in a box that hardly move. */
  async findSlow(search: SlowSearch): Promise<SlowVessel[]> {
    const { locode, box, fastestKnots, heardSince, isWithoutSimulated } = search;
    const { west, south, east, north } = box;
    return await this.transactions.query<SlowVessel>(slowSql, [
      locode,
      west,
      south,
      east,
      north,
      fastestKnots,
      new Date(heardSince),
      isWithoutSimulated,
    ]);
  }

  /** Claims of port calls that may have lain at some berths between two times (epoch ms). */
  async findClaims(berthIds: readonly string[], from: number, to: number): Promise<CallClaim[]> {
    return await this.transactions.query<CallClaim>(claimsSql, [
      [...berthIds],
      new Date(to),
      new Date(from),
    ]);
  }
}
