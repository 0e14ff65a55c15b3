import { mmsiFromNumber } from '../ais/mmsi.js';
import { aisDifferences, entryOf, followAis } from './follow-ais.js';
import { unknownStatic, type Vessel } from './vessel.js';

const mmsi = mmsiFromNumber(725_000_123);

function heard(given: Partial<Vessel> = {}): Vessel {
  const origin = { source: 'ais', feed: 'test', firstSeenAt: 0, lastStaticAt: 0 } as const;
  return { ...unknownStatic, ...origin, id: 'a', mmsi, updatedAt: 0, streamId: 1, ...given };
}

function entry(given: Partial<Vessel> = {}) {
  return entryOf(mmsi, heard(given), { id: 'a', now: 0 });
}

describe('entryOf', () => {
  it('takes sizes, the flag, and no number or call sign that cannot be one', () => {
    const dimensions = { a: 150, b: 39, c: 0, d: 30 };
    expect(entry({ dimensions, imo: 9_074_728, callSign: '123' })).toMatchObject({
      imo: null,
      callSign: null,
      flag: 'CL',
      lengthOverallMetres: 189,
      beamMetres: 30,
    });
    expect(entry({ imo: 9_074_729, callSign: 'CBXY' })).toMatchObject({
      imo: 9_074_729,
      callSign: 'CBXY',
    });
  });

  it('knows no size of two zeros', () => {
    const dimensions = { a: 0, b: 0, c: null, d: null };
    expect(entry({ dimensions })).toMatchObject({ lengthOverallMetres: null, beamMetres: null });
  });
});

describe('followAis', () => {
  it('keeps what AIS no longer says, and the greatest draught', () => {
    const known = entry({ name: 'AURORA', draughtMetres: 8.3 });
    expect(followAis(known, heard({ name: null, draughtMetres: 6 }))).toBe(known);
    expect(followAis(known, heard({ draughtMetres: 9.1 })).maxDraughtMetres).toBe(9.1);
  });

  it('leaves what a person has set, also when it is set to nothing', () => {
    const set = { ...entry({ name: 'AURORA' }), name: null, corrected: ['name' as const] };
    expect(followAis(set, heard({ name: 'AURORA', shipType: 70 }))).toEqual({
      ...set,
      shipType: 70,
    });
  });
});

describe('aisDifferences', () => {
  it('shows what AIS says otherwise, and no lesser draught', () => {
    const known = { ...entry({ name: 'AURORA' }), maxDraughtMetres: 10 };
    const said = heard({ name: 'AURORE', draughtMetres: 8, imo: 1_234_568 });
    expect(aisDifferences(known, said)).toEqual([
      { field: 'imo', registered: null, ais: 1_234_568 },
      { field: 'name', registered: 'AURORA', ais: 'AURORE' },
    ]);
    expect(aisDifferences(known, heard({ name: 'AURORA', draughtMetres: 11 }))).toEqual([
      { field: 'maxDraughtMetres', registered: 10, ais: 11 },
    ]);
  });
});
