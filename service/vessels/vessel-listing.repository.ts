import { Injectable } from '@nestjs/common';

import { mmsiFromNumber } from '../ais/mmsi.js';
import { Transactions } from '../database/transactions.js';
import { aisDifferences } from './follow-ais.js';
import { datedDifferences, type ChangeTimes, type ListedVessel } from './listed-vessel.js';
import type { Identifier } from './register-ledger.js';
import { registerColumns, toEntry, type RegisterRow } from './register-row.js';
import { RegisterRepository } from './register.repository.js';
import type { RegisterEntry } from './registered-vessel.js';
import type { VesselFilter } from './vessel-search.js';
import { toVessel, vesselColumns, type VesselRow } from './vessel-row.js';
import type { Vessel } from './vessel.js';
import type { KnownWhereabouts } from './whereabouts.js';

/** A vessel of the register, or one that AIS alone knows. */
interface Found {
  readonly id: string;
  readonly mmsi: number | null;
  readonly is_entered: boolean;
}

/** Place of a vessel in the list: by MMSI, then those without one. */
export type ListPlace = readonly [mmsi: number | null, id: string];

/** A vessel that AIS alone knows: its MMSI is in the register of nobody. */
const isUnenteredSql = `NOT EXISTS (SELECT FROM vessel_identifier i
  WHERE i.kind = 'mmsi' AND i.value = lpad(v.mmsi::text, 9, '0'))`;

const listSql = `
  SELECT id, mmsi, is_entered FROM (
    SELECT r.id, r.mmsi, true AS is_entered, r.imo, r.name, r.call_sign, r.ship_type, r.source
    FROM registered_vessel r WHERE r.merged_into IS NULL
    UNION ALL
    SELECT v.id, v.mmsi, false, v.imo, v.name, v.call_sign, v.ship_type, v.source
    FROM vessel v WHERE ${isUnenteredSql}
  ) AS listed`;

const holdersSql = `
  SELECT vessel_id AS id FROM vessel_identifier WHERE kind = 'mmsi' AND value = $1
  ORDER BY valid_to DESC NULLS FIRST LIMIT 1`;

const updateSql = `
  SELECT greatest((SELECT max(updated_at) FROM vessel),
    (SELECT max(updated_at) FROM registered_vessel)) AS at`;

const changeTimesSql = `
  SELECT vessel_id, field, max(changed_at) AS at FROM vessel_change
  WHERE vessel_id = ANY($1::uuid[]) GROUP BY vessel_id, field`;

/** Looks vessels up for whoever asks: the register first, and what AIS says beside it. */
@Injectable()
export class VesselListingRepository {
  constructor(
    private readonly transactions: Transactions,
    private readonly register: RegisterRepository,
  ) {}

  /** Vessels in order of MMSI, those without one last. */
  async findMatching(
    filter: VesselFilter,
    { after, limit }: { readonly after: ListPlace | null; readonly limit: number },
  ): Promise<ListedVessel[]> {
    const { sql, values } = conditions(filter, after);
    const order = `ORDER BY mmsi NULLS LAST, id LIMIT $${values.length + 1}`;
    const statement = `${listSql} ${sql} ${order}`;
    return await this.complete(await this.transactions.query<Found>(statement, [...values, limit]));
  }

  /** The vessel of an id: of a merged entry and of an AIS row too, whoever they belong to now. */
  async findById(id: string): Promise<ListedVessel | null> {
    const entry = await this.register.find(id);
    if (entry !== null) return await this.ofEntry(entry);
    const rows = await this.transactions.query<Found>(
      'SELECT id, mmsi, false AS is_entered FROM vessel WHERE id = $1',
      [id],
    );
    const mmsi = rows[0]?.mmsi ?? null;
    return mmsi === null ? null : await this.findByMmsi(mmsi);
  }

