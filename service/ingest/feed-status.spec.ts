import { type FeedStatus, mergeFeedStatus } from './feed-status.js';

const noon = Date.UTC(2026, 2, 1, 12);

function newStatus(choices: Partial<FeedStatus> = {}): FeedStatus {
  return {
    name: 'north',
    kind: 'tcp-server',
    source: 'ais',
    licence: null,
    silenceSeconds: 120,
    state: 'live',
    lastMessageAt: noon,
    ratePerSecond: 2,
    rejected: { checksum: 1 },
    ...choices,
  };
}

describe('mergeFeedStatus', () => {
  it('keeps feeds apart, by name', () => {
    const merged = mergeFeedStatus([newStatus({ name: 'b' }), newStatus({ name: 'a' })]);
    expect(merged.map(({ name }) => name)).toEqual(['a', 'b']);
  });

  it.each([
    ['live', 'silent', 'live'],
    ['stopped', 'connecting', 'connecting'],
    ['connecting', 'silent', 'silent'],
    ['stopped', 'stopped', 'stopped'],
  ] as const)('of %s and %s makes %s', (one, other, both) => {
    const states = [newStatus({ state: one }), newStatus({ state: other })];
    expect(mergeFeedStatus(states)[0]?.state).toBe(both);
    expect(mergeFeedStatus(states.reverse())[0]?.state).toBe(both);
  });

  it('takes the latest time, and adds rates and rejections up', () => {
    const [merged] = mergeFeedStatus([
      newStatus({ lastMessageAt: null, rejected: { checksum: 2, short: 1 } }),
      newStatus({ lastMessageAt: noon }),
      newStatus({ lastMessageAt: noon - 1_000, ratePerSecond: 0.5, rejected: {} }),
    ]);
    expect(merged).toMatchObject({
      lastMessageAt: noon,
      ratePerSecond: 4.5,
      rejected: { checksum: 3, short: 1 },
    });
  });
});
