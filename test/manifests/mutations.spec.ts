import { checks } from './checks/index.js';
import { mutations } from './mutations/index.js';
import { readObjects } from './object-set.js';

const production = readObjects('production');

/** Checks that say something of the broken set that they don't say of the one in dist/. */
function caughtBy(apply: (typeof mutations)[number]['apply'], wanted: string): readonly string[] {
  const broken = apply(production);
  return checks
    .filter(({ name }) => name === wanted)
    .filter(({ find }) => find(broken).length > find(production).length)
    .map(({ name }) => name);
}

describe('dist/, broken on purpose', () => {
  it('is broken in at least 60 different ways', () => {
    expect(new Set(mutations.map(({ name }) => name)).size).toBe(mutations.length);
    expect(mutations.length).toBeGreaterThanOrEqual(60);
  });

  it.each(mutations.map((mutation) => [mutation.name, mutation.caughtBy, mutation] as const))(
    '%s: caught by %s',
    (_name, check, { apply }) => {
      expect(caughtBy(apply, check)).toEqual([check]);
    },
  );
});
