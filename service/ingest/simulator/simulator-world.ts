import { encodeMessage, type EncodableMessage } from '../../ais/encoder.js';
import type { Mmsi } from '../../ais/mmsi.js';
import type { LonLat } from '../../geo/geometry.js';
import { fixedStations } from './fixed-stations.js';
import { makeFleet } from './fleet.js';
import { Harbour, type HarbourZone } from './harbour.js';
import type { Phase } from './legs.js';
import { randomFrom, type Random } from './random.js';
import { reportingSeconds, STATIC_SECONDS } from './reporting.js';
import type { SimulatedVessel } from './vessel.js';
import { positionReport, readVessel, staticReports } from './vessel-messages.js';

/** Receiver that the sentences name in their tag block. */
export const SIMULATED_STATION = 'SIM-CLVAP';

/** Seconds after the start within which everybody has reported once. */
const FIRST_REPORT_SECONDS = 10;

/** One thing that is sent again and again. */
interface Sender {
  /** When it is due, epoch ms. */
  dueAt: number;
  /** Sends at `now` (epoch ms); returns the messages and the seconds until the next time. */
  send(now: number): { readonly messages: readonly EncodableMessage[]; readonly seconds: number };
}

/** A vessel as the simulator knows it, beyond what it reports. */
export interface SimulatedState {
  readonly mmsi: Mmsi;
  readonly name: string;
  readonly phase: Phase;
  /** Code of the berth that it lies at; `null` elsewhere. */
  readonly berth: string | null;
  /** Where its antenna is. */
  readonly position: LonLat;
  readonly headingDegrees: number;
  readonly sogKnots: number;
}

/**
 * Imaginary traffic of the demo port: forty vessels, two aids to navigation and a base station.
 *
 * Where everybody is depends on the time of day alone, so that a restart goes on where the last run
 * was: each vessel makes its rounds in twelve hours, and ships come every half hour. The same seed,
 * zones and calls give the same sentences.
 */
export class SimulatorWorld {
  private readonly harbour: Harbour;
  private readonly vessels: readonly SimulatedVessel[];
  private senders: readonly Sender[] | null = null;
  private sequence = 0;

  /**
   * @param seed whole number
   * @param zones of the demo port
   * @throws RangeError when the zones are not those of ports/clvap.geojson
   */
  constructor(
    private readonly seed: number,
    zones: readonly HarbourZone[],
  ) {
    this.harbour = new Harbour(zones);
    this.vessels = makeFleet(this.harbour, randomFrom(seed));
  }

  /**
   * What is sent since the last call, or at the start: sentences with tag blocks, without ends of
   * line.
   * @param now epoch ms; must not go back
   */
  step(now: number): string[] {
    this.senders ??= this.makeSenders(now, randomFrom(this.seed ^ 0x5eed));
    const lines: string[] = [];
    for (const sender of this.senders) {
      if (sender.dueAt <= now) {
        const { messages, seconds } = sender.send(now);
        sender.dueAt = now + seconds * 1000;
        for (const message of messages) {
          lines.push(...this.encode(message, now));
        }
      }
    }
    return lines;
  }

  /** Every vessel at a time (epoch ms), in order of MMSI. */
  statesAt(now: number): SimulatedState[] {
    return this.vessels.map((vessel) => {
      const { moment, antenna, headingDegrees, sogKnots } = readVessel(vessel, now / 1000);
      return {
        mmsi: vessel.particulars.mmsi,
        name: vessel.particulars.name,
        phase: moment.phase,
        berth: moment.berth,
        position: this.harbour.plane.toLonLat(antenna),
        headingDegrees,
        sogKnots,
      };
    });
  }

  private makeSenders(now: number, random: Random): Sender[] {
    const soon = (): number => now + random() * FIRST_REPORT_SECONDS * 1000;
    const { plane } = this.harbour;
    const positions = this.vessels.map((vessel) => ({
      dueAt: soon(),
      send: (time: number) => {
        const reading = readVessel(vessel, time / 1000);
        const report = positionReport(vessel, reading, { plane, now: time });
        return { messages: [report], seconds: reportingSeconds(reading) };
      },
    }));
    const statics = this.vessels.map((vessel) => ({
      dueAt: soon(),
      send: (time: number) => ({ messages: staticReports(vessel, time), seconds: STATIC_SECONDS }),
    }));
    const fixed = fixedStations(this.harbour).map((station) => ({
      dueAt: soon(),
      send: (time: number) => ({ messages: [station.message(time)], seconds: station.seconds }),
    }));
    return [...positions, ...statics, ...fixed];
  }

  private encode(message: EncodableMessage, now: number): string[] {
    this.sequence = (this.sequence + 1) % 10;
    const channel = this.sequence % 2 === 0 ? 'A' : 'B';
    const { sequence } = this;
    return encodeMessage(message, { station: SIMULATED_STATION, time: now, channel, sequence });
  }
}
