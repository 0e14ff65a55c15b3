import { checkFit, type FitQuestion } from './fit-rules.js';

const from = Date.parse('2026-03-01T06:00:00Z');
const to = Date.parse('2026-03-02T06:00:00Z');

/** A stay that keeps every rule, changed. */
function question(change: Partial<FitQuestion> = {}): FitQuestion {
  return {
    berth: {
      id: '3f1c0a52-3b7e-4a53-9a0a-111111111111',
      version: 1,
      locode: 'CLVAP',
      code: '4',
      name: 'Sitio 4',
      terminal: 'T1',
      lengthMetres: 220,
      depthMetres: 12,
      depthDatum: 'NRS',
      maxLengthMetres: 200,
      maxBeamMetres: 32.3,
      maxDraughtMetres: 10.9,
      mooringAllowanceMetres: null,
      underKeelMetres: null,
      cargoKinds: ['containers', 'reefer'],
      bollardFrom: null,
      bollardTo: null,
      edited: [],
      updatedAt: from,
    },
    closures: [],
    vessel: { lengthOverallMetres: 180, beamMetres: 30 },
    draughtMetres: 10,
    metres: { from: 0, to: 198 },
    from,
    to,
    cargoKind: 'containers',
    tide: { kind: 'no-table' },
    ...change,
  };
}

function atBerth(berth: Partial<FitQuestion['berth']>): FitQuestion {
  const asked = question();
  return { ...asked, berth: { ...asked.berth, ...berth } };
}

describe('the rules of fit', () => {
  it('find nothing where all are kept', () => {
    expect(checkFit(question())).toEqual([]);
  });

  it('name every rule that is broken at once', () => {
    const findings = checkFit(
      question({
        vessel: { lengthOverallMetres: 230, beamMetres: 40 },
        draughtMetres: 11.5,
        cargoKind: 'dry-bulk',
        closures: [{ id: 'c', from, to: null, reason: 'dredging' }],
      }),
    );
    expect(findings.map(({ rule, outcome }) => `${rule} ${outcome}`)).toEqual([
      'length failed',
      'maximum-length failed',
      'beam failed',
      'draught failed',
      'under-keel failed',
      'cargo-kind failed',
      'closure failed',
    ]);
  });
});

describe('the length', () => {
  it('needs a tenth more of quay for mooring, and says both numbers', () => {
    expect(checkFit(question({ metres: { from: 20, to: 217.99 } }))).toEqual([
      {
        rule: 'length',
        outcome: 'failed',
        needed: 198,
        available: 197.99,
        detail: 'needs 198 m of quay (180 m and 18 m for mooring), the booking is for 197.99 m',
      },
    ]);
  });

  it('needs what the berth says instead', () => {
    expect(checkFit(atBerth({ mooringAllowanceMetres: 18 }))).toEqual([]);
    expect(checkFit(atBerth({ mooringAllowanceMetres: 30 }))).toMatchObject([
      { rule: 'length', needed: 210, available: 198 },
    ]);
  });

  it('that is not known does not fit', () => {
    const vessel = { lengthOverallMetres: null, beamMetres: 30 };
    expect(checkFit(question({ vessel }))).toMatchObject([
      { rule: 'length', outcome: 'failed', needed: null, available: 198 },
      { rule: 'maximum-length', outcome: 'failed', needed: null, available: 200 },
    ]);
  });

  it('is not checked at a whole berth of unknown length', () => {
    expect(checkFit(question({ metres: { from: 0, to: null } }))).toMatchObject([
      { rule: 'length', outcome: 'not-checked', needed: 180, available: null },
    ]);
  });
});

describe('a limit of the berth', () => {
  it('is kept by what just reaches it', () => {
    const vessel = { lengthOverallMetres: 180, beamMetres: 32.3 };
    expect(checkFit(question({ vessel }))).toEqual([]);
    expect(checkFit(question({ vessel: { ...vessel, beamMetres: 32.31 } }))).toMatchObject([
      {
        rule: 'beam',
        needed: 32.31,
        available: 32.3,
        detail: 'beam 32.31 m, the berth takes at most 32.3 m',
      },
    ]);
  });

  it('is broken by what is not known, and not there without a number', () => {
    const vessel = { lengthOverallMetres: 180, beamMetres: null };
    expect(checkFit(question({ vessel }))).toMatchObject([
      { rule: 'beam', outcome: 'failed', needed: null, available: 32.3 },
    ]);
    expect(checkFit({ ...atBerth({ maxBeamMetres: null }), vessel })).toEqual([]);
  });
});

