import { Injectable } from '@nestjs/common';
import type { Actor } from '../database/write-context.js';
import { Transactions } from '../database/transactions.js';
import { rolesAmong } from './token-claims.js';
import type { Role } from './principal.js';

/** A key as it is kept, without what would let somebody use it. */
export interface ApiKey {
  readonly id: string;
  readonly version: number;
  /** `pt_1a2b3c4d`. */
  readonly prefix: string;
  readonly name: string;
  readonly roles: readonly Role[];
  /** As `<locode>/<code>`; empty but for role `terminal`. */
  readonly terminals: readonly string[];
  /** Epoch ms; `null`: it stays good. */
  readonly expiresAt: number | null;
  readonly revokedAt: number | null;
  /** To the minute; `null`: never used. */
  readonly lastUsedAt: number | null;
  readonly createdAt: number;
  readonly createdBy: Pick<Actor, 'kind' | 'id'>;
}

/** A key to be kept. */
export interface ApiKeyToKeep extends Pick<
  ApiKey,
  'id' | 'prefix' | 'name' | 'roles' | 'terminals' | 'expiresAt' | 'createdBy'
> {
  /** SHA-256 of the key's text. */
  readonly digest: Buffer;
}

/** Where a page of keys goes on: behind this time of making (microseconds of the epoch) and id. */
export type ApiKeyPlace = readonly [madeAt: string, id: string];

interface Row {
  readonly id: string;
  readonly version: number;
  readonly prefix: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly terminals: readonly string[];
  readonly expires_at: Date | null;
  readonly revoked_at: Date | null;
  readonly last_used_at: Date | null;
  readonly created_at: Date;
  readonly created_by_kind: Actor['kind'];
  readonly created_by_id: string;
}

const columns = `id, version, prefix, name, roles, terminals, expires_at, revoked_at, last_used_at,
  created_at, created_by_kind, created_by_id`;

/** The keys in the database. */
@Injectable()
export class ApiKeysRepository {
  constructor(private readonly transactions: Transactions) {}

  /** Keys of a prefix with their digests; more than one only by a rare accident. */
  async findByPrefix(prefix: string): Promise<{ key: ApiKey; digest: Buffer }[]> {
    const rows = await this.transactions.query<Row & { digest: Buffer }>(
      `SELECT ${columns}, digest FROM api_key WHERE prefix = $1`,
      [prefix],
    );
    return rows.map((row) => ({ key: toApiKey(row), digest: row.digest }));
  }

  async find(id: string): Promise<ApiKey | null> {
    const [row] = await this.transactions.query<Row>(
      `SELECT ${columns} FROM api_key WHERE id = $1`,
      [id],
    );
    return row === undefined ? null : toApiKey(row);
  }

  /** The key, which nobody else changes until the open transaction ends. */
  async lock(id: string): Promise<ApiKey | null> {
    const [row] = await this.transactions.query<Row>(
      `SELECT ${columns} FROM api_key WHERE id = $1 FOR UPDATE`,
      [id],
    );
    return row === undefined ? null : toApiKey(row);
  }

  /** The newest first, at most `most`, after `place`. */
  async list(place: ApiKeyPlace | null, most: number): Promise<(ApiKey & { madeAt: string })[]> {
    const [madeAt, id] = place ?? [null, null];
    const rows = await this.transactions.query<Row & { made_at: string }>(
      `SELECT ${columns}, (extract(epoch FROM created_at) * 1000000)::bigint::text AS made_at
       FROM api_key
       WHERE $1::bigint IS NULL
         OR (created_at, id) < (timestamptz 'epoch' + $1::bigint * interval '1 microsecond', $2::uuid)
       ORDER BY created_at DESC, id DESC LIMIT $3`,
      [madeAt, id, most],
    );
    return rows.map((row) => ({ ...toApiKey(row), madeAt: row.made_at }));
  }

  async isEmpty(): Promise<boolean> {
    const rows = await this.transactions.query('SELECT FROM api_key LIMIT 1');
    return rows.length === 0;
  }

  async insert(key: ApiKeyToKeep): Promise<ApiKey> {
    const { id, prefix, digest, name, roles, terminals, expiresAt, createdBy } = key;
    const [row] = await this.transactions.query<Row>(
      `INSERT INTO api_key (id, prefix, digest, name, roles, terminals, expires_at, created_by_kind,
         created_by_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING ${columns}`,
      [
        id,
        prefix,
        digest,
        name,
        roles,
        terminals,
        expiresAt === null ? null : new Date(expiresAt),
        createdBy.kind,
        createdBy.id,
      ],
    );
    if (row === undefined) throw new Error('the key was not inserted');
    return toApiKey(row);
  }

  async revoke(id: string, at: number): Promise<ApiKey> {
    const [row] = await this.transactions.query<Row>(
      `UPDATE api_key SET revoked_at = $2, version = version + 1 WHERE id = $1 RETURNING ${columns}`,
      [id, new Date(at)],
    );
    if (row === undefined) throw new Error(`no key ${id}`);
    return toApiKey(row);
  }

  /** Notes that a key was used, at most once a minute however many processes see it. */
  async noteUse(id: string, at: number): Promise<void> {
    await this.transactions.query(
      `UPDATE api_key SET last_used_at = $2::timestamptz
       WHERE id = $1
         AND (last_used_at IS NULL OR last_used_at <= $2::timestamptz - interval '1 minute')`,
      [id, new Date(at)],
    );
  }

  /** Those of `ids` that are no longer good at a moment (epoch ms). */
  async endedAmong(ids: readonly string[], at: number): Promise<string[]> {
    const rows = await this.transactions.query<{ id: string }>(
      `SELECT id FROM api_key
       WHERE id = ANY($1::uuid[]) AND (revoked_at IS NOT NULL OR expires_at <= $2)`,
      [ids, new Date(at)],
    );
    return rows.map(({ id }) => id);
  }
}

function toApiKey(row: Row): ApiKey {
  return {
    id: row.id,
    version: row.version,
    prefix: row.prefix,
    name: row.name,
    roles: rolesAmong(row.roles),
    terminals: row.terminals,
    expiresAt: row.expires_at?.getTime() ?? null,
    revokedAt: row.revoked_at?.getTime() ?? null,
    lastUsedAt: row.last_used_at?.getTime() ?? null,
    createdAt: row.created_at.getTime(),
    createdBy: { kind: row.created_by_kind, id: row.created_by_id },
  };
}
