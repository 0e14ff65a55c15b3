import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ManifestObject, readManifest } from './manifest-object.js';

/** An object and where it stands in dist/. */
export interface PlacedObject {
  /** `<environment>/<chart>/<Kind>.<name>.yaml` */
  readonly path: string;
  readonly environment: string;
  readonly chart: string;
  readonly object: ManifestObject;
}

/** Everything that a dist folder means, ordered by path. */
export type ManifestSet = readonly PlacedObject[];

/** A git repository and the folder of manifests inside it. */
export interface ManifestHome {
  readonly repository: string;
  readonly folder: string;
}

/** Largest answer of git that is taken: dist/ is a few MiB. */
const MAX_BYTES = 256 * 1024 * 1024;

/**
 * Reads a dist folder on disk; a folder that does not exist is empty.
 * @throws Error when a file is not one Kubernetes object in a folder of an environment and a chart
 */
export function readFolder(folder: string): ManifestSet {
  if (!existsSync(folder)) return [];
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return paths
    .filter(isManifest)
    .sort()
    .map((path) => place(path, readFileSync(join(folder, path), 'utf8')));
}

/**
 * Reads the dist folder of a revision from git's objects: nothing is checked out, nothing runs.
 * @throws Error when git does not know the revision, or a file is not a manifest
 */
export function readRevision(revision: string, { repository, folder }: ManifestHome): ManifestSet {
  const run = (arguments_: readonly string[], input = ''): Buffer =>
    git(repository, arguments_, input);
  const commit = run(['rev-parse', '--verify', '--end-of-options', `${revision}^{commit}`]);
  const tree = commit.toString('utf8').trim();
  const listed = run(['ls-tree', '-r', '-z', '--name-only', tree, '--', `${folder}/`]);
  const paths = listed.toString('utf8').split('\0').filter(isManifest).sort();
  const asked = paths.map((path) => `${tree}:${path}\n`).join('');
  const contents = splitBatch(run(['cat-file', '--batch'], asked));
  return paths.map((path, index) => place(path.slice(folder.length + 1), contents[index] ?? ''));
}

function isManifest(path: string): boolean {
  return path.endsWith('.yaml');
}

function place(path: string, text: string): PlacedObject {
  const [environment, chart, file, ...rest] = path.split('/');
  if (environment === undefined || chart === undefined || file === undefined || rest.length > 0) {
    throw new Error(`${path} does not stand in <environment>/<chart>/`);
  }
  return { path, environment, chart, object: readManifest(text, path) };
}

/** Contents of `git cat-file --batch`: a line `<id> blob <size>`, the bytes and a line feed, each. */
function splitBatch(answer: Buffer): string[] {
  const contents: string[] = [];
  let at = 0;
  while (at < answer.length) {
    const end = answer.indexOf('\n', at);
    const header = answer.toString('utf8', at, end);
    const size = Number(/ blob (\d+)$/.exec(header)?.[1]);
    if (Number.isNaN(size)) throw new Error(`git cat-file answered ${header}`);
    contents.push(answer.toString('utf8', end + 1, end + 1 + size));
    at = end + 1 + size + 1;
  }
  return contents;
}

function git(repository: string, arguments_: readonly string[], input: string): Buffer {
  const result = spawnSync('git', arguments_, { cwd: repository, input, maxBuffer: MAX_BYTES });
  if (result.error !== undefined) throw result.error;
  if (result.status !== 0)
    throw new Error(`git ${arguments_.join(' ')}: ${result.stderr.toString('utf8')}`);
  return result.stdout;
}
