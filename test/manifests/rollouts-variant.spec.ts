import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Environment, environments } from '../../charts/environments.js';
import { type Manifest, manifestText, synthesize } from '../../charts/synth.js';
import { describeWith, referencePath } from '../support/real-parts.js';
import type { Fields } from './object-set.js';
import { kubernetesVersions } from './schema/sources.js';
import { Validator } from './schema/validator.js';

/** Each environment as it would be with Argo Rollouts: no environment has chosen it. */
const variants = environments.map((environment): Environment => ({
  ...environment,
  service: { ...environment.service, delivery: 'argo-rollouts' },
}));

function faultsOf(manifests: readonly Manifest[], validator: Validator): readonly string[] {
  return manifests.flatMap(({ path, object }) => {
    const body = JSON.parse(JSON.stringify(object)) as Fields;
    return validator
      .validate({ path, body })
      .map(({ field, reason }) => `${path} ${field} ${reason}`);
  });
}

describe.each(variants)('$name with Argo Rollouts', (variant) => {
  const manifests = synthesize(variant);

  it.each(kubernetesVersions)('has only objects that are valid in Kubernetes %s', (version) => {
    expect(faultsOf(manifests, new Validator(version))).toEqual([]);
  });

  it('is refused with a field that a Rollout has not', () => {
    const rollout = manifests.find(({ object }) => object.kind === 'Rollout');
    if (rollout === undefined) throw new Error('there is no Rollout');
    const text = JSON.stringify(rollout.object);
    const misspelt = JSON.parse(
      text.replace('"progressDeadlineAbort"', '"progressDeadlineAborts"'),
    ) as Manifest['object'];
    const faults = faultsOf([{ ...rollout, object: misspelt }], new Validator('1.32'));
    expect(faults.join('\n')).toMatch(/progressDeadlineAborts is not a field of this type/);
  });
});

describeWith('reference', 'the CRDs of Argo Rollouts', () => {
  it.each(variants)('take what $name would have', (variant) => {
    const folder = mkdtempSync(join(tmpdir(), 'porttrack-rollouts-'));
    try {
      for (const manifest of synthesize(variant)) {
        const path = join(folder, manifest.path);
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, manifestText(manifest));
      }
      const { stdout, stderr } = spawnSync(
        process.execPath,
        [referencePath('tools/validate.mjs'), folder, '1.32.0'],
        { encoding: 'utf8' },
      );
      expect(`${stdout}${stderr}`).toMatch(/ 0 invalid, 0 without a schema/);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
