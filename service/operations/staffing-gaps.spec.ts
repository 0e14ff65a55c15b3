import type { StaffAssignment } from './staff-member.js';
import { staffingGaps, type StaffNeed } from './staffing-gaps.js';

const need: StaffNeed = {
  ...{ cargoOperationId: 'op', passageId: null, berthId: null },
  ...{ role: 'crane', needed: 2, from: 0, to: 10 },
};

function assigned(from: number, to: number, more: Partial<StaffAssignment> = {}): StaffAssignment {
  return {
    ...{ id: 'a', version: 1, staffId: 's', locode: 'CLVAP', role: 'crane' },
    ...{ cargoOperationId: 'op', passageId: null, berthId: null },
    ...{ from, to, state: 'planned', cancelReason: null, createdAt: 0 },
    ...more,
  };
}

describe('staffing gaps', () => {
  it('are the times with fewer people than needed', () => {
    const gaps = staffingGaps([need], [assigned(0, 6), assigned(4, 12)]);
    expect(gaps.map(({ from, to, assigned: count }) => [from, to, count])).toEqual([
      [0, 4, 1],
      [6, 10, 1],
    ]);
  });

  it('count neither other roles, nor other work, nor what is cancelled', () => {
    const gaps = staffingGaps(
      [need],
      [
        assigned(0, 10, { role: 'mooring' }),
        assigned(0, 10, { cargoOperationId: 'other' }),
        assigned(0, 10, { state: 'cancelled' }),
      ],
    );
    expect(gaps).toEqual([{ ...need, assigned: 0 }]);
  });

  it('are none where enough are there, one after the other', () => {
    const people = [assigned(0, 5), assigned(5, 10), assigned(-3, 10)];
    expect(staffingGaps([need], people)).toEqual([]);
  });
});
