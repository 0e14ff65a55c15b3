import type {
  BerthingData,
  BinaryContent,
  BinaryMessage,
  ClearanceTime,
  PersonsOnBoard,
} from '../message.js';
import { mmsiFromNumber } from '../mmsi.js';
import type { SixBitReader } from '../sixbit.js';
import { destination, eta, nonZero, onGlobe } from './fields.js';

/** Type 6: addressed binary message (ITU-R M.1371-5 Annex 8 §3.4). */
export function addressedBinary(bits: SixBitReader): BinaryMessage {
  const dac = bits.unsigned(72, 10);
  const fi = bits.unsigned(82, 6);
  return {
    kind: 'binary',
    type: 6,
    mmsi: mmsiFromNumber(bits.unsigned(8, 30)),
    repeat: bits.unsigned(6, 2),
    destinationMmsi: destination(bits, 40),
    dac,
    fi,
    payloadHex: bits.hex(88),
    bitLength: Math.max(0, bits.bitLength - 88),
    content: dac === 1 ? contentOf(bits, fi, 88) : null,
    extra: { sequence: bits.unsigned(38, 2), isRetransmitted: bits.flag(70) },
  };
}

/** Type 8: broadcast binary message (§3.6). */
export function broadcastBinary(bits: SixBitReader): BinaryMessage {
  const dac = bits.unsigned(40, 10);
  const fi = bits.unsigned(50, 6);
  return {
    kind: 'binary',
    type: 8,
    mmsi: mmsiFromNumber(bits.unsigned(8, 30)),
    repeat: bits.unsigned(6, 2),
    destinationMmsi: null,
    dac,
    fi,
    payloadHex: bits.hex(56),
    bitLength: Math.max(0, bits.bitLength - 56),
    content: dac === 1 ? contentOf(bits, fi, 56) : null,
  };
}

/** One VTS target of the older meaning of DAC 1 FI 16 (IMO SN/Circ.236). */
const VTS_TARGET_BITS = 120;
const PERSONS_BITS = 13;
/** Up to the end of the latitude; the rest is spare. */
const CLEARANCE_BITS = 229;
const BERTHING_BITS = 272;

/**
 * The port's applications of the international branch (IMO SN.1/Circ.289); `null` for others and
 * for one that ends before its last field: a message cut short says nothing reliable.
 */
function contentOf(bits: SixBitReader, fi: number, start: number): BinaryContent | null {
  const length = bits.bitLength - start;
  if (fi === 16 && length >= PERSONS_BITS && length < VTS_TARGET_BITS) {
    return personsOnBoard(bits, start);
  }
  if (fi === 18 && length >= CLEARANCE_BITS) return clearanceTime(bits, start);
  return fi === 20 && length >= BERTHING_BITS ? berthingData(bits, start) : null;
}

function personsOnBoard(bits: SixBitReader, start: number): PersonsOnBoard {
  return { application: 'persons-on-board', persons: nonZero(bits.unsigned(start, PERSONS_BITS)) };
}

function clearanceTime(bits: SixBitReader, start: number): ClearanceTime {
  return {
    application: 'clearance-time',
    linkage: nonZero(bits.unsigned(start, 10)),
    clearance: eta(bits, start + 10),
    portAndBerth: bits.text(start + 30, 120),
    destination: bits.text(start + 150, 30),
    lon: thousandths(bits.signed(start + 180, 25), 180),
    lat: thousandths(bits.signed(start + 205, 24), 90),
  };
}

/** Services at a berth, in the order of their two-bit fields (IMO SN.1/Circ.289 Annex, Table 9.2). */
const SERVICES = [
  'agent',
  'bunkering',
  'chandler',
  'stevedore',
  'shorePower',
  'potableWater',
  'customs',
  'cartage',
  'crane',
  'lift',
  'medical',
  'navigationRepair',
  'provisions',
  'shipRepair',
  'surveyor',
  'steam',
  'tugs',
  'solidWaste',
  'liquidWaste',
  'hazardousWaste',
  'ballastExchange',
  'additional',
  'regional1',
  'regional2',
  'future1',
  'future2',
] as const;

const AVAILABILITY = ['not-available', 'available', 'no-data', 'reserved'] as const;

function berthingData(bits: SixBitReader, start: number): BerthingData {
  const depth = bits.unsigned(start + 19, 8);
  return {
    application: 'berthing-data',
    linkage: nonZero(bits.unsigned(start, 10)),
    berthLengthMetres: nonZero(bits.unsigned(start + 10, 9)),
    waterDepthMetres: depth === 0 ? null : depth / 10,
    mooringPosition: nonZero(bits.unsigned(start + 27, 3)),
    berthing: eta(bits, start + 30),
    services: bits.flag(start + 50) ? services(bits, start + 51) : null,
    berthName: bits.text(start + 103, 120),
    lon: thousandths(bits.signed(start + 223, 25), 180),
    lat: thousandths(bits.signed(start + 248, 24), 90),
  };
}

function services(bits: SixBitReader, start: number): NonNullable<BerthingData['services']> {
  const known: Record<string, (typeof AVAILABILITY)[number]> = {};
  SERVICES.forEach((service, i) => {
    known[service] = AVAILABILITY[bits.unsigned(start + i * 2, 2)] ?? 'reserved';
  });
  return known;
}

/** Degrees of a coordinate in 1/1,000 minute. */
function thousandths(raw: number, limit: number): number | null {
  return onGlobe(raw, 60_000, limit);
}
