import { assignmentFaults, covers, type Wanted } from './assignment-rules.js';
import type { Candidate } from './staff-member.js';
import { portWorkersRest } from './staff-role.js';

const hour = 3_600_000;
const day = Date.UTC(2026, 0, 31);

function newCandidate(more: Partial<Candidate> = {}): Candidate {
  return {
    member: {
      id: 'ana',
      version: 1,
      locode: 'CLVAP',
      terminal: null,
      name: 'Somebody',
      contact: null,
      roles: ['crane'],
      createdAt: day,
      updatedAt: day,
      erasedAt: null,
    },
    certificates: [
      {
        ...{ id: 'c1', staffId: 'ana', role: 'crane', number: null },
        ...{ validFrom: day - 100 * hour, validTo: day + 100 * hour },
      },
    ],
    shifts: [
      {
        ...{ id: 's1', version: 1, staffId: 'ana', locode: 'CLVAP', createdAt: day },
        ...{ from: day + 6 * hour, to: day + 14 * hour },
      },
    ],
    work: [],
    ...more,
  };
}

const wanted: Wanted = { role: 'crane', from: day + 6 * hour, to: day + 14 * hour };

function rulesBroken(candidate: Candidate, what: Wanted = wanted): string[] {
  return assignmentFaults(candidate, what, portWorkersRest).map(({ rule }) => rule);
}

describe('an assignment', () => {
  it('is taken by who is free, qualified, on shift and rested', () => {
    expect(rulesBroken(newCandidate())).toEqual([]);
  });

  it('needs the role and its certificate', () => {
    expect(
      assignmentFaults(newCandidate(), { ...wanted, role: 'mooring' }, portWorkersRest),
    ).toEqual([
      { rule: 'role', detail: 'the person ana does not work as mooring', records: ['ana'] },
      { rule: 'certificate', detail: 'there is no certificate as mooring', records: [] },
    ]);
  });

  it('needs the certificate to the end, and says until when it is valid', () => {
    const [certificate] = newCandidate().certificates;
    const validTo = wanted.to - 1;
    const candidate = newCandidate({
      certificates: certificate === undefined ? [] : [{ ...certificate, validTo }],
    });
    expect(assignmentFaults(candidate, wanted, portWorkersRest)).toEqual([
      {
        rule: 'certificate',
        detail:
          'no certificate as crane is valid from 2026-01-31T06:00:00.000Z to 2026-01-31T14:00:00.000Z: ' +
          'c1 from 2026-01-26T20:00:00.000Z to 2026-01-31T13:59:59.999Z',
        records: ['c1'],
      },
    ]);
  });

  it('may go on with the certificate that follows', () => {
    const [certificate] = newCandidate().certificates;
    if (certificate === undefined) throw new Error('no certificate');
    const certificates = [
      { ...certificate, id: 'c2', validFrom: day + 10 * hour },
      { ...certificate, validTo: day + 10 * hour },
    ];
    expect(rulesBroken(newCandidate({ certificates }))).toEqual([]);
  });

  it('must lie within a shift', () => {
    const late = { ...wanted, to: wanted.to + hour };
    expect(assignmentFaults(newCandidate(), late, portWorkersRest)).toEqual([
      expect.objectContaining({ rule: 'shift', records: ['s1'] }),
    ]);
    expect(assignmentFaults(newCandidate({ shifts: [] }), wanted, portWorkersRest)).toEqual([
      expect.objectContaining({ rule: 'shift', records: [] }),
    ]);
  });

  it('names the assignment that is at the same time, and not the one that only touches', () => {
    const work = [
      { assignmentId: 'a1', start: day + 5 * hour, end: day + 6 * hour },
      { assignmentId: 'a2', start: day + 13 * hour, end: day + 15 * hour },
    ];
    expect(assignmentFaults(newCandidate({ work }), wanted, portWorkersRest)).toEqual([
      { rule: 'overlap', detail: 'the assignment a2 is at the same time', records: ['a2'] },
    ]);
  });

  it('leaves rest, or names the assignments that leave none', () => {
    const work = [{ assignmentId: 'a1', start: day - 10 * hour, end: day - 2 * hour }];
    expect(assignmentFaults(newCandidate({ work }), wanted, portWorkersRest)).toContainEqual({
      rule: 'rest',
      detail:
        'as crane: the longest rest has 8 of 11 hours in the 24 hours from 2026-01-30T14:00:00.000Z to ' +
        '2026-01-31T14:00:00.000Z, beside the assignments a1',
      records: ['a1'],
    });
  });

  it('is not for who was erased', () => {
    const { member } = newCandidate();
    const erased = { ...member, name: null, erasedAt: day };
    expect(rulesBroken(newCandidate({ member: erased }))).toEqual(['erased']);
  });
});

describe('coverage', () => {
  it('joins what touches, and sees a gap', () => {
    const time = { from: 0, to: 10 };
    expect(
      covers(
        [
          { start: 5, end: 12 },
          { start: -1, end: 5 },
        ],
        time,
      ),
    ).toBe(true);
    expect(
      covers(
        [
          { start: 6, end: 12 },
          { start: -1, end: 5 },
        ],
        time,
      ),
    ).toBe(false);
    expect(covers([], time)).toBe(false);
  });
});
