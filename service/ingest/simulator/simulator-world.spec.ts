import { readFileSync } from 'node:fs';

import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';

import { decode } from '../../ais/decoder.js';
import type { AisMessage, Dimensions, PositionMessage } from '../../ais/message.js';
import { SentenceStream } from '../../ais/sentence-stream.js';
import { isArea, type AreaGeometry, type GeoPosition, type Ring } from '../../geo/geometry.js';
import { hullPolygon } from '../../geo/hull.js';
import { isInArea } from '../../geo/point-in-area.js';
import { readGeometry } from '../../geo/read-geometry.js';
import { distanceMetres } from '../../geo/sphere.js';
import { readPortFile } from '../../ports/port-file.js';
import type { Zone } from '../../ports/zone.js';
import { type SimulatedState, SimulatorWorld } from './simulator-world.js';

type HarbourZones = readonly Pick<Zone, 'kind' | 'code' | 'geometry'>[];

const start = Date.parse('2026-01-31T00:00:00Z');
const minute = 60_000;

function demoPort(): HarbourZones {
  const file = readPortFile(JSON.parse(readFileSync('ports/clvap.geojson', 'utf8')));
  if ('faults' in file) throw new Error(JSON.stringify(file.faults));
  return file.zones;
}

const zones = demoPort();
const world = (seed = 725): SimulatorWorld => new SimulatorWorld(seed, zones);

function areasOf(kind: string): { readonly code: string; readonly area: AreaGeometry }[] {
  return zones.flatMap(({ kind: own, code, geometry }) =>
    own === kind && isArea(geometry) ? [{ code, area: geometry }] : [],
  );
}

/** Everything sent in `seconds` from the start, one step a second. */
function listen(to: SimulatorWorld, seconds: number): string[] {
  return Array.from({ length: seconds }, (_, second) => to.step(start + second * 1000)).flat();
}

/** A line that is not a sound sentence of a known type is `null`. */
function decodeAll(lines: readonly string[]): (AisMessage | null)[] {
  const stream = new SentenceStream();
  return lines.flatMap((line) => {
    const outcome = stream.push(line, start);
    if (outcome.kind === 'fragment') return [];
    if (outcome.kind !== 'message') return [null];
    const message = decode(outcome.payload, outcome.fillBits);
    return message.kind === 'rejected' || message.kind === 'other' ? [null] : [message];
  });
}

/** What a receiver knows of the vessels at one moment. */
interface Picture {
  readonly positions: ReadonlyMap<string, PositionMessage>;
  readonly dimensions: ReadonlyMap<string, Dimensions>;
}

function hullOf(position: PositionMessage, dimensions: Dimensions | undefined): Ring {
  const { lon, lat, headingDegrees } = position;
  if (lon === null || lat === null || dimensions === undefined) throw new Error('no place or size');
  return hullPolygon({ lon, lat }, headingDegrees ?? 0, dimensions)?.coordinates[0] ?? [];
}

/** A whole day, heard once a minute: `look` sees each minute, and every message that failed. */
function hearDay(look: (picture: Picture, states: readonly SimulatedState[]) => void): number {
  const heard = world();
  const positions = new Map<string, PositionMessage>();
  const dimensions = new Map<string, Dimensions>();
  let failed = 0;
  for (let index = 0; index <= 1440; index += 1) {
    const now = start + index * minute;
    for (const message of decodeAll(heard.step(now))) {
      if (message === null) failed += 1;
      else if (message.kind === 'position') positions.set(message.mmsi, message);
      else if (message.kind === 'static' && 'dimensions' in message) {
        dimensions.set(message.mmsi, message.dimensions);
      }
    }
    if (index >= 1) look({ positions, dimensions }, heard.statesAt(now));
  }
  return failed;
}

/** States of a whole day, one every minute. */
const still = world();
const day: readonly SimulatedState[][] = Array.from({ length: 1440 }, (_, index) =>
  still.statesAt(start + index * minute),
);

type Edge = readonly [GeoPosition, GeoPosition];

