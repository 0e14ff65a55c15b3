import { mmsiFromNumber } from '../../ais/mmsi.js';
import * as craft from './harbour-craft.js';
import type { Harbour } from './harbour.js';
import type { Itinerary } from './itinerary.js';
import { type Moment } from './itinerary.js';
import { circle } from './craft-legs.js';
import { MERCHANT_COUNT, MerchantRounds, type MerchantCall } from './merchants.js';
import { choice, uniform, type Random } from './random.js';
import type { Particulars, SimulatedVessel } from './vessel.js';

/** MMSI before the first of the fleet: Chile's digits, a block that nobody holds. */
const MMSI_BASE = 725_999_000;

const HOUR_MS = 3_600_000;

/** Trees of Chile. */
const TREES = [
  'COPIHUE',
  'ARAUCARIA',
  'ALERCE',
  'LENGA',
  'MAITEN',
  'PEUMO',
  'QUILLAY',
  'BOLDO',
  'LITRE',
  'ESPINO',
  'ARRAYAN',
  'CANELO',
  'COIHUE',
  'RAULI',
  'ULMO',
  'TEPA',
  'LUMA',
  'TINEO',
  'MANIO',
  'NOTRO',
  'CHILCO',
  'HUALO',
  'ROBLE',
  'PATAGUA',
];

/** Ports that ships name when they leave. */
const DESTINATIONS = ['PECLL', 'CLANF', 'ECGYE', 'PABLB', 'CNSHA', 'KRPUS', 'USLAX', 'CLSAI'];

/** Ship types by berth (ITU-R M.1371-5 table 53): containers, tankers, cruise ships, others. */
const TYPES: Readonly<Record<string, readonly number[]>> = {
  '1': [71, 79],
  '2': [70, 79],
  '3': [71, 72],
  '8': [80, 81, 82, 89],
  '9': [60, 69],
};

/** Share of a berth's length that a ship fills. */
const FILL = { least: 0.68, most: 0.86 };

/** What the world makes one of. */
type Making = Omit<Particulars, 'mmsi' | 'callSign' | 'bowMetres' | 'starboardMetres'> & {
  /** Share of the length that lies before the antenna. */
  readonly antenna: number;
};

class Fleet {
  readonly vessels: SimulatedVessel[] = [];

  add(making: Making, behaviour: Omit<SimulatedVessel, 'particulars'>): void {
    const { antenna, ...particulars } = making;
    const number = this.vessels.length + 1;
    this.vessels.push({
      ...behaviour,
      particulars: {
        ...particulars,
        mmsi: mmsiFromNumber(MMSI_BASE + number),
        callSign: `SIM${String(number).padStart(2, '0')}`,
        bowMetres: Math.round(particulars.lengthMetres * antenna),
        starboardMetres: Math.round(particulars.beamMetres / 2),
      },
    });
  }
}

function merchantMaking(call: MerchantCall, number: number, random: Random): Making {
  const lengthMetres = Math.round(call.berth.length * uniform(random, FILL.least, FILL.most));
  const beamMetres = Math.min(Math.round(lengthMetres / 6.3), Math.floor(call.berth.width) - 14);
  const shipType = choice(random, TYPES[call.berth.code] ?? [70, 74, 79]);
  return {
    name: `SIM ${TREES[number] ?? String(number)}`,
    aisClass: 'A',
    shipType,
    lengthMetres,
    beamMetres,
    draughtMetres: Math.round(uniform(random, 6, 9) * 10) / 10,
    antenna: shipType < 70 ? 0.2 : 0.8,
  };
}

function merchantStatus({ phase }: Moment): number {
  if (phase === 'anchored') {
    return 1;
  }
  return phase === 'moored' ? 5 : 0;
}

/** Ships bound for the port say when they expect to be there; ships that left, a day next week. */
function merchantVoyage(destination: string, days: number) {
  return ({ phase }: Moment, now: number) => {
    const hour = Math.floor(now / HOUR_MS) * HOUR_MS;
    if (phase === 'departing') {
      return { destination, eta: hour + days * 24 * HOUR_MS };
    }
    return { destination: 'CLVAP', eta: phase === 'moored' ? null : hour + 3 * HOUR_MS };
  };
}

