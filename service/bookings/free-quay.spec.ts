import { freeQuay, type QuayTime } from './free-quay.js';

const whole: QuayTime = { from: 0, to: 100, metresFrom: 0, metresTo: 200 };

function quay(from: number, to: number, metresFrom = 0, metresTo = 200): QuayTime {
  return { from, to, metresFrom, metresTo };
}

/** Whether a place of the quay is in one of the pieces at a moment. */
function isIn(pieces: readonly QuayTime[], time: number, metre: number): number {
  return pieces.filter(
    ({ from, to, metresFrom, metresTo }) =>
      from <= time && time < to && metresFrom <= metre && metre < metresTo,
  ).length;
}

describe('what is free of a quay', () => {
  it('is all of it where nobody lies', () => {
    expect(freeQuay(whole, [])).toEqual([whole]);
    expect(freeQuay(whole, [quay(100, 120), quay(-20, 0)])).toEqual([whole]);
  });

  it('is what lies before and after, and beside', () => {
    expect(freeQuay(whole, [quay(20, 60)])).toEqual([quay(0, 20), quay(60, 100)]);
    expect(freeQuay(whole, [quay(20, 60, 50, 120)])).toEqual([
      quay(0, 20),
      quay(20, 60, 0, 50),
      quay(20, 60, 120, 200),
      quay(60, 100),
    ]);
  });

  it('goes on past what begins or ends elsewhere', () => {
    const taken = [quay(-10, 60, 0, 100), quay(30, 120, 150, 200)];
    expect(freeQuay(whole, taken)).toEqual([
      quay(0, 30, 100, 200),
      quay(30, 60, 100, 150),
      quay(60, 100, 0, 150),
    ]);
    const beside = [quay(10, 20, 0, 100), quay(20, 30, 0, 100)];
    expect(freeQuay(whole, beside)).toEqual([quay(0, 10), quay(10, 30, 100, 200), quay(30, 100)]);
  });

  it('is, with what is taken, everything once', () => {
    let seed = 7;
    const random = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
      return Math.floor((seed / 2 ** 31) * below);
    };
    for (let round = 0; round < 50; round++) {
      const taken = Array.from({ length: random(8) }, () => {
        const [from, metresFrom] = [random(110) - 10, random(200)];
        return quay(from, from + 1 + random(40), metresFrom, metresFrom + 1 + random(80));
      });
      const free = freeQuay(whole, taken);
      for (let time = 0; time < 100; time += 3) {
        for (let metre = 0; metre < 200; metre += 7) {
          const isTaken = isIn(taken, time, metre) > 0;
          expect(isIn(free, time, metre)).toBe(isTaken ? 0 : 1);
        }
      }
    }
  });
});
