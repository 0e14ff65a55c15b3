import { environments } from '../../charts/environments.js';
import { checks } from './checks/index.js';
import { readObjects } from './object-set.js';

describe.each(environments.map(({ name }) => name))('dist/%s', (environment) => {
  const set = readObjects(environment);

  it.each(checks)('holds to $name', ({ find }) => {
    expect(find(set)).toEqual([]);
  });
});
