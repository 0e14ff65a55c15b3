import fc from 'fast-check';
import {
  bearingDegrees,
  destinationPoint,
  distanceMetres,
  EARTH_RADIUS_METRES,
  longitudeDifference,
  normaliseDegrees,
  normaliseLongitude,
  offsetFromTrack,
  turnDegrees,
} from './sphere.js';

describe('distanceMetres', () => {
  it('is a quarter of the circumference from the equator to the pole', () => {
    const metres = distanceMetres({ lon: 0, lat: 0 }, { lon: 77, lat: 90 });
    expect(metres).toBeCloseTo((EARTH_RADIUS_METRES * Math.PI) / 2, 3);
  });

  it('is 111,195 m for a degree of latitude', () => {
    expect(distanceMetres({ lon: -71.62, lat: -33 }, { lon: -71.62, lat: -34 })).toBeCloseTo(
      111_195.08,
      2,
    );
  });

  it('takes the short way over the antimeridian', () => {
    expect(distanceMetres({ lon: 179.5, lat: 0 }, { lon: -179.5, lat: 0 })).toBeCloseTo(
      111_195.08,
      2,
    );
  });

  it('is half the circumference between antipodes, and never not a number', () => {
    expect(distanceMetres({ lon: 0, lat: 0 }, { lon: 180, lat: 0 })).toBeCloseTo(
      EARTH_RADIUS_METRES * Math.PI,
      3,
    );
  });
});

describe('bearingDegrees', () => {
  it.each([
    ['north', { lon: 0, lat: 1 }, 0],
    ['east', { lon: 1, lat: 0 }, 90],
    ['south', { lon: 0, lat: -1 }, 180],
    ['west', { lon: -1, lat: 0 }, 270],
  ])('is the compass direction of a place due %s', (_name, to, expected) => {
    expect(bearingDegrees({ lon: 0, lat: 0 }, to)).toBeCloseTo(expected, 9);
  });

  it('is 0 where the places coincide', () => {
    expect(bearingDegrees({ lon: 12, lat: 34 }, { lon: 12, lat: 34 })).toBe(0);
  });
});

describe('destinationPoint', () => {
  it('is the inverse of distance and bearing', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -180, max: 180, noNaN: true }),
        fc.double({ min: -80, max: 80, noNaN: true }),
        fc.double({ min: 0, max: 359.9, noNaN: true }),
        fc.double({ min: 1, max: 500_000, noNaN: true }),
        (lon, lat, bearing, metres) => {
          const from = { lon, lat };
          const to = destinationPoint(from, bearing, metres);
          expect(Math.abs(to.lon)).toBeLessThanOrEqual(180);
          expect(Math.abs(distanceMetres(from, to) - metres)).toBeLessThan(0.01);
          const error = turnDegrees(bearing, bearingDegrees(from, to));
          expect(Math.abs(error)).toBeLessThan(0.01);
        },
      ),
    );
  });

  it('comes out on the other side of the antimeridian', () => {
    const to = destinationPoint({ lon: 179.9, lat: 0 }, 90, 22_239.016);
    expect(to.lon).toBeCloseTo(-179.9, 6);
  });
});

describe('angles', () => {
  it.each([
    [180, 180],
    [-180, -180],
    [181, -179],
    [-181, 179],
    [540, -180],
    [359, -1],
  ])('brings longitude %d to %d', (lon, expected) => {
    expect(normaliseLongitude(lon)).toBe(expected);
  });

  it('brings directions to [0, 360)', () => {
    expect([-90, 360, 725, -1e-20].map(normaliseDegrees)).toEqual([270, 0, 5, 0]);
  });

  it('turns the short way, starboard positive', () => {
    expect(turnDegrees(350, 20)).toBe(30);
    expect(turnDegrees(20, 350)).toBe(-30);
  });

  it('goes the short way between longitudes', () => {
    expect(longitudeDifference(179, -179)).toBe(2);
    expect(longitudeDifference(-179, 179)).toBe(-2);
    expect(longitudeDifference(-71, -70)).toBe(1);
  });
});

describe('offsetFromTrack', () => {
  // E. Williams, Aviation Formulary V1.47, "Cross track error", worked example: from Los Angeles to
  // New York, over N34:30 W116:30. Its nautical mile is a minute of arc.
  const losAngeles = { lon: -(118 + 24 / 60), lat: 33 + 57 / 60 };
  const newYork = { lon: -(73 + 47 / 60), lat: 40 + 38 / 60 };
  const place = { lon: -116.5, lat: 34.5 };
  const metresPerMinute = (EARTH_RADIUS_METRES * Math.PI) / 180 / 60;

  it('is what the Aviation Formulary works out', () => {
    const { alongMetres, crossMetres } = offsetFromTrack(losAngeles, newYork, place);
    expect(crossMetres / metresPerMinute).toBeCloseTo(7.4512, 2);
    expect(alongMetres / metresPerMinute).toBeCloseTo(99.588, 2);
  });

  it('is positive to starboard, negative to port, and negative before the start', () => {
    const [from, to] = [
      { lon: -71.62, lat: -33 },
      { lon: -71.62, lat: -33.1 },
    ];
    // Southbound, west is to starboard.
    expect(offsetFromTrack(from, to, { lon: -71.63, lat: -33.05 }).crossMetres).toBeGreaterThan(
      900,
    );
    expect(offsetFromTrack(from, to, { lon: -71.61, lat: -33.05 }).crossMetres).toBeLessThan(-900);
    expect(offsetFromTrack(from, to, { lon: -71.62, lat: -32.9 }).alongMetres).toBeCloseTo(
      -11_119.5,
      0,
    );
  });

  it('finds again the place that was laid off', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -70, max: 70, noNaN: true }),
        fc.double({ min: 0, max: 359, noNaN: true }),
        fc.double({ min: 1, max: 20_000, noNaN: true }),
        fc.double({ min: -2000, max: 2000, noNaN: true }),
        (lat, course, along, cross) => {
          const from = { lon: 179.99, lat };
          const to = destinationPoint(from, course, 30_000);
          const abeam = destinationPoint(from, course, along);
          const heading = bearingDegrees(abeam, to);
          const found = offsetFromTrack(
            from,
            to,
            destinationPoint(abeam, heading + Math.sign(cross) * 90, Math.abs(cross)),
          );
          expect(found.alongMetres).toBeCloseTo(along, 1);
          expect(found.crossMetres).toBeCloseTo(cross, 1);
        },
      ),
    );
  });
});
