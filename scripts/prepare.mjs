import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

// Plain node only: this runs before anything is installed.

export const root = fileURLToPath(new URL('..', import.meta.url));

const LOWEST = [20, 19];
const LOCK_STAMP = 'node_modules/.porttrack-lock';

const parts = [
  {
    name: 'service',
    sources: ['service', 'tsconfig.json', 'tsconfig.build.json', 'package-lock.json'],
    counts: (path) => !path.endsWith('.spec.ts'),
    result: 'build/service/main.js',
    build: () =>
      run('the compiler', ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json']),
  },
  {
    name: 'web',
    sources: ['web', 'docs/openapi.json', 'package-lock.json'],
    counts: (path) => !path.startsWith('web/src/generated/') && !path.endsWith('.spec.ts'),
    result: 'build/web/index.html',
    build: () => {
      generateTypes();
      run('vite', [
        'node_modules/vite/bin/vite.js',
        'build',
        '--config',
        'web/vite.config.mjs',
        '--logLevel',
        'warn',
      ]);
    },
  },
];

/** Ends the process with a readable message; for what the operator can mend. */
export function fail(message) {
  console.error(message);
  return process.exit(1);
}

/** Says what is being done. */
export function say(message) {
  console.log(`porttrack: ${message}`);
}

/** A path as its caller meant it: npm runs scripts in the checkout, and keeps where it was called. */
export function callersPath(path) {
  return resolve(process.env.INIT_CWD ?? '.', path);
}

/** Installs and builds what is missing, reads `.env`, and loads a file of the build. */
export async function importBuilt(path) {
  process.chdir(root);
  checkNode();
  ensureInstalled();
  ensureBuilt();
  if (existsSync('.env')) process.loadEnvFile('.env');
  process.setSourceMapsEnabled(true);
  return await import(pathToFileURL(join(root, 'build', path)).href);
}

/** Stops unless this node is new enough. */
export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > LOWEST[0] || (major === LOWEST[0] && minor >= LOWEST[1])) return;
  fail(`PortTrack needs Node.js ${LOWEST.join('.')} or newer; this is ${process.versions.node}.`);
}

/** Runs `npm ci` when node_modules is missing, or is not what package-lock.json says. */
export function ensureInstalled() {
  const lock = hash(['package-lock.json'], () => true);
  if (readText(LOCK_STAMP) === lock) return;
  if (!matchesLock()) {
    say('installing what package-lock.json names (npm ci) ...');
    const arguments_ = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund'];
    const status = npm(arguments_);
    if (status !== 0) fail(`npm ci failed (${status}); its own message stands above.`);
  }
  try {
    writeFileSync(join(root, LOCK_STAMP), lock);
  } catch (error) {
    // Somebody else's checkout: it is looked at again next time.
    if (!['EACCES', 'EROFS', 'EPERM'].includes(error.code)) throw error;
  }
}

/** Builds the named parts (all: the service and the page) where their sources changed since their last build. */
export function ensureBuilt(names = parts.map(({ name }) => name)) {
  for (const part of parts) {
    if (!names.includes(part.name)) continue;
    const stamp = `build/${part.name}.stamp`;
    const sources = hash(part.sources, part.counts);
    if (readText(stamp) === sources && existsSync(join(root, part.result))) continue;
    const begin = performance.now();
    say(`building the ${part.name} ...`);
    rmSync(join(root, stamp), { force: true });
    part.build();
    mkdirSync(join(root, 'build'), { recursive: true });
    writeFileSync(join(root, stamp), sources);
    say(`built the ${part.name} in ${((performance.now() - begin) / 1000).toFixed(1)} s`);
  }
}

/** Makes the page's types from the API's description. */
export function generateTypes() {
  const from = 'docs/openapi.json';
  if (!existsSync(join(root, from))) return;
  const tool = 'node_modules/openapi-typescript/bin/cli.js';
  run('openapi-typescript', [tool, from, '-o', 'web/src/generated/api.ts'], 'ignore');
}

/** Runs one of the project's tools in the project's root; ends the process when it fails. */
function run(name, arguments_, stdout = 'inherit') {
  const { status, signal } = spawnSync(process.execPath, arguments_, {
    cwd: root,
    stdio: ['ignore', stdout, 'inherit'],
  });
  if (status !== 0) fail(`${name} failed (${signal ?? status}).`);
}

function npm(arguments_) {
  const script = process.env.npm_execpath;
  const isScript = script !== undefined && /npm-cli\.c?js$/.test(script);
  const [command, first] = isScript ? [process.execPath, [script]] : ['npm', []];
  const { status, error } = spawnSync(command, [...first, ...arguments_], {
    cwd: root,
    stdio: 'inherit',
  });
  return error === undefined ? status : error.message;
}

/** Whether what is installed has every package of the lock file; npm keeps its own list of it. */
function matchesLock() {
  const installed = readText('node_modules/.package-lock.json');
  if (installed === null) return false;
  const have = JSON.parse(installed).packages;
  const wanted = Object.entries(JSON.parse(readText('package-lock.json')).packages);
  return wanted.every(
    ([path, { version, optional, devOptional, peer }]) =>
      path === '' || optional || devOptional || peer || have[path]?.version === version,
  );
}

/** Hash of the files' names and contents. */
function hash(paths, counts) {
  const digest = createHash('sha256');
  for (const path of paths.flatMap(filesUnder).filter(counts).sort()) {
    digest
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0');
  }
  return digest.digest('hex');
}

function filesUnder(path) {
  if (!existsSync(join(root, path))) return [];
  try {
    return readdirSync(join(root, path), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length));
  } catch (error) {
    if (error.code === 'ENOTDIR') return [path];
    throw error;
  }
}

function readText(path) {
  try {
    return readFileSync(join(root, path), 'utf8');
  } catch {
    return null;
  }
}
