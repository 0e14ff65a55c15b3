import { describeWith } from '../support/real-parts.js';
import type { Committed } from './committed.js';
import { summaryOf } from './load.js';
import { Play, type Outcome, type PlayOptions } from './play.js';
import type { Version } from './pod.js';

const perSecond = 40;
const first: Version = { name: 'first' };
const second: Version = { name: 'second' };

/** Plays one update from `from` to `to` under load. */
async function update(from: Version, to: Version, options: PlayOptions): Promise<Outcome> {
  const play = await Play.start(from, options);
  try {
    return await play.under(async () => {
      play.deployment.apply(to);
      await play.settled();
    });
  } finally {
    await play.stop();
  }
}

const without = (
  { container }: Committed,
  ...left: readonly (keyof Committed['container'])[]
): Committed['container'] => {
  const kept = Object.entries(container).filter(([name]) => !left.some((one) => one === name));
  return Object.fromEntries(kept) as unknown as Committed['container'];
};

const withoutHook = (committed: Committed): Committed => ({
  ...committed,
  container: without(committed, 'lifecycle'),
});

/** The startup probe keeps a pod from being ready as well. */
const withoutReadiness = (committed: Committed): Committed => ({
  ...committed,
  container: without(committed, 'readinessProbe', 'startupProbe'),
  deployment: { ...committed.deployment, minReadySeconds: 0 },
});

describeWith('redis', 'an update as dist/ delivers it', () => {
  jest.setTimeout(300_000);

  it.each([1, 2])('fails no request and loses nothing (seed %i)', async (seed) => {
    const { load, ais, streams } = await update(first, second, { seed, perSecond });
    expect(summaryOf(load.failures)).toBe('none');
    expect(load.sent).toBeGreaterThan(perSecond * 20);
    expect(ais).toMatchObject({ lost: 0, duplicated: 0 });
    expect(ais.sent).toBeGreaterThan(500);
    for (const stream of streams) {
      expect(stream).toMatchObject({ missed: 0, repeated: 0, resets: 0 });
      expect(stream.expected).toBeGreaterThan(100);
    }
    expect(streams.some(({ reconnects }) => reconnects > 0)).toBe(true);
  });
});

describeWith('redis', 'a control that must fail', () => {
  jest.setTimeout(300_000);

  it('does: without the preStop hook', async () => {
    const { load } = await update(
      { ...first, environment: { DRAIN_SECONDS: '0' } },
      { ...second, environment: { DRAIN_SECONDS: '0' } },
      { seed: 3, perSecond, change: withoutHook },
    );
    expect(load.failures.length).toBeGreaterThan(0);
  });

  it('does: with a program that exits on SIGTERM, without the hook', async () => {
    const fault = 'test/rollout/faults/exits-on-sigterm.mjs';
    const { load } = await update(
      { ...first, fault },
      { ...second, fault },
      { seed: 4, perSecond, change: withoutHook },
    );
    expect(load.failures.length).toBeGreaterThan(0);
  });

  it('does: without probes before traffic', async () => {
    const { load } = await update(first, second, {
      seed: 5,
      perSecond,
      change: withoutReadiness,
    });
    expect(load.failures.length).toBeGreaterThan(0);
  });
});
