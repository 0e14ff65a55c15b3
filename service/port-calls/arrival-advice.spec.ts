import { arrivalAdvice, type AdviceInput } from './arrival-advice.js';
import { arrivalDistance, arrivalWay, type ArrivalWay } from './arrival-route.js';

const nautical = 1 / 60;
/** A fairway of 10 miles to the south; pilots board 2 miles inside. */
const way: ArrivalWay = {
  fairway: 'IN',
  track: [
    { lon: 0, lat: 0 },
    { lon: 0, lat: -10 * nautical },
  ],
  boarding: { lon: 0, lat: -2 * nautical },
};
const now = Date.UTC(2026, 0, 1);
const hour = 3_600_000;

function input(said: Partial<AdviceInput> & { miles?: number; sog?: number | null } = {}) {
  const { miles = 20, sog = 10, ...rest } = said;
  const position = { lon: 0, lat: miles * nautical, time: now, sogKnots: sog, cogDegrees: 180 };
  return { position, way, request: null, now, ...rest };
}

function asked(hours: number, said: Parameters<typeof input>[0] = {}) {
  return arrivalAdvice(input({ ...said, request: { boardingAt: now + hours * hour } }));
}

describe('arrivalAdvice', () => {
  it('measures to the outer end of the fairway, and along it to the pilot', () => {
    const advice = arrivalAdvice(input());
    expect(advice.toFairwayMiles).toBeCloseTo(20, 1);
    expect(advice.alongFairwayMiles).toBeCloseTo(2, 1);
    expect(((advice.predictedAt ?? 0) - now) / hour).toBeCloseTo(2.2, 2);
    expect(advice.offCourseDegrees).toBeCloseTo(0, 5);
  });

  it('tells a vessel that would wait to slow down', () => {
    const advice = asked(4);
    expect(advice.kind).toBe('slow-down');
    expect(advice.advisedKnots).toBeCloseTo(5.5, 1);
    expect((advice.waitingSeconds ?? 0) / 3600).toBeCloseTo(1.8, 2);
  });

  it('tells a vessel that would be late to speed up', () => {
    const advice = asked(1.5);
    expect(advice.kind).toBe('speed-up');
    expect(advice.advisedKnots).toBeCloseTo(14.7, 1);
    expect(advice.waitingSeconds).toBeLessThan(0);
  });

  it.each([
    [2.25, 'as-requested'],
    [0.5, 'cannot-meet'],
    [20, 'cannot-meet'],
    [-1, 'cannot-meet'],
  ])('answers a request in %s hours with %s', (hours, kind) => {
    expect(asked(hours)).toMatchObject({ kind, advisedKnots: null });
  });

  it('counts what the vessel has sailed since the position', () => {
    const position = {
      lon: 0,
      lat: 20 * nautical,
      time: now - hour,
      sogKnots: 10,
      cogDegrees: 180,
    };
    const advice = asked(2, { position });
    expect(advice.advisedKnots).toBeCloseTo(6, 1);
    expect(advice.positionAgeSeconds).toBe(3600);
  });

  it.each([
    [{ sog: 0.3 }, 'not-under-way'],
    [{ sog: null }, 'not-under-way'],
    [{ position: null }, 'no-position'],
    [{ miles: -4 }, 'reached'],
  ])('does not predict for %j: %s', (said, kind) => {
    expect(asked(3, said)).toMatchObject({ kind, waitingSeconds: null, advisedKnots: null });
  });

  it('does not go by a position of yesterday', () => {
    const old = { lon: 0, lat: 1, time: now - 24 * hour, sogKnots: 10, cogDegrees: 180 };
    expect(asked(3, { position: old }).kind).toBe('no-position');
  });

  it('says when the vessel heads away', () => {
    const position = { lon: 0, lat: 1, time: now, sogKnots: 10, cogDegrees: 0 };
    const { offCourseDegrees, assumptions } = asked(3, { position });
    expect(offCourseDegrees).toBeCloseTo(180, 5);
    expect(assumptions.some((text) => text.includes('heads away'))).toBe(true);
  });

  it('is the same for the same input', () => {
    expect(asked(4)).toEqual(asked(4));
  });
});

describe('arrivalWay', () => {
  const port = { lon: 0, lat: -1 };
  const place = {
    kind: 'pilot-boarding-place',
    code: 'P',
    geometry: { type: 'Point', coordinates: [0, -0.5] },
    attributes: {},
  } as const;
  const line = {
    kind: 'fairway',
    code: 'F',
    geometry: {
      type: 'LineString',
      coordinates: [
        [0, -1],
        [0, 0],
      ],
    },
    attributes: { direction: 'inbound' },
  } as const;

  it('begins at sea, however the line was drawn', () => {
    expect(arrivalWay([place, line], port).track[0]).toEqual({ lon: 0, lat: 0 });
  });

  it('takes the far end of a fairway that is drawn as an area', () => {
    const coordinates = [
      [
        [-0.01, -1],
        [0.01, -1],
        [0.01, 0],
        [-0.01, 0],
        [-0.01, -1],
      ],
    ] as const;
    const area = { ...line, geometry: { type: 'Polygon', coordinates } } as const;
    const [outer] = arrivalWay([place, area], port).track;
    expect(outer?.lon).toBeCloseTo(0, 9);
    expect(outer?.lat).toBeCloseTo(0, 9);
  });

  it('goes straight to the pilot where there is no way in', () => {
    const outbound = { ...line, attributes: { direction: 'outbound' } };
    expect(arrivalWay([place, outbound], port)).toEqual({
      fairway: null,
      track: [{ lon: 0, lat: -0.5 }],
      boarding: { lon: 0, lat: -0.5 },
    });
  });
});

describe('arrivalDistance', () => {
  it('follows the track at once for a vessel that is on it', () => {
    const distance = arrivalDistance({ lon: 0.001, lat: -1 * nautical }, way);
    expect(distance.isOnTrack).toBe(true);
    expect(distance.alongTrackMetres / 1852).toBeCloseTo(1, 1);
  });
});
