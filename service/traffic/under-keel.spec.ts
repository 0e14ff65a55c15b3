import { underKeelFaults, underKeelOf, type CountedTide } from './under-keel.js';

const noTide: CountedTide = { heightMetres: 0, basis: 'no-table', at: null };
const legs = [
  { leg: 1, name: 'sea to buoy', depthMetres: 20 },
  { leg: 2, name: 'buoy to mole', depthMetres: 11 },
  { leg: 3, name: 'mole to basin', depthMetres: 10.5 },
  { leg: 4, name: 'basin', depthMetres: null },
];

function reckon(draughtMetres: number | null, tide = noTide, requiredMetres: number | null = null) {
  const draught = { draughtMetres, draughtSource: 'passage' as const };
  return underKeelOf({ legs, draught, tide, requiredMetres });
}

describe('water under the keel', () => {
  it('is depth and tide less draught, on every leg that is known', () => {
    const tide: CountedTide = { heightMetres: 0.4, basis: 'table', at: 0 };
    const found = reckon(9, tide);
    expect(found.legs.map(({ clearanceMetres }) => clearanceMetres)).toEqual([
      11.4,
      2.4,
      1.9,
      null,
    ]);
    expect(found.legs.map(({ isEnough }) => isEnough)).toEqual([true, true, true, null]);
    expect(found.requiredMetres).toBe(0.9);
  });

  it('names every leg that fails, with both numbers', () => {
    expect(underKeelFaults(reckon(10.2))).toEqual([
      {
        pointer: '/draughtMetres',
        detail:
          'leg 2 (buoy to mole) is 11.00 m deep: with a tide of 0.00 m a draught of 10.20 m leaves 0.80 m under the keel, and 1.02 m must stay',
      },
      {
        pointer: '/draughtMetres',
        detail:
          'leg 3 (mole to basin) is 10.50 m deep: with a tide of 0.00 m a draught of 10.20 m leaves 0.30 m under the keel, and 1.02 m must stay',
      },
    ]);
  });

  it('is enough when it is exactly what must stay, and not a centimetre less', () => {
    expect(underKeelFaults(reckon(9.5, noTide, 1))).toEqual([]);
    expect(underKeelFaults(reckon(9.51, noTide, 1))).toHaveLength(1);
  });

  it('counts a tide below the datum against the vessel', () => {
    const low: CountedTide = { heightMetres: -0.2, basis: 'table', at: 0 };
    expect(underKeelFaults(reckon(9.4, low, 1))).toHaveLength(1);
  });

  it('allows the greatest draught that its own rule lets through', () => {
    const { maxDraughtMetres } = reckon(5);
    expect(maxDraughtMetres).toBe(9.54);
    expect(underKeelFaults(reckon(9.54))).toEqual([]);
    expect(underKeelFaults(reckon(9.56))).not.toEqual([]);
  });

  it('says nothing where the draught is not known', () => {
    const found = reckon(null);
    expect(found.requiredMetres).toBeNull();
    expect(underKeelFaults(found)).toEqual([]);
    expect(found.maxDraughtMetres).toBe(9.54);
  });
});