function crosses([a, b]: Edge, [c, d]: Edge): boolean {
  const side = (p: GeoPosition, q: GeoPosition, r: GeoPosition): number =>
    (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]);
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

/** Whether two outlines share water. */
function overlap(one: Ring, other: Ring): boolean {
  const edges = (ring: Ring) => ring.slice(1).map((to, index): Edge => [ring[index] ?? to, to]);
  const inside = (ring: Ring, within: Ring) =>
    ring.some(([lon, lat]) => isInArea({ type: 'Polygon', coordinates: [within] }, lon, lat));
  return (
    inside(one, other) ||
    inside(other, one) ||
    edges(one).some((edge) => edges(other).some((also) => crosses(edge, also)))
  );
}

describe('the simulated world', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(listen(world(1), 60)).toEqual(listen(world(1), 60));
    expect(listen(world(1), 60)).not.toEqual(listen(world(2), 60));
  });

  it('goes on after a restart where it was', () => {
    const later = start + 3 * 3600_000 + 17_000;
    const running = world();
    for (let now = start; now < later; now += 10 * minute) running.step(now);
    expect(world().statesAt(later)).toEqual(running.statesAt(later));
  });

  it('names everybody within ten seconds: forty vessels, two aids, a base station', () => {
    const soon = decodeAll(listen(world(), 11));
    const countOf = (kind: string): number =>
      new Set(soon.filter((one) => one?.kind === kind).map((one) => one?.mmsi)).size;
    expect([countOf('position'), countOf('static'), countOf('aid')]).toEqual([40, 40, 2]);
    expect(countOf('base-station')).toBe(1);
  });

  it('has unmistakable names, and numbers of one block', () => {
    expect(still.statesAt(start).filter(({ name }) => !/^SIM [A-Z0-9 ]+$/.test(name))).toEqual([]);
    const numbers = still.statesAt(start).map(({ mmsi }) => Number(mmsi));
    expect(numbers).toEqual(Array.from({ length: 40 }, (_, index) => 725_999_001 + index));
  });

  it('has every kind of traffic at every moment of a day', () => {
    const phases = ['arriving', 'anchored', 'with-pilot', 'berthing', 'moored', 'departing'];
    const missing = day.flatMap((states, index) =>
      phases
        .filter((phase) => !states.some((state) => state.phase === phase))
        .map((phase) => `${phase} at minute ${index}`),
    );
    expect(missing).toEqual([]);
  });

  it('never has two vessels at one berth', () => {
    const clashes = day.flatMap((states) => {
      const berths = states.flatMap(({ berth }) => (berth === null ? [] : [berth]));
      return berths.filter((berth, index) => berths.indexOf(berth) !== index);
    });
    expect(clashes).toEqual([]);
  });

  it('uses every berth in the course of a day', () => {
    const used = new Set(day.flat().flatMap(({ berth }) => berth ?? []));
    expect([...used].sort()).toEqual(
      areasOf('berth')
        .map(({ code }) => code)
        .filter((code) => code !== 'R5')
        .sort(),
    );
  });

  it('moves at speeds that such vessels have, and lies still where it lies', () => {
    const states = day.flat();
    expect(Math.max(...states.map(({ sogKnots }) => sogKnots))).toBeLessThan(20);
    const atRest = states.filter(({ phase }) => phase === 'moored' || phase === 'anchored');
    expect(Math.max(...atRest.map(({ sogKnots }) => sogKnots))).toBeLessThan(0.5);
  });

  it('never jumps: from second to second nobody goes farther than the speed says', () => {
    const jumps: string[] = [];
    let before = still.statesAt(start);
    for (let second = 1; second < 1900; second += 1) {
      const now = still.statesAt(start + second * 1000);
      now.forEach((state, index) => {
        const from = before[index] ?? state;
        const knots = distanceMetres(from.position, state.position) * (3600 / 1852);
        if (Math.abs(knots - (from.sogKnots + state.sogKnots) / 2) > 2) {
          jumps.push(`${state.name} at ${second}: ${knots}`);
        }
      });
      before = now;
    }
    expect(jumps).toEqual([]);
  });

  it('refuses zones that are not the demo port', () => {
    expect(() => new SimulatorWorld(725, [])).toThrow(RangeError);
  });
});

