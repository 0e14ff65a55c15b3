import { environments, type Environment } from '../charts/environments.js';
import { synthesizedSet } from '../test/support/synthesized.js';
import { type DeployStep, deploySteps, stepLines, type Tier } from './apply-order.js';
import { readManifest } from './manifest-object.js';

const set = synthesizedSet();
const [production] = environments;

function stepsOf(tier: Tier, hasJobs = true): readonly DeployStep[] {
  return deploySteps(environment(), set, { tier, hasJobs });
}

function environment(): Environment {
  if (production === undefined) throw new Error('there is no environment');
  return production;
}

const filesOf = (steps: readonly DeployStep[]): string[] =>
  steps.flatMap((step) => (step.verb === 'apply' ? step.files : []));

const place = (steps: readonly DeployStep[], pattern: RegExp): number => {
  const index = stepLines(steps)
    .split('\n')
    .findIndex((line) => pattern.test(line));
  if (index < 0) throw new Error(`no step is ${String(pattern)}`);
  return index;
};

describe('the order of application', () => {
  it('applies every object of an environment once, by one of the tiers', () => {
    const files = [...filesOf(stepsOf('platform')), ...filesOf(stepsOf('application'))];
    const expected = set.filter((placed) => placed.environment === environment().name);
    expect(files.sort()).toEqual(expected.map(({ path }) => path).sort());
  });

  it('makes a namespace before anything in it', () => {
    const files = filesOf(stepsOf('platform'));
    for (const name of ['porttrack', 'porttrack-data', 'porttrack-monitoring']) {
      const own = files.filter((file) => file.includes(`/namespace-${name}/`));
      expect(own[0]).toContain(`Namespace.${name}.yaml`);
    }
  });

  it('leaves rights to the platform, whichever component they belong to', () => {
    const kinds = new Set(
      filesOf(stepsOf('application')).map((file) => /([A-Za-z]+)\.[^/]*$/.exec(file)?.[1]),
    );
    for (const kind of [
      'Role',
      'RoleBinding',
      'ClusterRole',
      'ClusterRoleBinding',
      'Namespace',
      'ResourceQuota',
    ]) {
      expect(kinds).not.toContain(kind);
    }
  });

  it('migrates, waits for the migration, and only then replaces the service', () => {
    const steps = stepsOf('application');
    const applied = place(steps, /^apply .*\/Job\.porttrack-migrate-/);
    const awaited = place(steps, /^job porttrack job\.batch\/porttrack-migrate-/);
    const replaced = place(steps, /^apply .*\/Deployment\.porttrack-api\.yaml/);
    const rolled = place(steps, /^rollout porttrack deployment\.apps\/porttrack-api$/);
    expect([applied, awaited, replaced, rolled]).toEqual(
      [applied, awaited, replaced, rolled].sort((left, right) => left - right),
    );
  });

  it('has what the pods read before the pods', () => {
    const steps = stepsOf('application');
    const secret = place(
      steps,
      /^secret porttrack externalsecret\.external-secrets\.io\/porttrack-api$/,
    );
    expect(secret).toBeLessThan(place(steps, /Deployment\.porttrack-api\.yaml/));
    expect(place(steps, /ConfigMap\.porttrack-api-/)).toBeLessThan(
      place(steps, /Deployment\.porttrack-api\.yaml/),
    );
  });

  it('runs no migration when it goes back', () => {
    expect(stepLines(stepsOf('application', false))).not.toContain('Job.');
  });

  it('waits for PostgreSQL before what comes after it', () => {
    const object = readManifest(
      '{apiVersion: postgresql.cnpg.io/v1, kind: Cluster, metadata: {name: pg, namespace: porttrack-data}}',
      'test',
    );
    const path = 'production/pg/Cluster.pg.yaml';
    const placed = { path, environment: 'production', chart: 'pg', object };
    const steps = deploySteps(environment(), [placed], { tier: 'application', hasJobs: true });
    expect(stepLines(steps)).toBe(
      `apply ${path}\ndatabase porttrack-data cluster.postgresql.cnpg.io/pg\n`,
    );
  });

  it('names files without spaces, because steps are words', () => {
    expect(set.filter(({ path }) => /\s/.test(path))).toEqual([]);
  });
});
