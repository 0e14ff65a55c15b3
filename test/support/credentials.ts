import { randomBytes, randomUUID } from 'node:crypto';
import { newApiKey } from '../../service/auth/api-key.js';
import type { Role } from '../../service/auth/principal.js';
import { queryDatabase } from './query-database.js';

const known = new Map<string, Promise<Record<string, string>>>();
/** Databases of the services that tests have started, by the services' addresses. */
const databases = new Map<string, string>();

/** Remembers which database the service at an address uses. */
export function rememberDatabase(url: string, databaseUrl: string): void {
  databases.set(new URL(url).origin, databaseUrl);
}

/** Headers by which the service at an address, which a test has started, knows a caller with the role. */
export async function credentialsAt(url: string, role: Role): Promise<Record<string, string>> {
  const databaseUrl = databases.get(new URL(url).origin);
  if (databaseUrl === undefined) throw new Error(`no test has started a service at ${url}`);
  return await credentialsFor(databaseUrl, role);
}

/**
 * Headers by which a service on the database knows a caller with the role: of a key that is laid
 * into the database, one for each role and list of terminals.
 * @param terminals of role `terminal`, as `CLVAP/T1`; without meaning for others.
 */
export async function credentialsFor(
  databaseUrl: string,
  role: Role,
  terminals: readonly string[] = ['CLVAP/T1'],
): Promise<Record<string, string>> {
  const own = role === 'terminal' ? [...terminals] : [];
  const name = [databaseUrl, role, ...own].join(' ');
  const made = known.get(name) ?? layIn(databaseUrl, role, own);
  known.set(name, made);
  return await made;
}

async function layIn(
  databaseUrl: string,
  role: Role,
  terminals: readonly string[],
): Promise<Record<string, string>> {
  const { text, prefix, digest } = newApiKey(randomBytes);
  await queryDatabase(
    databaseUrl,
    `INSERT INTO api_key (id, prefix, digest, name, roles, terminals, created_by_kind, created_by_id)
     VALUES ($1, $2, $3, $4, $5, $6, 'system', 'test')`,
    [randomUUID(), prefix, digest, `test ${role}`, [role], terminals],
  );
  return { authorization: `Bearer ${text}` };
}
