import { CYCLE_SECONDS, Itinerary } from './itinerary.js';
import { lie, sail, shift, swing, type Leg } from './legs.js';
import { metresBetween, spot } from './plane.js';
import { Route } from './route.js';

const straight = new Route([spot(0, 0), spot(0, 2000)]);
const bent = new Route([spot(0, 0), spot(0, 1000), spot(1000, 1000)]);

/** Metres a second over the second that begins at `seconds`. */
function speedAt(leg: Leg, seconds: number): number {
  return metresBetween(leg.poseAt(seconds).place, leg.poseAt(seconds + 1).place);
}

describe('Route', () => {
  it('keeps its ends and rounds its corners', () => {
    expect(bent.at(0)).toEqual(spot(0, 0));
    expect(bent.at(bent.metres)).toEqual(spot(1000, 1000));
    expect(bent.metres).toBeLessThan(2000);
    expect(metresBetween(bent.at(bent.nearest(spot(0, 1000))), spot(0, 1000))).toBeGreaterThan(50);
  });

  it('tells its course, which turns without a jump', () => {
    expect(bent.courseAt(0)).toBeCloseTo(0, 6);
    expect(bent.courseAt(bent.metres)).toBeCloseTo(90, 6);
    for (let metres = 5; metres < bent.metres; metres += 5) {
      expect(Math.abs(bent.courseAt(metres) - bent.courseAt(metres - 5))).toBeLessThan(4);
    }
  });

  it('finds where it comes nearest to a place', () => {
    expect(straight.nearest(spot(300, 700))).toBeCloseTo(700, 6);
    expect(straight.nearest(spot(10, -50))).toBe(0);
    expect(straight.nearest(spot(10, 5000))).toBe(2000);
  });
});

describe('sail', () => {
  const leg = sail({ phase: 'arriving', route: straight, startSpeed: 0, speed: 5, endSpeed: 1 });

  it('goes from end to end, at the speeds asked for', () => {
    expect(leg.poseAt(0).place).toEqual(spot(0, 0));
    expect(leg.poseAt(leg.seconds).place.y).toBeCloseTo(2000, 6);
    expect(speedAt(leg, 0)).toBeLessThan(0.05);
    expect(speedAt(leg, leg.seconds / 2)).toBeCloseTo(5, 3);
    expect(speedAt(leg, leg.seconds - 1)).toBeCloseTo(1, 1);
  });

  it('does not reach its speed where the way is short', () => {
    const short = sail({
      phase: 'arriving',
      route: straight,
      to: 100,
      startSpeed: 0,
      speed: 5,
      endSpeed: 0,
    });
    expect(speedAt(short, short.seconds / 2)).toBeLessThan(1.5);
    expect(short.poseAt(short.seconds).place.y).toBeCloseTo(100, 6);
  });

  it('slows down to a lower cruising speed', () => {
    const slower = sail({
      phase: 'arriving',
      route: straight,
      startSpeed: 5,
      speed: 2,
      endSpeed: 2,
    });
    expect(speedAt(slower, 0)).toBeCloseTo(5, 1);
    expect(speedAt(slower, slower.seconds - 2)).toBeCloseTo(2, 3);
  });
});

describe('shift', () => {
  it('turns the short way, from rest to rest', () => {
    const from = { place: spot(0, 0), heading: 350 };
    const leg = shift('berthing', 100, from, { place: spot(50, 0), heading: 20 });
    expect(leg.poseAt(50)).toEqual({ place: spot(25, 0), heading: 5 });
    expect(speedAt(leg, 0)).toBeLessThan(0.05);
    expect(leg.poseAt(100)).toEqual({ place: spot(50, 0), heading: 20 });
  });
});

describe('swing', () => {
  it('begins and ends where it lies, and stays within its chain', () => {
    const pose = { place: spot(0, 0), heading: 205 };
    const leg = swing(5000, pose);
    for (const seconds of [0, 5000]) {
      expect(metresBetween(leg.poseAt(seconds).place, pose.place)).toBeLessThan(1e-6);
      expect(leg.poseAt(seconds).heading).toBeCloseTo(205, 6);
    }
    const away = Array.from({ length: 50 }, (_, index) =>
      metresBetween(leg.poseAt(index * 100).place, pose.place),
    );
    expect(Math.max(...away)).toBeGreaterThan(20);
    expect(Math.max(...away)).toBeLessThan(60);
  });
});

describe('Itinerary', () => {
  const here = { place: spot(0, 0), heading: 0 };
  const there = { place: spot(9, 0), heading: 0 };
  const rounds = new Itinerary(100, [
    lie('moored', 200, here, '1'),
    lie('anchored', CYCLE_SECONDS - 200, there),
  ]);

  it('repeats every twelve hours', () => {
    expect(rounds.at(100)).toEqual({ ...here, phase: 'moored', berth: '1' });
    expect(rounds.at(299.9).phase).toBe('moored');
    expect(rounds.at(300)).toEqual({ ...there, phase: 'anchored', berth: null });
    expect(rounds.at(99).phase).toBe('anchored');
    expect(rounds.at(1_000 * CYCLE_SECONDS + 150).phase).toBe('moored');
  });

  it('refuses legs that do not fill the cycle', () => {
    expect(() => new Itinerary(0, [lie('moored', 200, here)])).toThrow('200 s instead of 43200');
  });
});
