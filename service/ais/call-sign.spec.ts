import { isCallSign } from './call-sign.js';

describe('isCallSign', () => {
  // Forms of RR 19.55 and 19.58: CBXY, 3FZO6, VRAB2, CB1234, WDE4567.
  it.each(['CBXY', '3FZO6', 'VRAB2', 'CB1234', 'WDE4567', 'LAB'])('takes %s', (text) => {
    expect(isCallSign(text)).toBe(true);
  });

  it.each(['', 'AB', '0', '1234', '22AB', 'CB-12', 'CB 12', 'cbxy', 'ABCDEFGH', 'ÑAB1'])(
    'refuses "%s"',
    (text) => {
      expect(isCallSign(text)).toBe(false);
    },
  );
});
