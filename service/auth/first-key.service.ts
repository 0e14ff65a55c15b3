import { mkdir, writeFile } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { Transactions } from '../database/transactions.js';
import { systemActor } from '../database/write-context.js';
import { ApiKeysService } from './api-keys.service.js';
import { localKeyPath } from './local-key.js';

/** The first key of an installation that looks after itself. */
@Injectable()
export class FirstKeyService {
  constructor(
    private readonly keys: ApiKeysService,
    private readonly transactions: Transactions,
  ) {}

  /**
   * Makes an admin key where no key was ever made, and leaves it in the data folder for the tools of
   * this package (`npm run replay`), readable to this account alone: whoever may read the folder may
   * change the database in it anyway.
   * @param dataFolder of the embedded database.
   * @returns the key's text, to be shown once; `null` when there are keys already.
   */
  async ensure(dataFolder: string): Promise<string | null> {
    if (!(await this.keys.isEmpty())) return null;
    const wish = { name: 'first-admin', roles: ['admin'], terminals: [], expiresAt: null } as const;
    const { text } = await this.transactions.runAs(
      systemActor('first-start'),
      async () => await this.keys.create(wish),
    );
    await mkdir(dataFolder, { recursive: true });
    await writeFile(localKeyPath(dataFolder), `${text}\n`, { mode: 0o600, flush: true });
    return text;
  }
}
