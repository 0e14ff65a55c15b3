import type { CargoOperation } from './cargo-operation.js';
import { needsOfOperation } from './staff-needs.js';

const hour = 3_600_000;
const day = Date.UTC(2026, 0, 31);
const window = { from: day, to: day + 24 * hour };

function newOperation(more: Partial<CargoOperation> = {}): CargoOperation {
  return {
    ...{ id: 'op', version: 1, portCallId: 'call', locode: 'CLVAP', berthId: 'berth' },
    ...{ direction: 'load', hsChapter: '10', commodity: null, unit: 't', planned: 1000, done: 0 },
    ...{ gangs: 2, cranes: 1, dangerousGoods: [], plannedStartAt: day + 6 * hour },
    ...{ plannedEndAt: day + 30 * hour, countedAt: null, state: 'planned', startedAt: null },
    ...{ completedAt: null, cancelReason: null, suspensions: [], createdAt: day, updatedAt: day },
    ...more,
  };
}

describe('the people that a cargo operation needs', () => {
  it('are one for each crane and each gang, within the window', () => {
    const needs = needsOfOperation(newOperation(), window, day);
    expect(needs.map(({ role, needed, from, to }) => [role, needed, from, to])).toEqual([
      ['crane', 1, day + 6 * hour, window.to],
      ['stevedore', 2, day + 6 * hour, window.to],
    ]);
  });

  it('are needed until the estimated completion', () => {
    const working = newOperation({
      ...{ state: 'working', startedAt: day, done: 500, countedAt: day + 5 * hour },
    });
    const [need] = needsOfOperation(working, window, day + 5 * hour);
    expect([need?.from, need?.to]).toEqual([day, day + 10 * hour]);
  });

  it('are none when it is cancelled, without a time, or without cranes and gangs', () => {
    expect(needsOfOperation(newOperation({ state: 'cancelled' }), window, day)).toEqual([]);
    expect(needsOfOperation(newOperation({ plannedStartAt: null }), window, day)).toEqual([]);
    expect(needsOfOperation(newOperation({ cranes: null, gangs: 0 }), window, day)).toEqual([]);
  });
});
