import type { PortCallStatus } from './port-call.js';

/** Times that lists are sorted and bounded by. */
export const sortTimes = ['eta', 'ata', 'etb', 'atb', 'etd', 'atd'] as const;

export type SortTime = (typeof sortTimes)[number];

/** What port calls can be sorted by. */
export type SortKey = SortTime | 'created';

export type Direction = 'asc' | 'desc';

/** Order of a list; port calls without the time come last either way, then by id. */
export interface Order {
  readonly by: SortKey;
  readonly direction: Direction;
}

/** Where a page ended: the time that it is sorted by (epoch ms, `null` without), and the id. */
export interface SearchPlace {
  readonly time: number | null;
  readonly id: string;
}

/** Which port calls are wanted; what is left out does not matter. */
export interface PortCallSearch {
  readonly locode?: string | undefined;
  readonly statuses?: readonly PortCallStatus[] | undefined;
  /** Ids of the register that are one vessel; empty: none is found. */
  readonly vesselIds?: readonly string[] | undefined;
  /** A claim that counts names it. */
  readonly berthId?: string | undefined;
  readonly isUnannounced?: boolean | undefined;
  /** Bounds of published times, epoch ms, both included. */
  readonly bounds: readonly TimeBound[];
  readonly order: Order;
  readonly after: SearchPlace | null;
  readonly limit: number;
}

/** A bound of a published time; port calls without that time are not found. */
export interface TimeBound {
  readonly time: SortTime;
  readonly end: 'from' | 'to';
  readonly at: number;
}

const columns: Readonly<Record<SortKey, string>> = {
  eta: 'c.eta',
  ata: 'c.ata',
  etb: 'c.etb',
  atb: 'c.atb',
  etd: 'c.etd',
  atd: 'c.atd',
  created: 'c.created_at',
};

/** Conditions, order and values of a search. */
export interface SearchSql {
  /** After WHERE; never empty. */
  readonly where: string;
  /** After ORDER BY. */
  readonly order: string;
  /** Column that the order is by. */
  readonly column: string;
  readonly values: readonly unknown[];
}

/** A search as SQL over `portCallTables`. */
export function searchSql(search: PortCallSearch): SearchSql {
  const values: unknown[] = [];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const { by, direction } = search.order;
  const column = columns[by];
  const conditions = ['true', ...filterConditions(search, bind)];
  if (search.after !== null) {
    conditions.push(afterCondition(search.after, { column, direction }, bind));
  }
  const way = direction === 'asc' ? 'ASC' : 'DESC';
  return {
    where: conditions.join(' AND '),
    order: `${column} ${way} NULLS LAST, c.id ${way}`,
    column,
    values,
  };
}

type Bind = (value: unknown) => string;

function filterConditions(search: PortCallSearch, bind: Bind): string[] {
  const { locode, statuses, vesselIds, berthId, isUnannounced, bounds } = search;
  const conditions = bounds.map(
    ({ time, end, at }) =>
      `${columns[time]} ${end === 'from' ? '>=' : '<='} ${bind(new Date(at))}::timestamptz`,
  );
  if (locode !== undefined) conditions.push(`c.port_locode = ${bind(locode)}`);
  if (statuses !== undefined) conditions.push(`c.status = ANY (${bind(statuses)}::text[])`);
  if (vesselIds !== undefined) conditions.push(`c.vessel_id = ANY (${bind(vesselIds)}::uuid[])`);
  if (isUnannounced !== undefined) conditions.push(`c.is_unannounced = ${bind(isUnannounced)}`);
  if (berthId !== undefined) {
    conditions.push(`EXISTS (SELECT FROM claim k WHERE k.port_call_id = c.id
      AND k.berth_id = ${bind(berthId)} AND k.rejected_at IS NULL)`);
  }
  return conditions;
}

/** What comes after a place; without a time only others without one do. */
function afterCondition(
  { time, id }: SearchPlace,
  { column, direction }: { readonly column: string; readonly direction: Direction },
  bind: Bind,
): string {
  const beyond = direction === 'asc' ? '>' : '<';
  const idText = `${bind(id)}::uuid`;
  if (time === null) return `(${column} IS NULL AND c.id ${beyond} ${idText})`;
  const timeText = `${bind(new Date(time))}::timestamptz`;
  return `(${column} ${beyond} ${timeText} OR ${column} IS NULL
    OR (${column} = ${timeText} AND c.id ${beyond} ${idText}))`;
}
