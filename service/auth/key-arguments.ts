import { parseArgs } from 'node:util';
import type { ApiKeyWish } from './api-keys.service.js';
import { roles } from './principal.js';
import { rolesAmong } from './token-claims.js';

export const keyUsage = `Usage: npm run key -- --name NAME --role ROLE [--role ROLE ...] [--terminal CLVAP/T1 ...] [--expires TIME]

  --name      who or what the key is for
  --role      ${roles.join(', ')}; may be repeated
  --terminal  a terminal that role terminal writes for; may be repeated
  --expires   when the key ends, such as 2027-01-31T06:00:00Z; never unless given
`;

/** The command line is not as it must be. */
export class KeyUsageError extends Error {
  override readonly name = 'KeyUsageError';
}

/**
 * Reads the words after the command.
 * @throws {KeyUsageError} saying what is wrong.
 */
export function parseKeyArguments(words: readonly string[]): ApiKeyWish {
  const { name, role, terminal, expires } = valuesOf(words);
  if (name === undefined || name.trim() === '') throw new KeyUsageError('--name is missing.');
  const unknown = role.find((one) => rolesAmong([one]).length === 0);
  if (unknown !== undefined) throw new KeyUsageError(`There is no role ${unknown}.`);
  if (role.length === 0) throw new KeyUsageError('--role is missing.');
  const expiresAt = expires === undefined ? null : Date.parse(expires);
  if (Number.isNaN(expiresAt)) throw new KeyUsageError(`--expires is no time: ${expires ?? ''}`);
  return { name: name.trim(), roles: rolesAmong(role), terminals: terminal, expiresAt };
}

interface Given {
  readonly name?: string | undefined;
  readonly role: readonly string[];
  readonly terminal: readonly string[];
  readonly expires?: string | undefined;
}

function valuesOf(words: readonly string[]): Given {
  try {
    const { values } = parseArgs({
      args: [...words],
      options: {
        name: { type: 'string' },
        role: { type: 'string', multiple: true, default: [] },
        terminal: { type: 'string', multiple: true, default: [] },
        expires: { type: 'string' },
      },
    });
    return values;
  } catch (error) {
    throw new KeyUsageError(error instanceof Error ? error.message : String(error));
  }
}
