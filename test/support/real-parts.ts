import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';

/** Parts that a machine may lack: a test that needs one says so when it is skipped. */
export type RealPart =
  | 'reference'
  | 'gpsd'
  | 'redis'
  | 'chromium'
  | 'prometheus'
  | 'alertmanager'
  | 'node-exporter'
  | 'docker-compose'
  | 'buildah'
  | 'python'
  | 'psql';

const commands: Readonly<Record<Exclude<RealPart, 'reference'>, readonly string[]>> = {
  gpsd: ['gpsdecode'],
  redis: ['redis-server'],
  chromium: ['chromium', 'chromium-browser', 'google-chrome'],
  prometheus: ['prometheus'],
  alertmanager: ['prometheus-alertmanager', 'alertmanager'],
  'node-exporter': ['prometheus-node-exporter', 'node_exporter'],
  'docker-compose': ['docker-compose'],
  buildah: ['buildah'],
  python: ['python3'],
  psql: ['psql'],
};

/**
 * Where a program stands on PATH.
 * @returns its absolute path, `null` when it is not installed.
 */
export function commandOnPath(name: string): string | null {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const candidate = join(folder, name);
    if (folder !== '' && isExecutable(candidate)) return candidate;
  }
  return null;
}

/** Path inside the reference folder: `PORTTRACK_REFERENCE_DIR`, by default `../shared`. */
export function referencePath(...parts: string[]): string {
  return resolve(process.env['PORTTRACK_REFERENCE_DIR'] ?? '../shared', ...parts);
}

/**
 * The program that stands for a real part.
 * @returns its absolute path, `null` when the machine lacks it.
 */
export function commandOf(part: Exclude<RealPart, 'reference'>): string | null {
  for (const name of commands[part]) {
    const found = commandOnPath(name);
    if (found !== null) return found;
  }
  return null;
}

/** Whether this machine has the part. */
export function hasRealPart(part: RealPart): boolean {
  if (part === 'reference') return existsSync(referencePath('data'));
  if (part === 'redis' && (process.env['REDIS_URL'] ?? '') !== '') return true;
  return commandOf(part) !== null;
}

/**
 * A `describe` whose tests need a real part. Where it is absent they are skipped, and the run says
 * so; when `REQUIRE_REAL` (comma-separated parts) names it, its absence is a failure.
 */
export function describeWith(part: RealPart, title: string, fn: () => void): void {
  if (hasRealPart(part)) {
    describe(title, fn);
    return;
  }
  if (requiredParts().includes(part)) {
    describe(title, () => {
      it(`has the real ${part}, which REQUIRE_REAL names`, () => {
        throw new Error(`REQUIRE_REAL names ${part}, and this machine lacks it: ${remedy(part)}`);
      });
    });
    return;
  }
  process.stderr.write(`\nSKIPPED for want of ${part}: ${title} (${remedy(part)})\n`);
  // The body is not run at all: it may read what is absent while it declares its tests.
  describe.skip(title, () => {
    it(`is skipped for want of ${part}`, () => undefined);
  });
}

function requiredParts(): string[] {
  return (process.env['REQUIRE_REAL'] ?? '').split(',').map((part) => part.trim());
}

function remedy(part: RealPart): string {
  if (part === 'reference') return 'set PORTTRACK_REFERENCE_DIR to the reference folder';
  const orUrl = part === 'redis' ? ', or set REDIS_URL' : '';
  return `install a program of these: ${commands[part].join(', ')}${orUrl}`;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
