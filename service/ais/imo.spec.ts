import { isImoNumber, parseImo } from './imo.js';

describe('IMO number', () => {
  it('has a right check digit', () => {
    expect(isImoNumber(9074729)).toBe(true);
    expect(isImoNumber(9074728)).toBe(false);
  });

  it('is neither an ENI, an MMSI nor nothing', () => {
    expect(isImoNumber(2103547)).toBe(false);
    expect(isImoNumber(244650946)).toBe(false);
    expect(isImoNumber(0)).toBe(false);
    expect(isImoNumber(NaN)).toBe(false);
  });

  it('is read from what a person types', () => {
    expect(parseImo('9074729')).toBe(9074729);
    expect(parseImo(' IMO 9074729 ')).toBe(9074729);
    expect(parseImo('imo9074729')).toBe(9074729);
    expect(parseImo('9074728')).toBeNull();
    expect(parseImo('907472')).toBeNull();
    expect(parseImo('')).toBeNull();
  });
});
