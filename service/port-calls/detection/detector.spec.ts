import { destinationPoint } from '../../geo/sphere.js';
import type { Zone } from '../../ports/ports.service.js';
import { initialState, type DetectionState } from './detection-state.js';
import { detect, listen } from './detector.js';
import type { Fix } from './fix.js';
import { contradictions } from './late-report.js';
import { PortPlan } from './port-plan.js';

/** A port around 0 N 10 E: limits of 10 km, a quay to the south of a berth of 200 m by 50 m. */
const origin = { lon: 10, lat: 0 };
const degree = 111_195;
const start = Date.parse('2026-01-31T06:00:00Z');
const hull = { a: 50, b: 50, c: 10, d: 10 };

function zone(
  kind: Zone['kind'],
  code: string,
  [west, south, east, north]: readonly number[],
): Zone {
  const at = (x = 0, y = 0) => [origin.lon + x / degree, origin.lat + y / degree] as const;
  const ring = [
    at(west, south),
    at(east, south),
    at(east, north),
    at(west, north),
    at(west, south),
  ];
  return {
    id: code,
    locode: 'XXTST',
    kind,
    code,
    name: null,
    lengthMetres: null,
    depthMetres: null,
    geometry: { type: 'Polygon', coordinates: [ring] },
    attributes: {},
  };
}

const zones = [
  zone('port-limits', 'LIMITS', [-5000, -5000, 5000, 5000]),
  zone('berth', '1', [-100, 0, 100, 50]),
  zone('berth', '2', [105, 0, 305, 50]),
  zone('anchorage', 'A', [-4000, 2000, -2000, 4000]),
  zone('pilot-boarding-place', 'P', [-500, 5500, 500, 6500]),
];
const port = new PortPlan('XXTST', zones);
const context = { port, dimensions: hull, aisClass: 'A' };

/** A fix so many metres east and north, so many seconds after the start. */
function fix(seconds: number, [x, y]: readonly [number, number], sog = 0): Fix {
  return {
    time: start + seconds * 1000,
    digest: 0,
    lon: origin.lon + x / degree,
    lat: origin.lat + y / degree,
    sog,
    heading: 90,
    navStatus: null,
    isDoubtful: false,
  };
}

function every(
  [from, to, step]: readonly [number, number, number],
  at: (seconds: number) => Fix,
): Fix[] {
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, n) => at(from + n * step));
}

/** Comes from the north at 10 knots, and lies at berth 1 from 2,000 s on. */
const arriving = [
  ...every([0, 1990, 10], (seconds) => fix(seconds, [0, 10 + (2000 - seconds) * 5], 9.7)),
  ...every([2000, 4000, 20], (seconds) => fix(seconds, [0, 10])),
];
const berthed = detect(initialState, arriving, context);

function told(facts: readonly { kind: string; time: number; zoneId: string | null }[]) {
  return facts.map(({ kind, time, zoneId }) => [kind, (time - start) / 1000, zoneId]);
}

