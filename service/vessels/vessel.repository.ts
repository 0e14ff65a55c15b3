import { Injectable } from '@nestjs/common';

import type { Mmsi } from '../ais/mmsi.js';
import { RecentMap } from '../cache/recent-map.js';
import type { WriteTransaction } from '../database/write-transaction.js';
import {
  draftVessel,
  type RememberedVessel,
  type StaticReport,
  type VesselDraft,
} from './vessel-draft.js';
import { mergeStatic, saysTheSame } from './apply-static.js';
import { toVessel, vesselColumns, vesselRecord, type VesselRow } from './vessel-row.js';
import type { Vessel, VesselStatic } from './vessel.js';

/** Vessels of which a repeated report costs no SQL; about 500 bytes each. */
const rememberedVessels = 50_000;

/** Further behind than this many stream numbers, the memory starts over instead of catching up. */
const maxCatchUp = 100_000;

const record = `mmsi integer, imo integer, name text, call_sign text, ship_type smallint,
  dim_a smallint, dim_b smallint, dim_c smallint, dim_d smallint, draught_metres real,
  destination text, eta jsonb, mothership_mmsi integer, name_at timestamptz,
  call_sign_at timestamptz, particulars_at timestamptz, voyage_at timestamptz, source text,
  feed text, first_seen_at timestamptz, last_static_at timestamptz, updated_at timestamptz,
  stream_id bigint`;

const columns = record.split(',').map((column) => column.trim().split(' ')[0] ?? '');

const writeSql = `
  INSERT INTO vessel (${columns.join(', ')})
  SELECT ${columns.join(', ')} FROM jsonb_to_recordset($1::jsonb) AS r(${record})
  ON CONFLICT (mmsi) DO UPDATE SET
    ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}
  RETURNING id, mmsi`;

const writeChangesSql = `
  INSERT INTO vessel_change
    (vessel_id, field, old_value, new_value, changed_at, source, feed, committed_at)
  SELECT vessel_id, field, old_value, new_value, changed_at, source, feed, $2
  FROM jsonb_to_recordset($1::jsonb) AS r(vessel_id uuid, field text, old_value text,
    new_value text, changed_at timestamptz, source text, feed text)`;

/**
 * Writes vessels. Every writer of the table comes through the `StreamWriter`, so while its
 * transaction runs nobody else changes a vessel, and what is remembered, brought up to the
 * transaction's stream number, is what the table says. Own writes are read back by the next
 * transaction: one that is rolled back leaves no trace here.
 */
@Injectable()
export class VesselRepository {
  private readonly memory = new RecentMap<Mmsi, RememberedVessel>(rememberedVessels);
  private knownTo: number | null = null;

  /**
   * Folds reports into their vessels, in order of time; a vessel that is heard of for the first
   * time gets its row. Takes a stream number for each row that is written.
   * @returns the vessels that are new or say something new, in order of their stream number.
   */
  async writeStatic(tx: WriteTransaction, reports: readonly StaticReport[]): Promise<Vessel[]> {
    if (reports.length === 0) return [];
    const stale = await this.refresh(tx);
    const byMmsi = groupByMmsi(reports);
    await this.loadMissing(tx, byMmsi);
    for (const mmsi of stale) if (!byMmsi.has(mmsi)) byMmsi.set(mmsi, []);
    const drafts: VesselDraft[] = [];
    for (const [mmsi, group] of byMmsi) {
      const draft = this.draft(mmsi, group, stale.has(mmsi));
      if (draft !== null) drafts.push(draft);
    }
    return await this.write(tx, drafts);
  }

  /** What is remembered of a vessel that was heard of lately; `null` for any other. */
  remembered(mmsi: Mmsi): VesselStatic | null {
    return this.memory.get(mmsi)?.heard ?? null;
  }

  /** The vessel after `reports`; `null` when its row says all of it already. */
  private draft(
    mmsi: Mmsi,
    reports: readonly StaticReport[],
    isStale: boolean,
  ): VesselDraft | null {
    const known = this.memory.get(mmsi) ?? null;
    if (!isStale && known !== null && reports.every(saysNothingStatic)) return null;
    if (known === null && reports.length === 0) return null;
    const draft = draftVessel(known, mmsi, reports);
    if (draft.isDue || known === null) return draft;
    this.memory.set(mmsi, { row: known.row, heard: draft.vessel });
    return null;
  }

