import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';

import type { Mmsi } from '../ais/mmsi.js';
import { POOL } from '../database/pool.js';
import type { StreamQuery } from '../events/stream-reader.js';
import type { LatestPosition, StoredPosition } from './position-report.js';
import {
  storedColumns,
  streamIdColumn,
  toLatestPosition,
  toStoredPosition,
  type LatestPositionRow,
  type PositionRow,
} from './position-row.js';

/** A position with the sentences behind it. */
export interface PositionEvidence extends StoredPosition {
  /** The sentences as received, tag blocks included, joined with a line feed. */
  readonly raw: string;
}

interface EvidenceRow extends PositionRow {
  readonly raw: string;
}

/** Rows of one page when all are read. */
const pageRows = 5_000;

/** Reads latest positions, and what stands behind a position. */
@Injectable()
export class LatestPositionRepository {
  constructor(@Inject(POOL) private readonly pool: Pool) {}

  /**
   * Every latest position whose stream number is above `afterId` (-1: all of them), in pages in
   * order of MMSI, read through `reader`, so that it agrees with what else is read there.
   */
  async *findChangedSince(reader: StreamQuery, afterId: number): AsyncGenerator<LatestPosition[]> {
    let last = -1;
    for (;;) {
      const rows: LatestPositionRow[] = await reader.query(
        `SELECT ${storedColumns}, ${streamIdColumn} FROM latest_position p
         WHERE p.stream_id > $1 AND p.mmsi > $2 ORDER BY p.mmsi LIMIT $3`,
        [afterId, last, pageRows],
      );
      if (rows.length > 0) yield rows.map(toLatestPosition);
      if (rows.length < pageRows) return;
      last = rows.at(-1)?.mmsi ?? last;
    }
  }

  /** What stands behind the latest position of `mmsi`; `null` when it never reported. */
  async findLatestEvidence(mmsi: Mmsi): Promise<PositionEvidence | null> {
    return await this.findEvidence('latest_position p WHERE p.mmsi = $1', [Number(mmsi)]);
  }

  /**
   * What stands behind the position of `mmsi` at a time (epoch ms): its newest report at or before
   * it; `null` when none is kept.
   */
  async findEvidenceAt(mmsi: Mmsi, at: number): Promise<PositionEvidence | null> {
    return await this.findEvidence(
      `position p WHERE p.mmsi = $1 AND p.time <= $2
       ORDER BY p.time DESC, p.committed_at DESC, p.digest LIMIT 1`,
      [Number(mmsi), new Date(at)],
    );
  }

  private async findEvidence(
    fromWhere: string,
    values: readonly unknown[],
  ): Promise<PositionEvidence | null> {
    const { rows } = await this.pool.query<EvidenceRow>(
      `SELECT ${storedColumns}, p.raw FROM ${fromWhere}`,
      [...values],
    );
    const [row] = rows;
    return row === undefined ? null : { ...toStoredPosition(row), raw: row.raw };
  }
}
