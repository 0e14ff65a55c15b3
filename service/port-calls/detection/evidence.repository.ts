import { Injectable } from '@nestjs/common';

import { mmsiFromNumber } from '../../ais/mmsi.js';
import { Transactions } from '../../database/transactions.js';
import type { Evidence } from '../claim.js';
import type { Fix } from './fix.js';

const rawSql = `
  SELECT wanted.place::integer AS place, p.raw
  FROM unnest($2::timestamptz[], $3::integer[]) WITH ORDINALITY AS wanted(time, digest, place)
  JOIN position p ON p.mmsi = $1 AND p.time = wanted.time AND p.digest = wanted.digest
  WHERE p.time BETWEEN $4 AND $5`;

/** Copies the reports behind a conclusion. */
@Injectable()
export class EvidenceRepository {
  constructor(private readonly transactions: Transactions) {}

  /** Fixes of a vessel as evidence, with their sentences as long as they are kept. */
  async copy(mmsi: number, fixes: readonly Fix[]): Promise<readonly Evidence[]> {
    if (fixes.length === 0) return [];
    const times = fixes.map(({ time }) => time);
    const rows = await this.transactions.query<{ place: number; raw: string }>(rawSql, [
      mmsi,
      times.map((time) => new Date(time)),
      fixes.map(({ digest }) => digest),
      new Date(Math.min(...times)),
      new Date(Math.max(...times)),
    ]);
    const raws = new Map(rows.map(({ place, raw }) => [place, raw]));
    return fixes.map(({ time, lon, lat, sog, heading }, index) => ({
      mmsi: mmsiFromNumber(mmsi),
      time,
      lon,
      lat,
      sog,
      heading,
      raw: raws.get(index + 1) ?? '',
    }));
  }
}
