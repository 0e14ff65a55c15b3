import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** What the stand-in of kubectl answers: the first pattern that the command line matches. */
interface Answer {
  readonly to: string;
  readonly output?: string;
  readonly status?: number;
}

/** Everything else succeeds and says nothing. */
const wellBehaved: readonly Answer[] = [
  { to: 'get job', output: 'Complete ' },
  { to: 'get deployment', output: '7' },
];

/**
 * Runs a step of the delivery with stand-ins of kubectl and curl on PATH, which write down how they were
 * called: the order of commands is what is under test, the cluster is not.
 */
function run(step: string, arguments_: readonly string[], answers: readonly Answer[]) {
  const folder = mkdtempSync(join(tmpdir(), 'porttrack-steps-'));
  try {
    const log = join(folder, 'log');
    writeFileSync(log, '');
    for (const name of ['kubectl', 'curl']) {
      const cases = answers.map(
        ({ to, output = '', status = 0 }) =>
          `  *${JSON.stringify(to)}*) printf '%s' ${JSON.stringify(output)}; exit ${status} ;;`,
      );
      const lines = [
        '#!/usr/bin/env bash',
        `printf '%s\\n' "${name} $*" >> ${JSON.stringify(log)}`,
        // What a pipe gives it must not be left, or its writer fails.
        `case "${name} $*" in`,
        ...cases,
        'esac',
        '',
      ];
      writeFileSync(join(folder, name), lines.join('\n'), { mode: 0o755 });
    }
    const { status, stdout, stderr } = spawnSync(
      'bash',
      [join('delivery/steps', step), ...arguments_],
      {
        encoding: 'utf8',
        env: {
          ...process.env,
          PATH: `${folder}${delimiter}${process.env['PATH'] ?? ''}`,
          JOB_POLL_SECONDS: '0',
        },
        timeout: 60_000,
      },
    );
    const calls = readFileSync(log, 'utf8')
      .split('\n')
      .filter((line) => line !== '');
    return { status, stdout, stderr, calls };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const indexOf = (calls: readonly string[], part: string): number =>
  calls.findIndex((call) => call.includes(part));

const API = 'deployment.apps/porttrack-api';

describe('a rollout', () => {
  it('that becomes ready undoes nothing', () => {
    const { status, calls } = run('rollout.sh', ['porttrack', API, '6'], wellBehaved);
    expect(status).toBe(0);
    expect(indexOf(calls, 'rollout undo')).toBe(-1);
  });

  it('that does not become ready is undone, and the step fails', () => {
    const { status, calls, stderr } = run(
      'rollout.sh',
      ['porttrack', API, '6'],
      [{ to: `rollout status ${API} --timeout=240s`, status: 1 }, ...wellBehaved],
    );
    expect(status).toBe(1);
    expect(calls.slice(-2)).toEqual([
      `kubectl -n porttrack rollout undo ${API} --request-timeout=5s`,
      `kubectl -n porttrack rollout status ${API} --timeout=40s`,
    ]);
    expect(stderr).toContain('The version before is back.');
  });

  it('that this deployment did not change is left alone', () => {
    const { status, calls } = run(
      'rollout.sh',
      ['porttrack', API, '7'],
      [{ to: 'rollout status', status: 1 }, ...wellBehaved],
    );
    expect(status).toBe(1);
    expect(indexOf(calls, 'rollout undo')).toBe(-1);
  });

  it('of a first version has nothing to go back to, and says so', () => {
    const { status, calls, stderr } = run(
      'rollout.sh',
      ['porttrack', API, ''],
      [{ to: 'rollout status', status: 1 }],
    );
    expect(status).toBe(1);
    expect(indexOf(calls, 'rollout undo')).toBe(-1);
    expect(stderr).toContain('first version');
  });

  it('is back within 300 seconds at the worst', () => {
    const text = readFileSync('delivery/steps/rollout.sh', 'utf8');
    const seconds = [...text.matchAll(/(?:^|\s)(?:if )?await (\d+)s|--request-timeout=(\d+)s/g)]
      .map(([, wait, request]) => Number(wait ?? request))
      // The two undo commands are alternatives.
      .filter((value, index, all) => all.indexOf(value) === index);
    expect(seconds).toEqual(expect.arrayContaining([240, 5, 40]));
    expect(seconds.reduce((sum, value) => sum + value, 0)).toBeLessThanOrEqual(300);
  });
});

describe('a deployment', () => {
  it('migrates before it changes a pod, and waits for what it changed', () => {
    const { status, calls } = run('deploy.sh', ['production', 'https://x.example'], wellBehaved);
    expect(status).toBe(0);
    const job = indexOf(calls, 'porttrack-migrate/Job.');
    const pods = indexOf(calls, 'porttrack-api/Deployment.');
    const wait = indexOf(calls, `rollout status ${API}`);
    expect(job).toBeGreaterThan(-1);
    expect(pods).toBeGreaterThan(job);
    expect(wait).toBeGreaterThan(pods);
    expect(calls.at(-1)).toContain('curl');
  });

  it('stops at a migration that fails, before any pod is changed', () => {
    const { status, calls } = run(
      'deploy.sh',
      ['production', 'https://x.example'],
      [{ to: 'get job', output: 'Failed ' }, ...wellBehaved],
    );
    expect(status).toBe(1);
    expect(indexOf(calls, 'porttrack-api/Deployment.')).toBe(-1);
    expect(indexOf(calls, 'logs job')).toBeGreaterThan(-1);
  });

  it('applies the certificates with the platform', () => {
    const { status, calls } = run('apply.sh', ['production', 'platform'], wellBehaved);
    expect(status).toBe(0);
    expect(indexOf(calls, 'platform/production/certificates')).toBeGreaterThan(
      indexOf(calls, 'Namespace.porttrack.yaml'),
    );
  });
});

describe('what is proposed after a rollback', () => {
  it.each(['previous', '12'])(
    'by %s: nothing, and no failure, where the commit is not known',
    (target) => {
      const { status, stdout } = run('propose-rolled-back.sh', ['nowhere', target], []);
      expect({ status, stdout }).toMatchObject({
        status: 0,
        stdout: expect.stringContaining('by hand') as string,
      });
    },
  );
});
