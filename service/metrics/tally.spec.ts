import { Tally } from './tally.js';

function take(tally: Tally): [string, string, number][] {
  const taken: [string, string, number][] = [];
  tally.take((first, second, count) => taken.push([first, second, count]));
  return taken;
}

describe('Tally', () => {
  it('gives each count once', () => {
    const tally = new Tally();
    tally.add('tcp', 'accepted', 2);
    tally.add('tcp', 'accepted', 3);
    tally.add('udp', 'accepted', 1);
    expect(take(tally)).toEqual([
      ['tcp', 'accepted', 5],
      ['udp', 'accepted', 1],
    ]);
    expect(take(tally)).toEqual([]);
  });

  it('gives a zero that was added, so that its series begins', () => {
    const tally = new Tally();
    tally.add('tcp', 'rejected', 0);
    expect(take(tally)).toEqual([['tcp', 'rejected', 0]]);
  });
});
