import type { PositionProperties } from '../../../web/src/api/types.js';
import { Traffic, type Target } from '../../../web/src/state/traffic.js';
import { nextSorting, sortVessels, type SortKey } from '../../../web/src/state/vessel-list.js';
import { newPosition, NOON } from './new-position.js';

const compare = (a: string, b: string): number => a.localeCompare(b, 'en');

function vessels(list: readonly Partial<PositionProperties>[]): Target[] {
  const traffic = new Traffic();
  for (const [index, properties] of list.entries()) {
    const time = new Date(NOON + index).toISOString();
    traffic.apply(newPosition({ mmsi: `72500000${index}`, time, ...properties }));
  }
  return [...traffic.targets.values()];
}

const fleet = vessels([
  { name: 'TRAUCO', sog: 4 },
  { name: null, sog: 12 },
  { name: 'AURORA', sog: null },
  { name: 'ISLA', sog: 4 },
]);

function order(key: SortKey, isDescending = false): (string | null)[] {
  return sortVessels(fleet, { key, isDescending }, compare).map(({ report }) => report.name);
}

describe('sortVessels', () => {
  it('sorts by name, vessels without one last', () => {
    expect(order('name')).toEqual(['AURORA', 'ISLA', 'TRAUCO', null]);
  });

  it('puts the fastest first when descending, equals by name, unknown speeds last', () => {
    expect(order('sog', true)).toEqual([null, 'ISLA', 'TRAUCO', 'AURORA']);
  });

  it('puts the freshest report first', () => {
    expect(order('age')).toEqual(['ISLA', 'AURORA', null, 'TRAUCO']);
  });
});

describe('nextSorting', () => {
  it('turns a column round when it is chosen again, and starts speed with the fastest', () => {
    const byName = { key: 'name', isDescending: false } as const;
    expect(nextSorting(byName, 'name')).toEqual({ key: 'name', isDescending: true });
    expect(nextSorting(byName, 'sog')).toEqual({ key: 'sog', isDescending: true });
    expect(nextSorting(byName, 'age')).toEqual({ key: 'age', isDescending: false });
  });
});
