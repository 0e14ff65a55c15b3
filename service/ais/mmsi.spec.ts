import { isUnknownMid, midOf, mmsiFromNumber, mmsiKind, parseMmsi } from './mmsi.js';

const kindOf = (value: number) => mmsiKind(mmsiFromNumber(value));

describe('MMSI', () => {
  it('keeps leading zeros', () => {
    expect(mmsiFromNumber(2470052)).toBe('002470052');
    expect(mmsiFromNumber(0)).toBe('000000000');
    expect(mmsiFromNumber(999_999_999)).toBe('999999999');
  });

  it('gives the same text again, and another for a number that shares its cache slot', () => {
    const first = 725_000_123;
    const slotMate = first ^ (1 << 14) ^ 1;
    expect(mmsiFromNumber(first)).toBe('725000123');
    expect(mmsiFromNumber(slotMate)).toBe(String(slotMate));
    expect(mmsiFromNumber(first)).toBe('725000123');
  });

  it('refuses numbers without a nine-digit form', () => {
    expect(() => mmsiFromNumber(1_000_000_000)).toThrow(RangeError);
    expect(() => mmsiFromNumber(-1)).toThrow(RangeError);
    expect(() => mmsiFromNumber(1.5)).toThrow(RangeError);
  });

  it('takes exactly nine digits as text', () => {
    expect(parseMmsi('725000123')).toBe('725000123');
    expect(parseMmsi('72500012')).toBeNull();
    expect(parseMmsi('7250001234')).toBeNull();
    expect(parseMmsi('72500012x')).toBeNull();
    expect(parseMmsi('７25000123')).toBeNull();
  });

  it.each([
    [725_000_123, 'ship'],
    [72_500_012, 'group'],
    [7_250_001, 'coast-station'],
    [111_725_101, 'sar-aircraft'],
    [872_500_012, 'handheld'],
    [987_250_012, 'auxiliary-craft'],
    [997_251_234, 'aid-to-navigation'],
    [970_012_345, 'sart'],
    [972_012_345, 'mob'],
    [974_012_345, 'epirb'],
    [123_456_789, 'unknown'],
    [971_012_345, 'unknown'],
    [0, 'unknown'],
    [1, 'unknown'],
    [12_345_678, 'unknown'],
  ])('%d is of kind %s', (value, kind) => {
    expect(kindOf(value)).toBe(kind);
  });

  it.each([
    [725_000_123, 725],
    [72_500_012, 725],
    [7_250_001, 725],
    [111_725_101, 725],
    [872_500_012, 725],
    [987_250_012, 725],
    [997_251_234, 725],
    [970_012_345, null],
    [123_456_789, null],
  ])('%d carries the MID %p', (value, mid) => {
    expect(midOf(mmsiFromNumber(value))).toBe(mid);
  });

  it('flags an MMSI that names no country', () => {
    expect(isUnknownMid(mmsiFromNumber(725_000_123))).toBe(false);
    expect(isUnknownMid(mmsiFromNumber(222_000_123))).toBe(true);
    expect(isUnknownMid(mmsiFromNumber(123_456_789))).toBe(true);
    expect(isUnknownMid(mmsiFromNumber(0))).toBe(true);
  });

  it('does not flag a distress device, whose number names its maker', () => {
    expect(isUnknownMid(mmsiFromNumber(970_012_345))).toBe(false);
    expect(isUnknownMid(mmsiFromNumber(974_012_345))).toBe(false);
  });
});
