import { rankReplacements, type Vacancy } from './replacement-ranking.js';
import type { Candidate, StaffMember } from './staff-member.js';
import { portWorkersRest } from './staff-role.js';

const hour = 3_600_000;
const day = Date.UTC(2026, 0, 31);

const vacancy: Vacancy = {
  role: 'crane',
  terminal: 'T1',
  from: day + 6 * hour,
  to: day + 14 * hour,
};

function newCandidate(
  id: string,
  more: Partial<StaffMember> = {},
  worked: readonly [number, number][] = [],
): Candidate {
  return {
    member: {
      ...{ id, version: 1, locode: 'CLVAP', terminal: 'T1', name: id, contact: null },
      ...{ roles: ['crane'], createdAt: day, updatedAt: day, erasedAt: null },
      ...more,
    },
    certificates: [
      { id: `c-${id}`, staffId: id, role: 'crane', number: null, validFrom: 0, validTo: null },
    ],
    shifts: [
      {
        ...{ id: `s-${id}`, version: 1, staffId: id, locode: 'CLVAP', createdAt: day },
        ...{ from: day, to: day + 24 * hour },
      },
    ],
    work: worked.map(([from, to], index) => ({
      assignmentId: `a-${id}-${index}`,
      start: day + from * hour,
      end: day + to * hour,
    })),
  };
}

describe('proposals for a replacement', () => {
  it('are in the order of the rule', () => {
    const { proposals } = rankReplacements(
      [
        newCandidate('elsewhere', { terminal: 'T2' }),
        newCandidate('tired', {}, [[-40, -32]]),
        newCandidate('versatile', { roles: ['crane', 'mooring'] }),
        newCandidate('rested', {}, [[-64, -56]]),
        newCandidate('fresh'),
      ],
      vacancy,
      portWorkersRest,
    );
    expect(proposals.map(({ rank, member }) => [rank, member.id])).toEqual([
      [1, 'fresh'],
      [2, 'versatile'],
      [3, 'rested'],
      [4, 'tired'],
      [5, 'elsewhere'],
    ]);
    expect(proposals[3]).toMatchObject({
      isOfTerminal: true,
      restHoursBefore: 38,
      workHoursBefore: 8,
      otherRoles: 0,
    });
  });

  it('leave out who is busy, unqualified or tired, and say why', () => {
    const { proposals, excluded } = rankReplacements(
      [
        newCandidate('busy', {}, [[7, 8]]),
        newCandidate('tired', {}, [[-6, 2]]),
        { ...newCandidate('unqualified'), certificates: [] },
      ],
      vacancy,
      portWorkersRest,
    );
    expect(proposals).toEqual([]);
    expect(excluded.map(({ member, faults }) => [member.id, faults[0]?.rule])).toEqual([
      ['busy', 'overlap'],
      ['tired', 'rest'],
      ['unqualified', 'certificate'],
    ]);
  });
});
