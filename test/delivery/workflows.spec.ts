import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { environments } from '../../charts/environments.js';
import { runCommand } from '../../delivery/main.js';
import { at, fieldsOf, listOf, textOf } from '../manifests/object-set.js';

const FOLDER = '.github/workflows';
const STEPS = 'delivery/steps';
const names = readdirSync(FOLDER).sort();
const scripts = fieldsOf(
  at(JSON.parse(readFileSync('package.json', 'utf8')) as unknown, 'scripts'),
);

interface Step {
  readonly uses: string;
  readonly run: string;
}

interface Workflow {
  readonly text: string;
  readonly body: unknown;
  readonly jobs: readonly (readonly [name: string, job: unknown])[];
  readonly steps: readonly Step[];
}

function read(name: string): Workflow {
  const text = readFileSync(join(FOLDER, name), 'utf8');
  const body: unknown = parse(text);
  const jobs = Object.entries(fieldsOf(at(body, 'jobs')));
  const steps = jobs
    .flatMap(([, job]) => listOf(at(job, 'steps')))
    .map((step) => ({ uses: textOf(at(step, 'uses')), run: textOf(at(step, 'run')) }));
  return { text, body, jobs, steps };
}

/** What the linter of GitHub's workflows says against a text, its status first. */
function lint(path: string) {
  const program = 'node_modules/@action-validator/cli/cli.mjs';
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, path], {
    encoding: 'utf8',
  });
  return { status, said: `${stdout}${stderr}` };
}

/** What `apply.sh` waits for at most, by the verb of its plan; seconds. */
const LONGEST = { apply: 0, secret: 60, database: 600, job: 260, rollout: 285 } as const;

function longestWait(environment: string): number {
  const lines = runCommand(['order', environment, 'application']).output.trim().split('\n');
  return lines.reduce((sum, line) => {
    const verb = Object.keys(LONGEST).find((one) => line.startsWith(`${one} `));
    if (verb === undefined) throw new Error(`no step is called so: ${line}`);
    return sum + LONGEST[verb as keyof typeof LONGEST];
  }, 0);
}

describe('the workflows', () => {
  it('are those that the delivery needs', () => {
    expect(names).toEqual([
      'ci.yml',
      'deploy.yml',
      'drift.yml',
      'nightly.yml',
      'release.yml',
      'review.yml',
      'rollback.yml',
    ]);
  });

  describe.each(names)('%s', (name) => {
    const { text, body, jobs, steps } = read(name);

    it('is a workflow that GitHub takes', () => {
      expect(lint(join(FOLDER, name))).toMatchObject({ status: 0 });
    });

    it('gives no right that a job did not ask for', () => {
      expect(at(body, 'permissions')).toEqual({ contents: 'read' });
    });

    it('never runs the code of a pull request with rights', () => {
      expect(Object.keys(fieldsOf(at(body, 'on')))).not.toContain('pull_request_target');
    });

    it('ends by itself', () => {
      const endless = jobs.filter(([, job]) => typeof at(job, 'timeout-minutes') !== 'number');
      expect(endless.map(([job]) => job)).toEqual([]);
    });

    it('pins every action by its full commit, whose version stands beside it', () => {
      const used = text.match(/^.*\buses: .*$/gm) ?? [];
      const pinned = /uses: [\w./-]+@[0-9a-f]{40} # v?\d+\.\d+\.\d+$/;
      expect(used.filter((line) => !pinned.test(line))).toEqual([]);
      expect(used).toHaveLength(steps.filter(({ uses }) => uses !== '').length);
    });

    it('calls nothing that is not there', () => {
      const text = steps.map(({ run }) => run).join('\n');
      const files = text.match(/(delivery\/steps|scripts)\/[\w.-]+/g) ?? [];
      const called = [...text.matchAll(/npm run (?:--silent )?([\w:]+)/g)].map(([, one]) => one);
      expect(files.filter((path) => !existsSync(path))).toEqual([]);
      expect(called.filter((one) => scripts[one ?? ''] === undefined)).toEqual([]);
    });

    it('puts nothing that others write into a shell', () => {
      const written = steps.filter(({ run }) => run.includes('${{'));
      expect(written).toEqual([]);
    });
  });

  it('have a linter that objects', () => {
    const { status } = lint('docker-compose.yml');
    expect(status).not.toBe(0);
  });

  it.each(['deploy.yml', 'rollback.yml'])(
    '%s waits for the one before, and never cuts it off',
    (name) => {
      const { body, jobs } = read(name);
      const groups = [body, ...jobs.map(([, job]) => job)]
        .map((part) => at(part, 'concurrency'))
        .filter((concurrency) => concurrency !== undefined);
      expect(groups.length).toBeGreaterThan(0);
      for (const group of groups) {
        expect(at(group, 'cancel-in-progress')).toBe(false);
        expect(textOf(at(group, 'group'))).toMatch(/^deploy-/);
      }
    },
  );

  it.each([
    ['deploy.yml', 'application'],
    ['rollback.yml', 'rollback'],
  ])('%s has the time to undo what the last of its steps did', (name, job) => {
    const body = read(name).jobs.find(([one]) => one === job)?.[1];
    const seconds = environments.map(({ name: environment }) => longestWait(environment));
    expect(Number(at(body, 'timeout-minutes')) * 60).toBeGreaterThan(Math.max(...seconds) + 600);
  });

  it('deploy refuses placeholders before anything else has rights', () => {
    const { jobs } = read('deploy.yml');
    const plan = jobs.find(([job]) => job === 'plan')?.[1];
    expect(JSON.stringify(at(plan, 'steps'))).toContain('delivery.mjs placeholders');
    expect(at(plan, 'permissions')).toEqual({ contents: 'read', packages: 'read' });
    for (const [job, body] of jobs.filter(([one]) => one !== 'plan')) {
      expect({ job, needs: JSON.stringify(at(body, 'needs')) }).toMatchObject({
        needs: expect.stringContaining('plan') as string,
      });
    }
  });
});

describe('the steps', () => {
  const steps = readdirSync(STEPS).sort();

  it.each(steps)('%s is a program that bash can read, and stops at the first error', (name) => {
    const path = join(STEPS, name);
    expect(spawnSync('bash', ['-n', path], { encoding: 'utf8' })).toMatchObject({
      status: 0,
      stderr: '',
    });
    expect(readFileSync(path, 'utf8')).toContain('\nset -euo pipefail\n');
    expect(spawnSync('test', ['-x', path]).status).toBe(0);
  });
});
