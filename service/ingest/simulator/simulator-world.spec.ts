import { readFileSync } from 'node:fs';

import { decode } from '../../ais/decoder.js';
import type { AisMessage } from '../../ais/message.js';
import { SentenceStream } from '../../ais/sentence-stream.js';
import { isArea } from '../../geo/geometry.js';
import { isInArea } from '../../geo/point-in-area.js';
import { readPortFile } from '../../ports/port-file.js';
import type { Zone } from '../../ports/zone.js';
import { type SimulatedState, SimulatorWorld } from './simulator-world.js';

type HarbourZones = readonly Pick<Zone, 'kind' | 'code' | 'geometry'>[];

const hour = 3600_000;
const start = Date.parse('2026-01-31T00:00:00Z');

function demoPort(): HarbourZones {
  const file = readPortFile(JSON.parse(readFileSync('ports/clvap.geojson', 'utf8')));
  if ('faults' in file) throw new Error(JSON.stringify(file.faults));
  return file.zones;
}

const zones = demoPort();
const world = (seed = 725) => new SimulatorWorld(seed, zones);

/** Everything sent in `seconds` from the start, one step a second. */
function listen(to: SimulatorWorld, seconds: number): string[] {
  const lines: string[] = [];
  for (let second = 0; second < seconds; second++) lines.push(...to.step(start + second * 1000));
  return lines;
}

function decodeAll(lines: readonly string[]): (AisMessage | null)[] {
  const stream = new SentenceStream();
  return lines.flatMap((line) => {
    const bytes = Buffer.from(line, 'latin1');
    const outcome = stream.push(bytes, start);
    if (outcome.kind === 'fragment') return [];
    if (outcome.kind !== 'message') return [null];
    const message = decode(outcome.payload, outcome.fill);
    return message.kind === 'rejected' ? [null] : [message];
  });
}

const still = world();

/** States of a whole day, one every two minutes. */
const day: readonly SimulatedState[][] = Array.from({ length: 720 }, (_, index) =>
  still.statesAt(start + index * 120_000),
);

describe('the simulated world', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(listen(world(1), 60)).toEqual(listen(world(1), 60));
    expect(listen(world(1), 60)).not.toEqual(listen(world(2), 60));
  });

  it('sends sentences that all decode, and names everybody within ten seconds', () => {
    const messages = decodeAll(listen(world(), 60));
    expect(messages).not.toContain(null);

    const soon = decodeAll(listen(world(), 11)).filter((message) => message !== null);
    const named = soon.filter((message) => message.kind === 'static');
    expect(new Set(named.map(({ mmsi }) => mmsi)).size).toBe(40);
    expect(soon.filter((message) => message.kind === 'aid').length).toBeGreaterThan(0);
    expect(soon.filter((message) => message.kind === 'base-station').length).toBeGreaterThan(0);
  });

  it.each([0, 6, 12, 18])('has every kind of traffic at %i h', (hours) => {
    const phases = new Set(
      world()
        .statesAt(start + hours * hour)
        .map(({ phase }) => phase),
    );
    for (const phase of ['arriving', 'anchored', 'moored', 'departing', 'under-way']) {
      expect(phases).toContain(phase);
    }
  });

  it('takes pilots aboard and berths in the course of the day', () => {
    const phases = new Set(day.flatMap((states) => states.map(({ phase }) => phase)));
    expect(phases).toContain('with-pilot');
    expect(phases).toContain('berthing');
  });

  it('never has two vessels at one berth', () => {
    const clashes = day.flatMap((states) => {
      const berths = states.flatMap(({ berth }) => (berth === null ? [] : [berth]));
      return berths.filter((berth, index) => berths.indexOf(berth) !== index);
    });
    expect(clashes).toEqual([]);
  });

  it('moors vessels inside the berth that they lie at', () => {
    const strays = day.flatMap((states) =>
      states.filter(({ phase, berth, position }) => {
        if (phase !== 'moored' || berth === null) return false;
        const zone = zones.find((one) => one.kind === 'berth' && one.code === berth);
        if (zone === undefined || !isArea(zone.geometry)) return true;
        return !isInArea(zone.geometry, position.lon, position.lat);
      }),
    );
    expect(strays).toEqual([]);
  });

  it('keeps speeds that such vessels have', () => {
    const states = day.flat();
    expect(Math.max(...states.map(({ sogKnots }) => sogKnots))).toBeLessThan(30);
    const atRest = states.filter(({ phase }) => phase === 'moored' || phase === 'anchored');
    expect(Math.max(...atRest.map(({ sogKnots }) => sogKnots))).toBeLessThan(0.5);
  });

  it('refuses zones that are not the demo port', () => {
    expect(() => new SimulatorWorld(725, [])).toThrow(RangeError);
  });
});
