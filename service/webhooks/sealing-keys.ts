import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

import { Inject, Injectable } from '@nestjs/common';

import { CONFIG, type Config } from '../config/config.js';
import { seal, unseal, type SealingKey } from './secret-box.js';
import { NoSealingKeyError } from './webhooks.errors.js';

/**
 * Keeps the secrets of subscriptions encrypted. The keys come from WEBHOOK_SECRET_KEY; PortTrack's
 * own PostgreSQL has one beside its data, made when it is first needed.
 */
@Injectable()
export class SealingKeys {
  private keys: Promise<readonly [SealingKey, ...SealingKey[]]> | null = null;

  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /** @throws NoSealingKeyError */
  async seal(webhookId: string, secret: string): Promise<string> {
    const [newest] = await this.read();
    return seal(newest, webhookId, secret);
  }

  /** @throws NoSealingKeyError @throws SealedByAnotherKeyError */
  async unseal(webhookId: string, sealed: string): Promise<string> {
    return unseal(await this.read(), webhookId, sealed);
  }

  private async read(): Promise<readonly [SealingKey, ...SealingKey[]]> {
    this.keys ??= this.find();
    try {
      return await this.keys;
    } catch (error) {
      this.keys = null;
      throw error;
    }
  }

  private async find(): Promise<readonly [SealingKey, ...SealingKey[]]> {
    const { secretKeys, keyFile } = this.config.webhooks;
    const [first, ...rest] = secretKeys;
    if (first !== undefined) return [first, ...rest];
    if (keyFile === null) throw new NoSealingKeyError();
    return [await ownKey(keyFile)];
  }
}

/** The key in a file, which only its owner may read; made when it isn't there. */
async function ownKey(path: string): Promise<SealingKey> {
  await mkdir(dirname(path), { recursive: true });
  const made = randomBytes(32).toString('base64');
  await writeFile(path, `${made}\n`, { flag: 'wx', mode: 0o600 }).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  });
  return Buffer.from((await readFile(path, 'utf8')).trim(), 'base64');
}
