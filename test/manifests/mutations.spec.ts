import { describeWith } from '../support/real-parts.js';
import { checks } from './checks/index.js';
import type { Mutation } from './mutation.js';
import { mutations } from './mutations/index.js';
import { readObjects } from './object-set.js';

const production = readObjects('production');

/** Of the checks with that name, those that say more of the broken set than of the one in dist/. */
function caughtBy(apply: Mutation['apply'], wanted: string): readonly string[] {
  const broken = apply(production);
  return checks
    .filter(({ name }) => name === wanted)
    .filter(({ find }) => find(broken).length > find(production).length)
    .map(({ name }) => name);
}

/** A mutation that its check does not catch fails. */
function areCaught(some: readonly Mutation[]): void {
  it.each(some)('$name: caught by $caughtBy', ({ caughtBy: check, apply }) => {
    expect(caughtBy(apply, check)).toEqual([check]);
  });
}

/** Checks that ask a program of Prometheus or Alertmanager say nothing where it is absent. */
const asks = (tool: string) => (mutation: Mutation) => mutation.caughtBy === `tools/${tool}`;

describe('dist/, broken on purpose', () => {
  it('is broken in at least 60 different ways', () => {
    expect(new Set(mutations.map(({ name }) => name)).size).toBe(mutations.length);
    expect(mutations.length).toBeGreaterThanOrEqual(60);
  });

  areCaught(mutations.filter(({ caughtBy: check }) => !check.startsWith('tools/')));
});

describeWith('prometheus', 'dist/, broken as promtool would see', () => {
  areCaught(mutations.filter(asks('promtool')));
});

describeWith('alertmanager', 'dist/, broken as amtool would see', () => {
  areCaught(mutations.filter(asks('amtool')));
});