describe('the detector', () => {
  it('dates each fact by the first fix that proves it', () => {
    expect(told(berthed.facts)).toEqual([
      ['limits-entered', 1010, null],
      ['pilot-boarding-place-reached', 710, 'P'],
      ['berthed', 2000, '1'],
    ]);
    expect(berthed.facts[2]).toMatchObject({ boundAt: start + 1_990_000, isSupported: null });
  });

  it('dates a departure by the last fix at rest, a longer silence by the first one after it', () => {
    const leaving = every([4020, 4400, 20], (seconds) =>
      fix(seconds, [0, (seconds - 4000) * 2], 4),
    );
    expect(told(detect(berthed.state, leaving, context).facts)).toEqual([['unberthed', 4000, '1']]);
    const later = leaving.map((one) => ({ ...one, time: one.time + 3_600_000 }));
    expect(told(detect(berthed.state, later, context).facts)).toEqual([['unberthed', 7620, '1']]);
  });

  it('tells a shift along the quay from a move at the same berth', () => {
    const warp = (to: number) => [
      ...every([4020, 4300, 20], (seconds) =>
        fix(seconds, [((seconds - 4000) / 300) * to, 10], 0.8),
      ),
      ...every([4320, 5000, 20], (seconds) => fix(seconds, [to, 10])),
    ];
    expect(detect(berthed.state, warp(40), context).facts).toEqual([]);
    const shifted = detect(berthed.state, warp(205), context).facts;
    expect(told(shifted)).toEqual([
      ['unberthed', 4000, '1'],
      ['berthed', 4320, '2'],
    ]);
    expect(shifted[1]?.shiftedFrom).toBe('1');
  });

  it('takes no vessel that stops off the berth, or passes along it, for moored', () => {
    const waiting = every([0, 4000, 20], (seconds) => fix(seconds, [0, 90]));
    const passing = every([0, 4000, 20], (seconds) => fix(seconds, [seconds / 10 - 200, 25], 0.2));
    for (const fixes of [waiting, passing]) {
      const kinds = detect(initialState, fixes, context).facts.map(({ kind }) => kind);
      expect(kinds).toEqual(['limits-entered']);
    }
  });

  it('anchors a vessel that swings, and ends it when it makes way', () => {
    const swinging = every([0, 3600, 180], (seconds) =>
      fix(
        seconds,
        [-3000 + 150 * Math.sin(seconds / 700), 3000 + 150 * Math.cos(seconds / 700)],
        0.3,
      ),
    );
    const away = every([3620, 4200, 20], (seconds) =>
      fix(seconds, [-3000 + (seconds - 3600) * 3, 3000], 6),
    );
    expect(told(detect(initialState, [...swinging, ...away], context).facts)).toEqual([
      ['limits-entered', 0, null],
      ['anchorage-started', 0, 'A'],
      ['anchorage-ended', 3600, 'A'],
    ]);
  });

  it('decides sooner where the typed status agrees, and decides all the same where it does not', () => {
    const typed = (navStatus: number) =>
      detect(
        initialState,
        arriving
          .map((one) => ({ ...one, navStatus }))
          .filter(({ time }) => time < start + 2_180_000),
        context,
      ).facts.some(({ kind }) => kind === 'berthed');
    expect([typed(5), typed(0)]).toEqual([true, false]);
    const wrong = detect(
      initialState,
      arriving.map((one) => ({ ...one, navStatus: 1 })),
      context,
    );
    expect(wrong.facts.at(-1)).toMatchObject({ kind: 'berthed', isSupported: false });
  });

  it('says the same after being stopped and started at every fix, and of reports that are repeated', () => {
    let state: DetectionState = initialState;
    const facts = arriving.flatMap((one) => {
      const next = detect(state, [one, one], context);
      state = JSON.parse(JSON.stringify(next.state)) as DetectionState;
      return next.facts;
    });
    expect(facts).toEqual(berthed.facts);
    expect(state).toEqual(JSON.parse(JSON.stringify(berthed.state)));
  });

  it('puts a jump aside, and believes it when three reports agree', () => {
    const there = (seconds: number) => fix(seconds, [0, 40_000], 0);
    const one = detect(berthed.state, [there(4020), fix(4040, [0, 10])], context);
    expect(one.oddities).toMatchObject([{ kind: 'jump', time: start + 4_020_000 }]);
    expect(one.facts).toEqual([]);
    const three = detect(berthed.state, every([4020, 4400, 20], there), context);
    expect(three.facts.map(({ kind }) => kind)).toEqual(['unberthed', 'limits-left']);
    const doubtful = every([4020, 4400, 20], (seconds) => ({
      ...there(seconds),
      isDoubtful: true,
    }));
    expect(detect(berthed.state, doubtful, context).facts).toEqual([]);
  });

  it('tells a silent vessel lost, then a ghost, once each, and when it is heard again', () => {
    const hours = (count: number) => start + 4_000_000 + count * 3_600_000;
    expect(listen(berthed.state, hours(5.9), context).oddities).toEqual([]);
    const lost = listen(berthed.state, hours(6.1), context);
    expect(lost.oddities).toMatchObject([{ kind: 'lost', time: start + 4_000_000 }]);
    expect(listen(lost.state, hours(7), context).oddities).toEqual([]);
    const ghost = listen(lost.state, hours(24.1), context);
    expect(ghost.oddities).toMatchObject([{ kind: 'ghost' }]);
    const again = detect(ghost.state, [fix(4000 + 25 * 3600, [0, 10])], context);
    expect(again.oddities).toMatchObject([{ kind: 'heard-again', silentSeconds: 25 * 3600 }]);
  });

  it('takes nobody for calling who passes the pilot boarding place outside the limits', () => {
    const passing = every([0, 2000, 10], (seconds) => fix(seconds, [seconds * 8 - 8000, 6000], 15));
    expect(detect(initialState, passing, context).facts).toEqual([]);
  });
});

describe('reports that come too late', () => {
  const at = (metres: number, sog: number, seconds = 3000): Fix => {
    const place = destinationPoint({ lon: origin.lon, lat: origin.lat }, 0, metres);
    return { ...fix(seconds, [0, 10], sog), ...place };
  };

  it('contradict a stay when they show the vessel away from it, or making way', () => {
    const found = contradictions(berthed.state, [at(400, 0), at(10, 5), at(10, 0)], port);
    expect(found.map(({ kind, time }) => [kind, (time - start) / 1000])).toEqual([
      ['contradicted', 3000],
      ['contradicted', 3000],
    ]);
  });

  it('contradict nothing before it, and nothing when they cannot be true', () => {
    expect(contradictions(berthed.state, [at(1400, 9, 1750), at(90_000, 0)], port)).toEqual([]);
  });
});
