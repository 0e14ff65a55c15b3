import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../config/config.js';

const here = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** Where the embedded default leaves its first key. */
export function localKeyPath(dataFolder: string): string {
  return join(dataFolder, 'admin-key');
}

/**
 * The key by which the tools of this package call a service: `PORTTRACK_API_KEY`, else the one that
 * the embedded default has left in the data folder, which is sent nowhere but to this machine.
 * @param url of the service.
 * @returns `null` where there is none.
 */
export async function keyForTools(
  { apiKey, dataFolder }: Pick<Config, 'apiKey' | 'dataFolder'>,
  url: string,
): Promise<string | null> {
  if (apiKey !== null) return apiKey;
  if (!here.test(new URL(url).hostname)) return null;
  try {
    return (await readFile(localKeyPath(dataFolder), 'utf8')).trim();
  } catch {
    return null;
  }
}
