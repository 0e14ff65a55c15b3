import { midCountry } from './mid.js';

describe('Maritime Identification Digits', () => {
  it('name a country', () => {
    expect(midCountry(725)).toEqual({ code: 'CL', name: 'Chile' });
    expect(midCountry(374)?.code).toBe('PA');
    expect(midCountry(235)?.code).toBe('GB');
  });

  it('name none when they are not allocated', () => {
    expect(midCountry(222)).toBeNull();
    expect(midCountry(999)).toBeNull();
  });

  it('allocate no digits twice: 292 of them', () => {
    const known = Array.from({ length: 1000 }, (_, mid) => midCountry(mid)).filter(Boolean);
    expect(known).toHaveLength(292);
  });
});
