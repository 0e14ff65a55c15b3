import { localTime } from './local-time.js';

describe('localTime', () => {
  it.each([
    ['2026-01-31T06:00:00Z', 'America/Santiago', '2026-01-31 03:00 -03:00'],
    ['2026-07-01T00:30:00Z', 'America/Santiago', '2026-06-30 20:30 -04:00'],
    ['2026-01-31T06:00:00Z', 'Europe/London', '2026-01-31 06:00 +00:00'],
    ['2026-01-31T06:00:00Z', 'Asia/Kolkata', '2026-01-31 11:30 +05:30'],
  ])('shows %s in %s as %s', (time, zone, text) => {
    expect(localTime(Date.parse(time), zone)).toBe(text);
  });
});
