import { setTimeout as sleep } from 'node:timers/promises';
import { describeWith } from '../support/real-parts.js';
import { waitFor } from '../support/wait-for.js';
import { desiredReplicas, type Usage } from './autoscaler.js';
import type { Ended } from './cluster.js';
import { summaryOf } from './load.js';
import { Play, type Outcome } from './play.js';
import type { Version } from './pod.js';
import { record } from './record.js';

const perSecond = 40;
const first: Version = { name: 'first' };
const faults = 'test/rollout/faults';

/** Longest until what ran before is back, seconds: the mission's promise. */
const promisedSeconds = 300;

/** Plays `work` under load on a service that runs `first`. */
async function played(
  seed: number,
  work: (play: Play) => Promise<void>,
): Promise<{ readonly outcome: Outcome; readonly play: Play }> {
  const play = await Play.start(first, { seed, perSecond });
  try {
    return {
      outcome: await play.under(async () => {
        await work(play);
      }),
      play,
    };
  } finally {
    await play.stop();
  }
}

/** Nothing that was sent by AIS is lost or there twice, and no stream has a gap. */
function expectNothingLost({ ais, streams }: Outcome): void {
  expect(ais).toMatchObject({ lost: 0, duplicated: 0 });
  for (const stream of streams) expect(stream).toMatchObject({ missed: 0, repeated: 0, resets: 0 });
}

jest.setTimeout(900_000);

describeWith('redis', 'a good update', () => {
  it.each([11, 12, 13, 14, 15, 16, 17, 18, 19, 20])('fails nothing (seed %i)', async (seed) => {
    let deployed: Ended | null = null;
    const { outcome } = await played(seed, async (play) => {
      deployed = await play.deploy({ name: 'second' });
    });
    record('good update', { seed, outcome, deployed });
    expect(deployed).toMatchObject({ status: 0 });
    expect(summaryOf(outcome.load.failures)).toBe('none');
    expectNothingLost(outcome);
  });
});

describeWith('redis', 'a bad version', () => {
  it.each([
    ['is never ready', 'never-ready', 0],
    ['crashes when it is ready', 'crash-after-ready', 60],
    ['answers 500 when it is ready', 'errors-after-ready', 2000],
  ] as const)('that %s is undone in time', async (_what, fault, mostFailures) => {
    let deployed: Ended | null = null;
    const { outcome, play } = await played(31, async (one) => {
      deployed = await one.deploy({ name: fault, fault: `${faults}/${fault}.mjs` });
    });
    record(`bad version: ${fault}`, { seed: 31, outcome, deployed });
    expect(deployed).toMatchObject({ status: 1 });
    expect(play.deployment.version?.name).toBe('first');
    expect((deployed as Ended | null)?.seconds).toBeLessThan(promisedSeconds);
    expect(outcome.load.failures.length).toBeLessThanOrEqual(mostFailures);
  });

  it('whose migration fails never starts', async () => {
    let deployed: Ended | null = null;
    const { outcome, play } = await played(32, async (one) => {
      deployed = await one.deploy({ name: 'bad', fault: `${faults}/migration-fails.mjs` });
    });
    record('bad version: migration fails', { seed: 32, outcome, deployed });
    expect(deployed).toMatchObject({ status: 1 });
    expect(play.deployment.revision).toBe(1);
    expect(summaryOf(outcome.load.failures)).toBe('none');
    expectNothingLost(outcome);
  });

  it('that ignores SIGTERM is replaced nevertheless, after its grace', async () => {
    const play = await Play.start(
      { name: 'stubborn', fault: `${faults}/ignores-sigterm.mjs` },
      { seed: 33, perSecond },
    );
    try {
      const outcome = await play.under(async () => {
        play.deployment.apply(first);
        await play.settled();
      });
      record('bad version: ignores SIGTERM', { seed: 33, outcome, deployed: null });
      expect(summaryOf(outcome.load.failures)).toBe('none');
    } finally {
      await play.stop();
    }
  });

  it('that leaks memory is ended by its limit, and the others serve on', async () => {
    const play = await Play.start(
      { name: 'leaking', fault: `${faults}/leaks-memory.mjs` },
      { seed: 34, perSecond },
    );
    try {
      const outcome = await play.under(async () => {
        await waitFor(() => play.deployment.pods.some(({ restarts }) => restarts > 0), {
          what: 'the limit',
          deadlineMs: 120_000,
        });
        await play.cluster.run('rollback.sh', 'production', 'previous').catch(() => null);
        play.deployment.apply(first);
        await play.settled();
      });
      record('bad version: leaks memory', { seed: 34, outcome, deployed: null });
      expect(play.deployment.version?.name).toBe('first');
    } finally {
      await play.stop();
    }
  });
});

describeWith('redis', 'pods that come and go', () => {
  it('follow the autoscaler up and down without a failed request', async () => {
    const { outcome } = await played(41, async (play) => {
      const usage = await Promise.all(play.deployment.pods.map(async (pod) => await measured(pod)));
      const spec = play.committed.autoscaler;
      const busy: Usage[] = usage.map((one) => ({ ...one, cpuCores: one.cpuCores * 3 + 0.4 }));
      const up = desiredReplicas(spec, play.committed.container.resources.requests, busy);
      expect(up).toBeGreaterThan(spec.minReplicas);
      play.deployment.scale(up);
      await play.settled();
      play.deployment.scale(spec.minReplicas);
      await play.settled();
    });
    record('autoscaler', { seed: 41, outcome, deployed: null });
    expect(summaryOf(outcome.load.failures)).toBe('none');
    expectNothingLost(outcome);
  });

  it('leave a drained node one after the other, as the budget says', async () => {
    let refusals = 0;
    const { outcome } = await played(42, async (play) => {
      const leaving = [...play.deployment.pods];
      for (const pod of leaving) {
        while (!play.deployment.evict(pod)) {
          refusals++;
          await sleep(500);
        }
      }
      await play.settled();
    });
    record('node drain', { seed: 42, outcome, deployed: null });
    expect(refusals).toBeGreaterThan(0);
    expect(summaryOf(outcome.load.failures)).toBe('none');
    expectNothingLost(outcome);
  });

  it.each(['SIGKILL', 'SIGSTOP'] as const)('%s of one of two costs a moment', async (signal) => {
    const { outcome } = await played(43, async (play) => {
      const [pod] = play.deployment.pods;
      pod?.container.signal(signal);
      await sleep(5000);
      await play.settled(600_000);
    });
    record(`${signal} of one of two pods`, { seed: 43, outcome, deployed: null });
    const spanSeconds = spanOf(outcome.load.failures.map(({ at }) => at));
    // Two probes that fail, each after its period and timeout, and what a node learns late.
    expect(spanSeconds).toBeLessThan(signal === 'SIGKILL' ? 5 : 20);
  });
});

async function measured(pod: Play['deployment']['pods'][number]): Promise<Usage> {
  const before = pod.container.usage;
  const seconds = 5;
  await sleep(seconds * 1000);
  const after = pod.container.usage;
  if (before === null || after === null) return { cpuCores: 0.2, memoryBytes: 160 * 2 ** 20 };
  const cpuCores = (after.cpuSeconds - before.cpuSeconds) / seconds;
  return { cpuCores, memoryBytes: after.memoryBytes };
}

/** Seconds from the first to the last. */
function spanOf(times: readonly number[]): number {
  return times.length === 0 ? 0 : (Math.max(...times) - Math.min(...times)) / 1000;
}
