import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { stringify } from 'yaml';
import { z } from 'zod';
import type { ManifestSet } from './manifest-set.js';
import type { ScoreChange } from './review-comment.js';

const report = z.object({ score: z.number() });

/**
 * Policy scores before and after, for each environment.
 * @returns nothing where the scorer (`tools/score.py` of the reference folder) or python is absent
 */
export function scoreChanges(
  environments: readonly string[],
  before: ManifestSet,
  after: ManifestSet,
): ScoreChange[] {
  const scorer = resolve(process.env['PORTTRACK_REFERENCE_DIR'] ?? '../shared', 'tools/score.py');
  if (!existsSync(scorer)) return [];
  return environments.map((environment) => {
    const of = (set: ManifestSet) => set.filter((placed) => placed.environment === environment);
    return {
      environment,
      before: scoreOf(scorer, of(before)),
      after: scoreOf(scorer, of(after)),
    };
  });
}

function scoreOf(scorer: string, manifests: ManifestSet): number | null {
  if (manifests.length === 0) return null;
  const folder = mkdtempSync(join(tmpdir(), 'porttrack-score-'));
  try {
    for (const { path, object } of manifests) {
      const file = join(folder, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, stringify(object));
    }
    const { status, stdout } = spawnSync('python3', [scorer, folder, '--json'], {
      encoding: 'utf8',
    });
    const parsed = status === 0 ? report.safeParse(JSON.parse(stdout)) : null;
    return parsed?.success === true ? parsed.data.score : null;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
