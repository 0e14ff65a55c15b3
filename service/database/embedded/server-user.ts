import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { SpawnOptions } from 'node:child_process';

/**
 * The account that runs the server; `null` is the account of this process. PostgreSQL refuses to
 * run as root, so root hands it to somebody else.
 */
export interface ServerUser {
  readonly uid: number;
  readonly gid: number;
}

/** `nobody` of every Linux. */
const NOBODY: ServerUser = { uid: 65534, gid: 65534 };

/**
 * The account to run the server as: ours, unless we are root; then the owner of the data that is
 * there already, else `nobody`.
 * @param dataDirectory the server's data directory; need not exist.
 */
export async function chooseServerUser(dataDirectory: string): Promise<ServerUser | null> {
  if (process.getuid?.() !== 0) return null;
  const owner = await stat(dataDirectory).catch(() => null);
  if (owner === null || owner.uid === 0) return NOBODY;
  return { uid: owner.uid, gid: owner.gid };
}

/**
 * Whether the account may search every folder down to `path`, and read `path` where it exists.
 * Judged by the mode bits.
 */
export async function canReach(user: ServerUser | null, path: string): Promise<boolean> {
  if (user === null) return true;
  const READ_AND_SEARCH = 0o5;
  const SEARCH = 0o1;
  let current = resolve(path);
  let needed = READ_AND_SEARCH;
  for (;;) {
    const found = await stat(current).catch(() => null);
    if (found !== null) {
      const bits = found.isDirectory() ? needed : needed & 0o4;
      if ((permissionBits(user, found) & bits) !== bits) return false;
    }
    const parent = dirname(current);
    if (parent === current) return true;
    current = parent;
    needed = SEARCH;
  }
}

/** Spawn options that make a child run as the account. */
export function asUser(user: ServerUser | null): Pick<SpawnOptions, 'uid' | 'gid'> {
  return user === null ? {} : { uid: user.uid, gid: user.gid };
}

function permissionBits(
  user: ServerUser,
  file: { mode: number; uid: number; gid: number },
): number {
  if (file.uid === user.uid) return (file.mode >> 6) & 0o7;
  if (file.gid === user.gid) return (file.mode >> 3) & 0o7;
  return file.mode & 0o7;
}
