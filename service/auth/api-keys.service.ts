import { randomBytes, randomUUID } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { AuditService } from '../audit/audit.service.js';
import { Clock } from '../clock/clock.js';
import { Transactions } from '../database/transactions.js';
import { requireVersion, type Expected } from '../idempotency/precondition.js';
import type { FieldError } from '../problem/domain-error.js';
import { digestOfKey, isSameDigest, newApiKey, prefixOfKey } from './api-key.js';
import { ApiKeysRepository, type ApiKey, type ApiKeyPlace } from './api-keys.repository.js';
import { ApiKeyNotFoundError, ApiKeyRuleError, BadCredentialError } from './auth.errors.js';
import type { Principal, Role } from './principal.js';

export type { ApiKey, ApiKeyPlace } from './api-keys.repository.js';

/** A key as somebody wants it. */
export interface ApiKeyWish {
  readonly name: string;
  /** At least one. */
  readonly roles: readonly Role[];
  /** As `<locode>/<code>`: those of role `terminal`, which needs one; empty for the others. */
  readonly terminals: readonly string[];
  /** Epoch ms, in the future; `null`: it stays good until it is revoked. */
  readonly expiresAt: number | null;
}

/** A use is noted once in this time, milliseconds. */
const noteUseEveryMs = 60_000;

/** Makes keys, recognises them, and ends them. */
@Injectable()
export class ApiKeysService {
  private readonly log = new Logger(ApiKeysService.name);
  /** When the use of a key was noted last by this process, by id; epoch ms. */
  private readonly notedAt = new Map<string, number>();

  constructor(
    private readonly repository: ApiKeysRepository,
    private readonly transactions: Transactions,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** @throws {ApiKeyNotFoundError} */
  async get(id: string): Promise<ApiKey> {
    const key = await this.repository.find(id);
    if (key === null) throw new ApiKeyNotFoundError(id);
    return key;
  }

  /** The newest first, at most `most`, after `place`; `madeAt` is what a place is made of. */
  async list(place: ApiKeyPlace | null, most: number): Promise<(ApiKey & { madeAt: string })[]> {
    return await this.repository.list(place, most);
  }

  /** Whether there is no key at all, not even one that has ended. */
  async isEmpty(): Promise<boolean> {
    return await this.repository.isEmpty();
  }

  /**
   * Who sends a key.
   * @throws {BadCredentialError} when it is unknown, revoked or expired.
   */
  async identify(text: string): Promise<Principal> {
    const prefix = prefixOfKey(text) ?? '';
    const digest = digestOfKey(text);
    const candidates = await this.repository.findByPrefix(prefix);
    const key = candidates.find((candidate) => isSameDigest(candidate.digest, digest))?.key;
    if (key === undefined) throw new BadCredentialError('There is no such API key.');
    if (key.revokedAt !== null) throw new BadCredentialError('The API key has been revoked.');
    if (key.expiresAt !== null && key.expiresAt <= this.clock.now()) {
      throw new BadCredentialError('The API key has expired.');
    }
    const { id, name, roles, terminals, expiresAt } = key;
    return { actor: { kind: 'key', id, name }, roles, terminals, expiresAt };
  }

  /**
   * Notes that a key is used, at most once a minute. Nobody waits for it: a use that isn't noted
   * harms nothing.
   */
  noteUse(id: string): void {
    const now = this.clock.now();
    if (now - (this.notedAt.get(id) ?? -Infinity) < noteUseEveryMs) return;
    this.notedAt.set(id, now);
    this.repository.noteUse(id, now).catch((error: unknown) => {
      this.log.debug(`The use of a key was not noted: ${String(error)}`);
    });
  }

  /** Those of `ids` that are no longer good now. */
  async endedAmong(ids: readonly string[]): Promise<string[]> {
    return ids.length === 0 ? [] : await this.repository.endedAmong(ids, this.clock.now());
  }

  /**
   * Makes a key; inside a transaction.
   * @returns the key, and its text, which is nowhere kept.
   * @throws {ApiKeyRuleError}
   */
  async create(wish: ApiKeyWish): Promise<{ key: ApiKey; text: string }> {
    const faults = faultsOf(wish, this.clock.now());
    if (faults.length > 0) throw new ApiKeyRuleError(faults);
    const { text, prefix, digest } = newApiKey(randomBytes);
    const { kind, id } = this.transactions.context.actor;
    const createdBy = { kind, id };
    const key = await this.repository.insert({
      ...wish,
      id: randomUUID(),
      prefix,
      digest,
      createdBy,
    });
    await this.record('create', null, key);
    return { key, text };
  }

  /**
   * Ends a key for good; inside a transaction. One that has ended stays as it is.
   * @throws {ApiKeyNotFoundError} @throws {StaleVersionError}
   */
  async revoke(id: string, expected: Expected): Promise<ApiKey> {
    const key = await this.repository.lock(id);
    if (key === null) throw new ApiKeyNotFoundError(id);
    requireVersion(expected, key.version);
    if (key.revokedAt !== null) return key;
    const revoked = await this.repository.revoke(id, this.clock.now());
    await this.record('revoke', key, revoked);
    return revoked;
  }

  private async record(action: string, before: ApiKey | null, after: ApiKey): Promise<void> {
    await this.audit.record({
      action,
      entity: 'api-key',
      entityId: after.id,
      before: before && toAudited(before),
      after: toAudited(after),
    });
  }
}

function faultsOf(wish: ApiKeyWish, now: number): FieldError[] {
  const { roles, terminals, expiresAt } = wish;
  const faults: FieldError[] = [];
  if (roles.includes('terminal') && terminals.length === 0) {
    faults.push({ pointer: '/terminals', detail: 'role terminal needs at least one terminal' });
  }
  if (!roles.includes('terminal') && terminals.length > 0) {
    faults.push({ pointer: '/terminals', detail: 'only role terminal has terminals' });
  }
  if (expiresAt !== null && expiresAt <= now) {
    const detail = `must be in the future; it is ${new Date(now).toISOString()} now`;
    faults.push({ pointer: '/expiresAt', detail });
  }
  return faults;
}

/** What the audit keeps: when a key was last used changes without anybody's doing. */
function toAudited({ prefix, name, roles, terminals, expiresAt, revokedAt }: ApiKey): object {
  const instant = (time: number | null) => (time === null ? null : new Date(time).toISOString());
  return {
    prefix,
    name,
    roles,
    terminals,
    expiresAt: instant(expiresAt),
    revokedAt: instant(revokedAt),
  };
}
