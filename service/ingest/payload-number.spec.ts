import { digest } from '../ais/dedupe-key.js';
import { payloadNumber } from './payload-number.js';

describe('payloadNumber', () => {
  it('gives equal payloads the same number', () => {
    const key = '17P@<J?P00blFWmjG@5a5?v62<10';
    expect(payloadNumber(key, digest(key))).toBe(
      payloadNumber(key.slice(0, 10) + key.slice(10), digest(key)),
    );
  });

  it('is a whole number that a double holds exactly', () => {
    const key = '400TcdiuiT7VDR>3nIfr6>i00000';
    const number = payloadNumber(key, -1);
    expect(Number.isSafeInteger(number)).toBe(true);
    expect(number).toBeGreaterThan(2 ** 52);
  });

  it('tells 50,000 payloads apart that differ in a few characters', () => {
    const seen = new Set<number>();
    for (let i = 0; i < 50_000; i++) {
      const key = `17P@<J?P${String(i).padStart(6, '0')}mjG@5a5?v62<10`;
      seen.add(payloadNumber(key, digest(key)));
    }
    expect(seen.size).toBe(50_000);
  });

  it('tells payloads apart whose digests collide', () => {
    expect(payloadNumber('17P;?>0P00bl0nojJNUmLOv620S5', 7)).not.toBe(
      payloadNumber('17P1D40012:l;7MjHJh4PCf40d0`', 7),
    );
  });
});
