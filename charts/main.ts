import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { environments } from './environments.js';
import { manifestText, synthesize } from './synth.js';

/**
 * Writes `<folder>/<environment>/<chart>/<Kind>.<name>.yaml` for every environment, in place of
 * what was there.
 * @returns how many files it wrote
 */
export function writeManifests(folder: string): number {
  let count = 0;
  for (const environment of environments) {
    const home = join(folder, environment.name);
    rmSync(home, { recursive: true, force: true });
    for (const manifest of synthesize(environment)) {
      const path = join(home, manifest.path);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, manifestText(manifest));
      count += 1;
    }
  }
  return count;
}
