import { createHash } from 'node:crypto';
import { access, chmod, chown, constants, mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { EmbeddedPostgresError } from './embedded.errors.js';
import { canReach, type ServerUser } from './server-user.js';

const SHARED_HOME = '/var/lib/porttrack';

/**
 * The folder that holds the data, made when absent: the wanted one, or, where the server's account
 * cannot reach that (a checkout under /root), `/var/lib/porttrack/<hash of the wanted path>`.
 * @throws EmbeddedPostgresError when the folder cannot be made or used by this account.
 */
export async function chooseHome(
  wanted: string,
  user: ServerUser | null,
  say: (line: string) => void,
): Promise<string> {
  if (user === null) return await makeOwn(wanted);
  const before = await stat(wanted).catch(() => null);
  if (await canReach(user, wanted)) {
    await mkdir(wanted, { recursive: true });
    if (before === null) await chown(wanted, user.uid, user.gid);
    // The umask of whoever runs this may be strict.
    if (before === null) await chmod(wanted, 0o755);
    if (await canReach(user, wanted)) return wanted;
  }
  const hash = createHash('sha256').update(wanted).digest('hex').slice(0, 16);
  const elsewhere = join(SHARED_HOME, hash);
  for (const folder of [SHARED_HOME, elsewhere]) {
    await mkdir(folder, { recursive: true });
    await chmod(folder, 0o755);
  }
  say(`The account that runs PostgreSQL cannot reach ${wanted}: the data is kept in ${elsewhere}.`);
  return elsewhere;
}

async function makeOwn(wanted: string): Promise<string> {
  try {
    await mkdir(wanted, { recursive: true });
    await access(wanted, constants.R_OK | constants.W_OK | constants.X_OK);
    return wanted;
  } catch {
    throw new EmbeddedPostgresError(
      `The data folder ${wanted} cannot be written by this account (was it made by root?). ` +
        'Give it to this account, start as the account that made it, or set PORTTRACK_DATA_DIR to another folder, ' +
        'for example PORTTRACK_DATA_DIR=/tmp/porttrack-data.',
    );
  }
}
