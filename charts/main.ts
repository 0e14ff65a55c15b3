import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { composeFiles } from './compose/compose-files.js';
import { type Environment, environments } from './environments.js';
import { type Manifest, manifestText, synthesize, synthesizePrerequisites } from './synth.js';

/**
 * Writes `<folder>/<environment>/<chart>/<Kind>.<name>.yaml` for every environment, in place of
 * what was there.
 * @returns how many files it wrote
 */
export function writeManifests(folder: string): number {
  return write(folder, synthesize);
}

/**
 * Writes what a cluster must have before, `<folder>/<environment>/<chart>/<Kind>.<name>.yaml`.
 * @returns how many files it wrote
 */
export function writePrerequisites(folder: string): number {
  return write(folder, synthesizePrerequisites);
}

/**
 * Writes `<folder>/compose/`, which docker-compose.yml mounts, in place of what was there.
 * @returns how many files it wrote
 */
export function writeComposeFiles(folder: string): number {
  const home = join(folder, 'compose');
  rmSync(home, { recursive: true, force: true });
  const files = composeFiles();
  for (const { path, text } of files) {
    mkdirSync(dirname(join(home, path)), { recursive: true });
    writeFileSync(join(home, path), text);
  }
  return files.length;
}

function write(folder: string, manifestsOf: (environment: Environment) => readonly Manifest[]) {
  let count = 0;
  for (const environment of environments) {
    const home = join(folder, environment.name);
    rmSync(home, { recursive: true, force: true });
    for (const manifest of manifestsOf(environment)) {
      const path = join(home, manifest.path);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, manifestText(manifest));
      count += 1;
    }
  }
  return count;
}
