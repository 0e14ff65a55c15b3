import { staysOf, type BerthClaim } from './berth-stays.js';

let number = 0;

function claim(event: 'ARRI' | 'DEPA', time: number, change: Partial<BerthClaim> = {}): BerthClaim {
  number += 1;
  return {
    id: `${event} ${time} ${change.source ?? 'ais'}`,
    portCallId: 'call',
    berthId: 'one',
    event,
    time,
    source: 'ais',
    recordedAt: number,
    isPublished: false,
    ...change,
  };
}

/** Berth and times of each stay. */
function staying(...claims: BerthClaim[]): string[] {
  return staysOf(claims).map(({ berthId, from, to }) => `${berthId} ${from}-${to ?? 'now'}`);
}

describe('stays at berths', () => {
  it('last from an arrival to the departure, or until now', () => {
    expect(staying(claim('DEPA', 20), claim('ARRI', 10))).toEqual(['one 10-20']);
    expect(staying(claim('ARRI', 10))).toEqual(['one 10-now']);
  });

  it('are one where several sources tell of one arrival: the published time counts', () => {
    const ais = claim('ARRI', 10, { isPublished: true });
    const agent = claim('ARRI', 12, { source: 'agent' });
    const pilot = claim('ARRI', 11, { source: 'pilot' });
    expect(staying(ais, agent, pilot, claim('DEPA', 20))).toEqual(['one 10-20']);
    expect(staying({ ...ais, isPublished: false }, agent, pilot)).toEqual(['one 11-now']);
    expect(staysOf([ais, agent])[0]?.arrivalClaimId).toBe('ARRI 10 ais');
  });

  it('are several at one berth with a departure between them', () => {
    const claims = [claim('ARRI', 10), claim('DEPA', 20), claim('ARRI', 30)];
    expect(staying(...claims)).toEqual(['one 10-20', 'one 30-now']);
  });

  it('end where the next begins when nobody told the departure', () => {
    const shift = claim('ARRI', 15, { berthId: 'two' });
    expect(staying(claim('ARRI', 10), shift)).toEqual(['one 10-15', 'two 15-now']);
    const left = claim('DEPA', 15, { berthId: null });
    expect(staying(claim('ARRI', 10), shift, left)).toEqual(['one 10-15', 'two 15-now']);
  });

  it('are those of each port call alone', () => {
    const other = claim('DEPA', 20, { portCallId: 'other' });
    expect(staying(claim('ARRI', 10), other)).toEqual(['one 10-now']);
  });

  it('need an arrival at a berth', () => {
    expect(staying(claim('DEPA', 10), claim('ARRI', 12, { berthId: null }))).toEqual([]);
  });
});
