import { readFileSync } from 'node:fs';

import { mmsiKind, parseMmsi } from '../../service/ais/mmsi.js';
import type { AreaGeometry } from '../../service/geo/geometry.js';
import {
  initialState,
  type DetectionState,
} from '../../service/port-calls/detection/detection-state.js';
import { detect } from '../../service/port-calls/detection/detector.js';
import type { Fact, Fix } from '../../service/port-calls/detection/fix.js';
import { PortPlan } from '../../service/port-calls/detection/port-plan.js';
import type { Zone } from '../../service/ports/ports.service.js';
import { describeWith, referencePath } from '../support/real-parts.js';
import { heardIn } from './recorded-log.js';

const unknownHull = { a: null, b: null, c: null, d: null };

function portOf(locode: string, file: string): { port: PortPlan; ring: readonly number[][] } {
  const { features } = JSON.parse(readFileSync(referencePath('data', 'ports', file), 'utf8')) as {
    features: { geometry: AreaGeometry }[];
  };
  const geometry = features[0]?.geometry;
  if (geometry?.type !== 'Polygon') throw new Error('no limits');
  const limits: Zone = {
    id: 'limits',
    locode,
    kind: 'port-limits',
    code: 'LIMITS',
    name: null,
    lengthMetres: null,
    depthMetres: null,
    geometry,
    attributes: {},
  };
  const ring = (geometry.coordinates[0] ?? []).map(([lon, lat]) => [lon, lat]);
  return { port: new PortPlan(locode, [limits]), ring };
}

/** Winding number: another way to tell inside from outside than the detector's. */
function winds(ring: readonly number[][], lon: number, lat: number): boolean {
  let turn = 0;
  for (const [index, [x = 0, y = 0]] of ring.entries()) {
    const [nextX = 0, nextY = 0] = ring[(index + 1) % ring.length] ?? [];
    if (y <= lat === nextY <= lat) continue;
    const side = (nextX - x) * (lat - y) - (lon - x) * (nextY - y);
    if (side > 0 === nextY > lat) turn += Math.sign(side);
  }
  return turn !== 0;
}

function fixesOfTrack(): Fix[] {
  const text = readFileSync(referencePath('data', 'ais', 'amsa-track-503000720.csv'), 'utf8');
  return text
    .trim()
    .split('\n')
    .slice(1)
    .map((line, digest) => {
      const [, time = '', lat, lon, sog = ''] = line.split(',');
      return {
        time: Date.parse(time),
        digest,
        lon: Number(lon),
        lat: Number(lat),
        sog: sog === '' ? null : Number(sog),
        heading: null,
        navStatus: null,
        isDoubtful: false,
      };
    });
}

describeWith('reference', 'the track of 503000720 against the limits of Brisbane', () => {
  const { port, ring } = portOf('AUBNE', 'brisbane-AUBNE-port-limits.geojson');
  const fixes = fixesOfTrack();
  const inside = fixes.filter(({ lon, lat }) => winds(ring, lon, lat));
  const context = { port, dimensions: unknownHull, aisClass: 'B' };
  const { facts } = detect(initialState, fixes, context);
  const crossings = facts.filter(({ kind }) => kind.startsWith('limits-'));

  it('has 2,973 of its 4,388 fixes inside', () => {
    expect(fixes).toHaveLength(4388);
    expect(inside).toHaveLength(2973);
    const seen = fixes.filter(({ lon, lat }) => port.limitsSide(lon, lat) === 'inside');
    expect(seen).toEqual(inside);
  });

  it('enters and leaves in turn, each time with a fix on that side', () => {
    expect(crossings.length).toBeGreaterThan(10);
    for (const [index, { kind, time }] of crossings.entries()) {
      expect(kind).toBe(index % 2 === 0 ? 'limits-entered' : 'limits-left');
      const fix = fixes.find((one) => one.time === time);
      expect(winds(ring, fix?.lon ?? 0, fix?.lat ?? 0)).toBe(kind === 'limits-entered');
    }
  });

  it('agrees with a plain look at each fix on where the vessel is', () => {
    // Between two crossings the vessel is where they say, but for single fixes and the margin.
    const agreeing = fixes.filter(({ time, lon, lat }) => {
      const last = crossings.findLast((crossing) => crossing.time <= time);
      return (last?.kind === 'limits-entered') === winds(ring, lon, lat);
    });
    expect(agreeing.length / fixes.length).toBeGreaterThan(0.98);
  });

  it('says the same when it is stopped and started after every hundredth fix', () => {
    const pieces: Fact[] = [];
    let state: DetectionState = initialState;
    for (let from = 0; from < fixes.length; from += 100) {
      const part = detect(state, fixes.slice(from, from + 100), context);
      pieces.push(...part.facts);
      state = JSON.parse(JSON.stringify(part.state)) as DetectionState;
    }
    expect(pieces).toEqual(facts);
  });
});

describeWith('reference', 'the log of Gladstone', () => {
  const { port, ring } = portOf('AUGLT', 'gladstone-AUGLT-port-limits.geojson');
  const heard = heardIn(referencePath('data', 'ais', 'gladstone-AUGLT-2012-01-27.tagblock.nmea'));
  const vessels = [...heard].filter(([mmsi, fixes]) => {
    const known = parseMmsi(mmsi);
    const last = fixes.at(-1);
    return (
      known !== null &&
      mmsiKind(known) === 'ship' &&
      last !== undefined &&
      winds(ring, last.lon, last.lat)
    );
  });

  function standing(fixes: readonly Fix[]): 'moving' | 'moored' | 'anchored' | 'stopped' {
    const { state } = detect(initialState, fixes, {
      port,
      dimensions: unknownHull,
      aisClass: 'A',
    });
    if (state.slow === null || state.slow.fast > 0) return 'moving';
    const typed = fixes.at(-1)?.navStatus ?? null;
    if (typed === 5) return 'moored';
    return typed === 1 ? 'anchored' : 'stopped';
  }

  /*
   * A plain count of the log finds 69 stations inside: 17 typed as moored, 5 as anchored, and 8 that were
   * faster than a knot at any time. One of the 17 has an MMSI that begins with 00 and belongs to no ship;
   * one of the 8 says 1.4 knots once and 0.1 otherwise, and lies still. The other 40 type nothing of use.
   */
  it('shows who is stopped inside the limits, at anchor or moored', () => {
    const counts = { moving: 0, moored: 0, anchored: 0, stopped: 0 };
    for (const [, fixes] of vessels) counts[standing(fixes)] += 1;
    expect({ vessels: vessels.length, ...counts }).toEqual({
      vessels: 68,
      moving: 7,
      moored: 16,
      anchored: 5,
      stopped: 40,
    });
  });
});