describe('the water under the keel', () => {
  const lowest = (heightMetres: number) =>
    ({ kind: 'lowest', datum: 'NRS', heightMetres, at: from }) as const;

  it('must be a tenth of the draught', () => {
    expect(checkFit(question({ draughtMetres: 10.9 }))).toEqual([]);
    expect(checkFit({ ...atBerth({ maxDraughtMetres: null }), draughtMetres: 10.95 })).toEqual([
      {
        rule: 'under-keel',
        outcome: 'failed',
        needed: 12.05,
        available: 12,
        detail:
          'needs 12.05 m of water (draught 10.95 m and 1.1 m under the keel), there are 12 m (depth without tide: no tide table)',
      },
    ]);
  });

  it('must be what the berth says instead', () => {
    const berth = { maxDraughtMetres: null, underKeelMetres: 0.5 };
    expect(checkFit({ ...atBerth(berth), draughtMetres: 11.5 })).toEqual([]);
  });

  it('has the lowest tide of the stay on top, or below', () => {
    const deep = { ...atBerth({ maxDraughtMetres: null }), draughtMetres: 11 };
    expect(checkFit(deep)).toMatchObject([{ rule: 'under-keel', needed: 12.1, available: 12 }]);
    expect(checkFit({ ...deep, tide: lowest(0.1) })).toEqual([]);
    expect(checkFit({ ...question(), tide: lowest(-1.5) })).toMatchObject([
      {
        rule: 'under-keel',
        needed: 11,
        available: 10.5,
        detail:
          'needs 11 m of water (draught 10 m and 1 m under the keel), there are 10.5 m (depth below NRS and the lowest tide of the stay, -1.5 m at 2026-03-01T06:00:00.000Z)',
      },
    ]);
  });

  it('gets no tide of another datum, and says so', () => {
    const tide = { kind: 'other-datum', datums: ['LAT'] } as const;
    expect(checkFit(question({ tide }))).toEqual([
      {
        rule: 'tide',
        outcome: 'not-checked',
        needed: null,
        available: null,
        detail: 'depth without tide: the depth is below NRS, the tide above LAT',
      },
    ]);
    const unknown = { ...atBerth({ depthDatum: null }), tide };
    expect(checkFit(unknown)[0]?.detail).toContain('below an unknown datum');
  });

  it('gets no tide where the table does not cover the stay, and says so', () => {
    expect(checkFit(question({ tide: { kind: 'not-covered' } }))).toMatchObject([
      { rule: 'tide', outcome: 'not-checked' },
    ]);
  });

  it('is not known without a draught, and not checked without a depth', () => {
    const unknown = { ...atBerth({ maxDraughtMetres: null }), draughtMetres: null };
    expect(checkFit(unknown)).toMatchObject([
      { rule: 'under-keel', outcome: 'failed', needed: null, available: 12 },
    ]);
    expect(checkFit(atBerth({ depthMetres: null }))).toMatchObject([
      { rule: 'under-keel', outcome: 'not-checked', needed: 10, available: null },
    ]);
  });
});

describe('the cargo', () => {
  it('must be of a kind that the berth takes', () => {
    expect(checkFit(question({ cargoKind: 'fish' }))).toMatchObject([
      { rule: 'cargo-kind', needed: 'fish', available: 'containers, reefer' },
    ]);
    expect(checkFit({ ...atBerth({ cargoKinds: [] }), cargoKind: 'fish' })).toEqual([]);
  });

  it('that is not named is not checked', () => {
    expect(checkFit(question({ cargoKind: null }))).toMatchObject([
      { rule: 'cargo-kind', outcome: 'not-checked', needed: null },
    ]);
  });
});

describe('a closure', () => {
  const closed = (begin: number, end: number | null) =>
    checkFit(question({ closures: [{ id: 'c', from: begin, to: end, reason: 'crane' }] }));

  it('stands in the way of a stay that touches it', () => {
    expect(closed(to - 1, null)).toMatchObject([{ rule: 'closure', outcome: 'failed' }]);
    expect(closed(from - 1, from + 1)[0]?.detail).toBe(
      'stays from 2026-03-01T06:00:00.000Z to 2026-03-02T06:00:00.000Z, the berth is closed from 2026-03-01T05:59:59.999Z to 2026-03-01T06:00:00.001Z: crane',
    );
  });

  it('does not before it begins, nor when it is over', () => {
    expect(closed(to, null)).toEqual([]);
    expect(closed(from - 10, from)).toEqual([]);
  });
});