function addMerchants(fleet: Fleet, harbour: Harbour, random: Random): craft.ServedCall[] {
  return Array.from({ length: MERCHANT_COUNT }, (_, number) => {
    const call = new MerchantRounds(harbour, number, random).call();
    const making = merchantMaking(call, number, random);
    const voyage = merchantVoyage(choice(random, DESTINATIONS), 3 + Math.floor(random() * 18));
    fleet.add(making, { itinerary: call.itinerary, navStatus: merchantStatus, voyage });
    return { ...call, half: { length: making.lengthMetres / 2, beam: making.beamMetres / 2 } };
  });
}

function workboat(name: string, shipType: number, size: readonly [number, number, number]): Making {
  const [lengthMetres, beamMetres, draughtMetres] = size;
  const antenna = 0.4;
  return { name, aisClass: 'A', shipType, lengthMetres, beamMetres, draughtMetres, antenna };
}

/** Status of a craft: what it lies at, else what it does. */
function craftStatus(underWay: number) {
  return ({ phase }: Moment): number => {
    if (phase === 'anchored' || phase === 'moored') {
      return phase === 'anchored' ? 1 : 5;
    }
    return underWay;
  };
}

function local(itinerary: Itinerary, underWay = 0): Omit<SimulatedVessel, 'particulars'> {
  const voyage = () => ({ destination: 'CLVAP', eta: null });
  return { itinerary, navStatus: craftStatus(underWay), voyage };
}

function addServices(fleet: Fleet, harbour: Harbour, calls: readonly craft.ServedCall[]): void {
  const even = calls.filter((_, number) => number % 2 === 0);
  const odd = calls.filter((_, number) => number % 2 === 1);
  const tugs = ['CONDOR', 'TIUQUE', 'PEUCO', 'CARANCHO'] as const;
  tugs.forEach((name, index) => {
    const served = index % 2 === 0 ? even : odd;
    const work = index < 2 ? craft.inboundTug : craft.outboundTug;
    const base = harbour.berth(`R${index + 1}`);
    fleet.add(workboat(`SIM ${name}`, 52, [30, 10, 4.8]), local(work(base, served)));
  });
  [even, odd].forEach((served, index) => {
    const base = harbour.berth(`P${index + 1}`);
    const making = workboat(`SIM PRACTICO ${index + 1}`, 50, [14, 5, 1.6]);
    fleet.add(making, local(craft.pilotBoat(base, served)));
  });
}

function addOthers(fleet: Fleet, harbour: Harbour): void {
  fleet.add(workboat('SIM BAHIA', 60, [28, 8, 1.9]), local(craft.ferry(harbour)));
  fleet.add(workboat('SIM BUNKER', 80, [62, 11, 3.8]), local(craft.bunkerTanker(harbour)));
  fleet.add(workboat('SIM DRAGA', 33, [46, 12, 3.4]), local(craft.dredger(), 3));
  fleet.add(workboat('SIM PATRULLA', 55, [24, 6, 1.8]), local(craft.patrolBoat()));
  fleet.add(workboat('SIM MERLUZA', 30, [24, 7, 3.2]), local(craft.trawler(), 7));
  fleet.add(workboat('SIM JUREL', 30, [18, 6, 2.5]), local(craft.fishingBoat()));
  const pleasure = [
    ['SIM GAVIOTA', 36, [12, 4, 2]],
    ['SIM PILPILEN', 37, [9, 3, 0.8]],
    ['SIM YECO', 36, [14, 4, 2.2]],
    ['SIM LANCHA', 69, [16, 5, 1.2]],
  ] as const;
  pleasure.forEach(([name, shipType, size], index) => {
    const { corners, speed } = craft.PLEASURE_ROUNDS[index] ?? { corners: [], speed: 1 };
    const making = { ...workboat(name, shipType, size), aisClass: 'B' as const };
    fleet.add(making, local(circle('under-way', corners, speed)));
  });
}

/** The forty vessels of the demo port, the same for the same seed. */
export function makeFleet(harbour: Harbour, random: Random): readonly SimulatedVessel[] {
  const fleet = new Fleet();
  const calls = addMerchants(fleet, harbour, random);
  addServices(fleet, harbour, calls);
  addOthers(fleet, harbour);
  return fleet.vessels;
}