  /** Who holds an MMSI now or, when nobody does, who held it last. */
  async findByMmsi(mmsi: number): Promise<ListedVessel | null> {
    const [held] = await this.transactions.query<{ id: string }>(holdersSql, [
      mmsiFromNumber(mmsi),
    ]);
    const entry = held === undefined ? null : await this.register.find(held.id);
    if (entry !== null) return await this.ofEntry(entry);
    const sql = 'SELECT id, mmsi, false AS is_entered FROM vessel WHERE mmsi = $1';
    const [vessel] = await this.complete(await this.transactions.query<Found>(sql, [mmsi]));
    return vessel ?? null;
  }

  /** When any vessel last changed, epoch ms; null without vessels. */
  async findLastUpdate(): Promise<number | null> {
    const [row] = await this.transactions.query<{ at: Date | null }>(updateSql);
    return row?.at?.getTime() ?? null;
  }

  private async ofEntry(entry: RegisterEntry): Promise<ListedVessel | null> {
    const mmsi = entry.mmsi === null ? null : Number(entry.mmsi);
    const [vessel] = await this.complete([{ id: entry.id, mmsi, is_entered: true }]);
    return vessel ?? null;
  }

  /** All that is shown of vessels, in the order in which they were found. */
  private async complete(found: readonly Found[]): Promise<ListedVessel[]> {
    const ids = found.flatMap(({ id, is_entered }) => (is_entered ? [id] : []));
    const mmsis = found.flatMap(({ mmsi }) => (mmsi === null ? [] : [mmsi]));
    const entries = await this.entriesOf(ids);
    const heard = await this.heardOf(mmsis);
    const seen = await this.register.findWhereabouts(mmsis.map(mmsiFromNumber));
    const held = groupByVessel(await this.register.findMmsis(ids));
    const merged = await this.mergedInto(ids);
    const times = await this.changeTimes(entries, heard);
    const parts = { entries, heard, seen, held, merged, times };
    return found.map((one) => toListed(one, parts));
  }

  private async entriesOf(ids: readonly string[]): Promise<Map<string, RegisterEntry>> {
    const sql = `SELECT ${registerColumns} FROM registered_vessel r WHERE r.id = ANY($1::uuid[])`;
    const rows = await this.transactions.query<RegisterRow>(sql, [ids]);
    return new Map(rows.map((row) => [row.id, toEntry(row)]));
  }

  private async heardOf(mmsis: readonly number[]): Promise<Map<number, Vessel>> {
    const sql = `SELECT ${vesselColumns} FROM vessel WHERE mmsi = ANY($1::integer[])`;
    const rows = await this.transactions.query<VesselRow>(sql, [mmsis]);
    return new Map(rows.map((row) => [row.mmsi, toVessel(row)]));
  }

  private async mergedInto(ids: readonly string[]): Promise<Map<string, string[]>> {
    const rows = await this.transactions.query<{ id: string; merged_into: string }>(
      'SELECT id, merged_into FROM registered_vessel WHERE merged_into = ANY($1::uuid[]) ORDER BY id',
      [ids],
    );
    const groups = new Map<string, string[]>();
    for (const { id, merged_into: into } of rows) {
      groups.set(into, [...(groups.get(into) ?? []), id]);
    }
    return groups;
  }

  /** Only for those that contradict the register: few do. */
  private async changeTimes(
    entries: ReadonlyMap<string, RegisterEntry>,
    heard: ReadonlyMap<number, Vessel>,
  ): Promise<ChangeTimes> {
    const ids = [...entries.values()].flatMap((entry) => {
      const vessel = heard.get(Number(entry.mmsi));
      const differs = vessel !== undefined && aisDifferences(entry, vessel).length > 0;
      return differs ? [vessel.id] : [];
    });
    if (ids.length === 0) return new Map();
    const rows = await this.transactions.query<{ vessel_id: string; field: string; at: Date }>(
      changeTimesSql,
      [ids],
    );
    return new Map(rows.map(({ vessel_id: id, field, at }) => [`${id} ${field}`, at.getTime()]));
  }
}