describe('what a receiver hears in a day', () => {
  const berths = areasOf('berth');
  const limits = areasOf('port-limits')[0]?.area ?? { type: 'Polygon' as const, coordinates: [] };
  const solid = [...areasOf('terminal'), ...areasOf('restricted-area')].filter(
    ({ code }) => code !== 'ARM',
  );
  const coarse = coarseLand();
  const troubles: string[] = [];
  let failed = 0;

  beforeAll(() => {
    failed = hearDay(({ positions, dimensions }, states) => {
      for (const { mmsi, name } of states) {
        const position = positions.get(mmsi);
        if (position === undefined) throw new Error(`${name} is not heard`);
        const hull = hullOf(position, dimensions.get(mmsi));
        if (position.navStatus === 5) lookAtBerth(name, hull);
        lookAtWater(name, hull);
      }
    });
  });

  function lookAtBerth(name: string, hull: Ring): void {
    const within = berths.filter(({ area }) =>
      hull.every(([lon, lat]) => isInArea(area, lon, lat)),
    );
    if (within.length !== 1) troubles.push(`${name} lies in ${within.length} berths`);
  }

  function lookAtWater(name: string, hull: Ring): void {
    const [lon, lat] = hull[0] ?? [0, 0];
    if (!isInArea(limits, lon, lat) && isInArea(coarse, lon, lat)) {
      troubles.push(`${name} is on land at ${lon},${lat}`);
    }
    for (const { code, area } of solid) {
      const outline = area.type === 'Polygon' ? (area.coordinates[0] ?? []) : [];
      if (overlap(hull, outline)) troubles.push(`${name} is in ${code}`);
    }
  }

  it('decodes, every sentence', () => {
    expect(failed).toBe(0);
  });

  it('shows moored hulls inside their berths, all on the water, none in a quay or the breakwater', () => {
    expect(troubles).toEqual([]);
  });
});

describe('hulls', () => {
  it('never overlap', () => {
    const sizes = new Map<string, Dimensions>();
    for (const message of decodeAll(listen(world(), 11))) {
      if (message?.kind === 'static' && 'dimensions' in message) {
        sizes.set(message.mmsi, message.dimensions);
      }
    }
    const clashes = day.flatMap((states, index) => {
      const hulls = states.map(({ name, mmsi, position, headingDegrees }) => {
        const size = sizes.get(mmsi) ?? { a: 0, b: 0, c: 0, d: 0 };
        return {
          name,
          position,
          ring: hullPolygon(position, headingDegrees, size)?.coordinates[0],
        };
      });
      return hulls.flatMap((one, place) =>
        hulls.slice(place + 1).flatMap((other) => {
          const isNear = distanceMetres(one.position, other.position) < 400;
          const clash = isNear && overlap(one.ring ?? [], other.ring ?? []);
          return clash ? [`${one.name} and ${other.name} at minute ${index}`] : [];
        }),
      );
    });
    expect(clashes).toEqual([]);
  });
});

/** The land of Natural Earth around the port: coarse, so that it counts outside the limits only. */
function coarseLand(): AreaGeometry {
  const topology = JSON.parse(
    readFileSync('node_modules/world-atlas/land-10m.json', 'utf8'),
  ) as Topology<{ land: GeometryCollection }>;
  const parts = feature(topology, topology.objects.land).features.flatMap(({ geometry }) => {
    const land = readGeometry(geometry);
    if ('problem' in land || !isArea(land)) return [];
    return land.type === 'Polygon' ? [land.coordinates] : land.coordinates;
  });
  const isNear = (ring: Ring | undefined): boolean =>
    ring?.some(([lon, lat]) => Math.abs(lon + 71.6) < 1 && Math.abs(lat + 33) < 1) ?? false;
  return { type: 'MultiPolygon', coordinates: parts.filter(([outer]) => isNear(outer)) };
}
