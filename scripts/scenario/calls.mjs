import { Fleet } from './vessels.mjs';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Between two passages of one fairway. */
const SEPARATION = 90 * MINUTE;
/** A vessel is free for its next port call so long after it has left. */
const AWAY = 12 * HOUR;
/** From this length on a vessel takes a pilot. */
const PILOTED_METRES = 90;

/**
 * Port calls of a week: berths are filled one stay after the other, so that nothing that is meant to
 * happen is in conflict with anything else that is.
 * @returns in order of arrival.
 */
export function planCalls({ berths, fairways, random, from, to, wanted }) {
  const fleet = new Fleet(random);
  const stays = pickStays(berths, { random, from, to, wanted });
  const fairwayTimes = new Map();
  const calls = stays.map((stay, index) => {
    const vessel = fleet.take(stay.berth, stay.from - 4 * HOUR, stay.to + AWAY);
    const call = { number: index + 1, vessel, ...stay, ...fateOf(random), random };
    return { ...call, ...passagesOf(call, { fairways, fairwayTimes }) };
  });
  return { calls, vessels: fleet.vessels };
}

/** As many stays as are wanted, of those that fill the berths; the shorter they are the more there are. */
function pickStays(berths, { random, from, to, wanted }) {
  for (let pace = 1; ; pace *= 0.85) {
    const stays = berths.flatMap((berth) => fill(berth, { random, from, to, pace }));
    if (stays.length < wanted && pace > 0.05) continue;
    return random
      .shuffled(stays)
      .slice(0, wanted)
      .sort(
        (one, other) => one.from - other.from || one.berth.code.localeCompare(other.berth.code),
      );
  }
}

function fill(berth, { random, from, to, pace }) {
  const stays = [];
  const isSmall = (berth.maxLengthMetres ?? 200) < PILOTED_METRES;
  const [shortest, longest] = isSmall ? [1.5, 6] : [7, 22];
  let time = from + random.between(0, 6 * HOUR * pace);
  for (;;) {
    const start = round(time + random.between(0.75, 3, 2) * HOUR * pace);
    const end = round(start + Math.max(1, random.between(shortest, longest, 2) * pace) * HOUR);
    if (end > to) return stays;
    stays.push({ berth, from: start, to: end });
    time = end;
  }
}

/** What becomes of a port call, besides coming and going. */
function fateOf(random) {
  return {
    isCancelled: random.chance(0.04),
    anchors: random.chance(0.15),
    negotiates: random.chance(0.12),
    isWithPlace: random.chance(0.5),
    /** What somebody tries that the service must refuse. */
    mischief: random.chance(0.3) ? random.pick(['berth', 'fit', 'status', 'cargo', 'staff']) : null,
    dangerousGoods: random.chance(0.1)
      ? [{ imoClass: '3', unNumber: '1203', quantityTonnes: random.between(1, 40, 1) }]
      : [],
  };
}

/** In and out by the fairways, where they are free then; else without one. */
function passagesOf(call, { fairways, fairwayTimes }) {
  if (call.vessel.body.lengthOverallMetres < PILOTED_METRES)
    return { inbound: null, outbound: null };
  const free = (fairway, start) => {
    if (fairway === undefined) return null;
    const taken = fairwayTimes.get(fairway.id) ?? [];
    if (taken.some((time) => Math.abs(time - start) < SEPARATION)) return null;
    fairwayTimes.set(fairway.id, [...taken, start]);
    return { fairwayId: fairway.id, from: start, to: start + HOUR };
  };
  return {
    inbound: free(fairways.inbound, call.from - HOUR - 15 * MINUTE),
    outbound: free(fairways.outbound, call.to + 10 * MINUTE),
  };
}

function round(time) {
  return Math.round(time / (5 * MINUTE)) * 5 * MINUTE;
}
