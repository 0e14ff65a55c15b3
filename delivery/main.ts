import { readFileSync, writeFileSync } from 'node:fs';
import { stringify } from 'yaml';
import { environments, type Environment } from '../charts/environments.js';
import { NAMESPACES } from '../charts/workloads.js';
import { deploySteps, stepLines, type Tier } from './apply-order.js';
import { driftReport, findDrift } from './drift.js';
import { bumpImage, readPushedImage } from './image-bump.js';
import { imageUses } from './image-references.js';
import { type ManifestObject, readLiveObjects } from './manifest-object.js';
import { type ManifestSet, readFolder, readRevision } from './manifest-set.js';
import { findPlaceholders } from './placeholders.js';
import { choosePruned, PRUNED_KINDS } from './prune.js';
import { restoreDrill } from './restore-drill.js';
import { reviewChange } from './review.js';
import { reviewComment } from './review-comment.js';
import { scoreChanges } from './score.js';

/** What a command prints, and the exit status that it ends with. */
export interface CommandResult {
  readonly output: string;
  readonly status: number;
}

type Command = (arguments_: readonly string[]) => CommandResult;

const DIST = 'dist';
const IMAGES_FILE = 'charts/images.ts';

/** Commands by name, with what they take. */
const commands: Readonly<Record<string, { readonly usage: string; readonly run: Command }>> = {
  review: { usage: 'BASE [HEAD]', run: review },
  drift: { usage: 'ENVIRONMENT LIVE.json', run: drift },
  order: { usage: 'ENVIRONMENT platform|application [DIST] [without-jobs]', run: order },
  placeholders: { usage: 'ENVIRONMENT', run: placeholders },
  prune: { usage: 'ENVIRONMENT LIVE.json [LIVE.json ...]', run: prune },
  prunable: { usage: '', run: prunable },
  images: { usage: 'ENVIRONMENT', run: listImages },
  bump: { usage: 'IMAGE VERSION DIGEST', run: bump },
  drill: { usage: 'ENVIRONMENT', run: drill },
};

/**
 * Runs one command in the project's root.
 * @throws Error with its usage when it is not a command, or lacks an argument
 */
export function runCommand([name = '', ...arguments_]: readonly string[]): CommandResult {
  const command = commands[name];
  if (command === undefined)
    throw new Error(`Usage: ${Object.entries(commands).map(usage).join('\n       ')}`);
  const needed = requiredWords(command.usage);
  if (arguments_.length < needed) throw new Error(`Usage: ${usage([name, command])}`);
  return command.run(arguments_);
}

/** How many words of a usage stand before those in brackets, which may be left out. */
function requiredWords(usageText: string): number {
  const [required = ''] = usageText.split('[');
  return required.split(' ').filter((word) => word !== '').length;
}

function usage([name, command]: readonly [string, { readonly usage: string }]): string {
  return `node scripts/delivery.mjs ${name} ${command.usage}`;
}

/** Without HEAD, the change is what the working folder holds. */
function review([base = '', head]: readonly string[]): CommandResult {
  const home = { repository: '.', folder: DIST };
  const before = readRevision(base, home);
  const after = head === undefined ? readFolder(DIST) : readRevision(head, home);
  const reviews = reviewChange(before, after);
  const names = reviews.map(({ environment }) => environment);
  return { output: reviewComment(reviews, scoreChanges(names, before, after)), status: 0 };
}

/** Ends with 2 when there is drift, as `diff` says that there is a difference. */
function drift([name = '', livePath = '']: readonly string[]): CommandResult {
  const drifts = findDrift(wantedObjects(name), readLiveObjects(readFileSync(livePath, 'utf8')));
  return { output: driftReport(name, drifts), status: drifts.length === 0 ? 0 : 2 };
}

/** Steps to apply a tier of dist/, or of a copy of an earlier one. */
function order([name = '', tier = '', dist = DIST, jobs]: readonly string[]): CommandResult {
  if (!isTier(tier)) throw new Error(`${tier} is no tier: platform or application`);
  const scope = { tier, hasJobs: jobs !== 'without-jobs' };
  const steps = deploySteps(environmentOf(name), readFolder(dist), scope);
  return { output: stepLines(steps), status: 0 };
}

function placeholders([name = '']: readonly string[]): CommandResult {
  const found = findPlaceholders(manifestsOf(name));
  const lines = found.map(({ path, what, value }) => `${path}: ${what} ${value}\n`);
  return { output: lines.join(''), status: found.length === 0 ? 0 : 1 };
}

function prune([name = '', ...livePaths]: readonly string[]): CommandResult {
  const live = livePaths.flatMap((path) => readLiveObjects(readFileSync(path, 'utf8')));
  const chosen = choosePruned(wantedObjects(name), live);
  const lines = chosen.map(
    ({ namespace, resource, name: object }) => `${namespace} ${resource} ${object}\n`,
  );
  return { output: lines.join(''), status: 0 };
}

/** What `prune` must be told of: a line with a namespace and the kinds in it. */
function prunable(): CommandResult {
  const kinds = [...PRUNED_KINDS].join(',');
  return {
    output: Object.values(NAMESPACES)
      .map((name) => `${name} ${kinds}\n`)
      .join(''),
    status: 0,
  };
}

function listImages([name = '']: readonly string[]): CommandResult {
  const references = imageUses(wantedObjects(name)).map(({ reference }) => reference);
  return {
    output: [...new Set(references)]
      .sort()
      .map((line) => `${line}\n`)
      .join(''),
    status: 0,
  };
}

function bump([name = '', version = '', digest = '']: readonly string[]): CommandResult {
  const pushed = readPushedImage(name, version, digest);
  writeFileSync(IMAGES_FILE, bumpImage(readFileSync(IMAGES_FILE, 'utf8'), pushed));
  return { output: `${IMAGES_FILE}: ${name} is ${version} ${digest}\n`, status: 0 };
}

/** What `delivery/steps/restore-drill.sh cluster` applies. */
function drill([name = '']: readonly string[]): CommandResult {
  const documents = restoreDrill(wantedObjects(name)).map((object) => stringify(object));
  return { output: documents.join('---\n'), status: 0 };
}

function isTier(text: string): text is Tier {
  return text === 'platform' || text === 'application';
}

function environmentOf(name: string): Environment {
  const environment = environments.find((row) => row.name === name);
  if (environment === undefined)
    throw new Error(`${name} is no environment of charts/environments.ts`);
  return environment;
}

function manifestsOf(name: string): ManifestSet {
  return readFolder(DIST).filter(({ environment }) => environment === environmentOf(name).name);
}

function wantedObjects(name: string): readonly ManifestObject[] {
  return manifestsOf(name).map(({ object }) => object);
}