/** What is known of the vessels that were found. */
interface Parts {
  readonly entries: ReadonlyMap<string, RegisterEntry>;
  readonly heard: ReadonlyMap<number, Vessel>;
  readonly seen: KnownWhereabouts;
  readonly held: ReadonlyMap<string, readonly Identifier[]>;
  readonly merged: ReadonlyMap<string, readonly string[]>;
  readonly times: ChangeTimes;
}

function toListed({ id, mmsi }: Found, parts: Parts): ListedVessel {
  const entry = parts.entries.get(id) ?? null;
  const heard = mmsi === null ? null : (parts.heard.get(mmsi) ?? null);
  const updated = [entry, heard].map((part) => part?.updatedAt ?? 0);
  return {
    id,
    mmsi: mmsi === null ? null : mmsiFromNumber(mmsi),
    name: (entry ?? heard)?.name ?? null,
    entry,
    heard,
    mmsis: parts.held.get(id) ?? [],
    mergedIds: parts.merged.get(id) ?? [],
    differences: datedDifferences(entry, heard, parts.times),
    lastSeenAt: latestOf(heard, parts.seen),
    updatedAt: Math.max(...updated),
  };
}

/** A position is news of a vessel too. */
function latestOf(heard: Vessel | null, seen: KnownWhereabouts): number | null {
  if (heard === null) return null;
  const position = Math.round(seen.get(heard.mmsi)?.time ?? 0);
  return Math.max(heard.firstSeenAt, heard.lastStaticAt ?? 0, position);
}

function groupByVessel(identifiers: readonly Identifier[]): Map<string, Identifier[]> {
  const groups = new Map<string, Identifier[]>();
  for (const held of identifiers) {
    const group = groups.get(held.vesselId);
    if (group === undefined) groups.set(held.vesselId, [held]);
    else group.push(held);
  }
  return groups;
}

type Add = (condition: string, value: unknown) => void;

function conditions(
  filter: VesselFilter,
  after: ListPlace | null,
): { readonly sql: string; readonly values: unknown[] } {
  const values: unknown[] = [];
  const sql: string[] = [];
  const add: Add = (condition, value) => {
    if (value === null) return;
    values.push(value);
    sql.push(condition.replaceAll('?', `$${values.length}`));
  };
  if (filter.text !== null) addText(filter.text, add);
  add('mmsi = ANY(?::integer[])', filter.mmsis?.map(Number) ?? null);
  const sent = 'SELECT v.mmsi FROM vessel v WHERE v.imo = ANY(?::integer[])';
  add(`(imo = ANY(?::integer[]) OR mmsi IN (${sent}))`, filter.imos);
  add('upper(call_sign) = upper(?)', filter.callSign);
  add('ship_type = ANY(?::smallint[])', filter.shipTypes);
  if (after !== null) addPlace(after, add);
  if (filter.isWithoutSimulated) sql.push("source <> 'simulated'");
  return { sql: sql.length === 0 ? '' : `WHERE ${sql.join(' AND ')}`, values };
}

function addPlace([mmsi, id]: ListPlace, add: Add): void {
  if (mmsi === null) add('mmsi IS NULL AND id > ?::uuid', id);
  else add('(mmsi > ?::integer OR mmsi IS NULL)', mmsi);
}

function addText(text: string, add: Add): void {
  const literal = text
    .trim()
    .toUpperCase()
    .replaceAll(/[\\%_]/g, '\\$&');
  const starts = ['upper(call_sign)', "lpad(mmsi::text, 9, '0')", 'imo::text'];
  const anywhere = `upper(name) LIKE '%' || ? || '%'`;
  const beginning = starts.map((column) => `${column} LIKE ? || '%'`);
  add(`(${[anywhere, ...beginning].join(' OR ')})`, literal);
}