  /**
   * Brings the memory up to what others, and this process' last transaction, have committed.
   * @returns vessels of which we have heard something newer than what was written by another.
   */
  private async refresh(tx: WriteTransaction): Promise<Set<Mmsi>> {
    const stale = new Set<Mmsi>();
    if (this.knownTo === null || this.knownTo > tx.from || tx.from - this.knownTo > maxCatchUp) {
      this.memory.clear();
    } else {
      const sql = `SELECT ${vesselColumns} FROM vessel WHERE stream_id > $1 AND stream_id <= $2`;
      for (const row of await tx.query<VesselRow>(sql, [this.knownTo, tx.from])) {
        const vessel = toVessel(row);
        const heard = this.memory.get(vessel.mmsi)?.heard;
        const merged = heard === undefined ? vessel : mergeStatic(heard, vessel).vessel;
        if (!saysTheSame(vessel, merged)) stale.add(vessel.mmsi);
        this.memory.set(vessel.mmsi, { row: vessel, heard: merged });
      }
    }
    this.knownTo = tx.from;
    return stale;
  }

  private async loadMissing(
    tx: WriteTransaction,
    byMmsi: ReadonlyMap<Mmsi, readonly StaticReport[]>,
  ): Promise<void> {
    const missing = [...byMmsi.keys()].filter((mmsi) => this.memory.get(mmsi) === undefined);
    if (missing.length === 0) return;
    const sql = `SELECT ${vesselColumns} FROM vessel WHERE mmsi = ANY($1::integer[])`;
    for (const row of await tx.query<VesselRow>(sql, [missing.map(Number)])) {
      const vessel = toVessel(row);
      this.memory.set(vessel.mmsi, { row: vessel, heard: vessel });
    }
  }

  private async write(tx: WriteTransaction, drafts: readonly VesselDraft[]): Promise<Vessel[]> {
    if (drafts.length === 0) return [];
    const writes = drafts.map((draft) => ({ draft, vessel: vesselOf(draft, tx) }));
    const json = JSON.stringify(writes.map(({ vessel }) => vesselRecord(vessel)));
    const rows = await tx.query<{ id: string; mmsi: number }>(writeSql, [json]);
    const ids = new Map(rows.map((row) => [row.mmsi, row.id]));
    const written = writes.flatMap(({ draft, vessel }) => {
      const id = ids.get(Number(vessel.mmsi));
      return id === undefined ? [] : [{ draft, vessel: { ...vessel, id } }];
    });
    await writeChanges(tx, written);
    return written.filter(({ draft }) => draft.isNews).map(({ vessel }) => vessel);
  }
}

function groupByMmsi(reports: readonly StaticReport[]): Map<Mmsi, StaticReport[]> {
  const groups = new Map<Mmsi, StaticReport[]>();
  for (const report of reports) {
    const group = groups.get(report.message.mmsi);
    if (group === undefined) groups.set(report.message.mmsi, [report]);
    else group.push(report);
  }
  return groups;
}

function saysNothingStatic({ message }: StaticReport): boolean {
  return message.kind === 'position' && message.static === null;
}

function vesselOf(draft: VesselDraft, tx: WriteTransaction): Omit<Vessel, 'id'> {
  const { mmsi, source, feed, firstSeenAt, lastStaticAt } = draft;
  const updatedAt = draft.isNews ? tx.committedAt : draft.updatedAt;
  const identity = { mmsi, source, feed, firstSeenAt, lastStaticAt, updatedAt };
  return { ...draft.vessel, ...identity, streamId: tx.nextStreamId() };
}

async function writeChanges(
  tx: WriteTransaction,
  written: readonly { readonly draft: VesselDraft; readonly vessel: Vessel }[],
): Promise<void> {
  const rows = written.flatMap(({ draft, vessel }) =>
    draft.changes.map((change) => ({
      vessel_id: vessel.id,
      field: change.field,
      old_value: change.oldValue,
      new_value: change.newValue,
      changed_at: new Date(change.changedAt).toISOString(),
      source: change.source,
      feed: change.feed,
    })),
  );
  if (rows.length === 0) return;
  await tx.execute(writeChangesSql, [JSON.stringify(rows), new Date(tx.committedAt)]);
}
