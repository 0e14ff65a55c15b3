import { createReadStream, createWriteStream } from 'node:fs';
import { access, rename, rm } from 'node:fs/promises';
import { once } from 'node:events';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { writeBackup } from './backup.js';
import { BackupError } from './backup.errors.js';
import { restoreBackup } from './restore.js';

/**
 * Backs the database at `url` up into a new gzip file that only its owner may read. It bears its
 * name only when it is whole.
 * @returns the number of tables and of rows.
 * @throws BackupError when there is a file of that name.
 */
export async function backUpTo(
  url: string,
  path: string,
): Promise<{ tables: number; rows: number }> {
  if (await exists(path)) throw new BackupError(`${path} is there already: name another file.`);
  const partial = `${path}.partial`;
  const gzip = createGzip();
  const file = pipeline(gzip, createWriteStream(partial, { mode: 0o600 }));
  try {
    const work = writeBackup(url, gzip).finally(() => gzip.end());
    const [summary] = await Promise.all([work, file]);
    await rename(partial, path);
    return summary;
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

/**
 * Restores a file of `backUpTo` into the empty database at `url`.
 * @returns the number of rows.
 * @throws BackupError when the file or the database is not fit for it.
 */
export async function restoreFrom(url: string, path: string): Promise<number> {
  const file = createReadStream(path);
  await once(file, 'open').catch((error: unknown) => {
    throw new BackupError(`${path} cannot be read: ${String(error)}`);
  });
  const gunzip = createGunzip();
  const unpacked = pipeline(file, gunzip).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new BackupError(`${path} is damaged: ${reason}`);
  });
  const restored = restoreBackup(url, gunzip);
  try {
    // Whoever reads a damaged file fails too, and less clearly: the file's own fault goes first.
    await Promise.race([unpacked, restored.then(() => unpacked)]);
    return await restored;
  } finally {
    file.destroy();
    gunzip.destroy();
    await Promise.allSettled([unpacked, restored]);
  }
}

async function exists(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}
