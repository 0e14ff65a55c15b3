import { planCalls } from './calls.mjs';
import { Random } from './random.mjs';
import { assign, planStaff, withinShift } from './staff.mjs';
import { cargoOf } from './vessels.mjs';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The issue's own busy port: so many berths have so many port calls a day, and so many people. */
export const BUSY = { berths: 25, callsADay: 60, staff: 120 };

/** How much there is to do at a port with so many berths, unless it is said. */
export function sizeFor(berthCount, { callsADay, staff }) {
  const share = berthCount / BUSY.berths;
  return {
    callsADay: callsADay ?? Math.max(1, Math.round(BUSY.callsADay * share)),
    staff: staff ?? Math.max(12, Math.round(BUSY.staff * share)),
  };
}

/**
 * Everything that will be said to the service, from the seed and the port alone: made again it is
 * the same.
 * @param port.berths and port.fairways as the API shows them.
 */
export function planWeek({ seed, from, days, callsADay, staffCount, port }) {
  const random = new Random(seed);
  const to = from + days * DAY;
  const { calls, vessels } = planCalls({
    ...port,
    random,
    from,
    to,
    wanted: callsADay * days,
  });
  const staff = planStaff({ random, from, to, count: staffCount });
  for (const call of calls) {
    call.cargo = cargoFor(call, random);
    call.assignments = call.isCancelled ? [] : crew(call, staff);
    call.lapsed = staff.find(({ isLapsed, role }) => isLapsed && role === 'mooring');
  }
  return { calls, vessels, staff, to };
}

function cargoFor(call, random) {
  const { unit, hs, amount } = cargoOf(call.vessel.kind);
  if (unit === null || call.isCancelled) return null;
  const from = call.from + 45 * MINUTE;
  const to = call.to - 30 * MINUTE;
  if (to - from < HOUR) return null;
  const hours = (to - from) / HOUR;
  const planned = Math.max(
    4,
    Math.round(amount * call.vessel.body.lengthOverallMetres * hours * 0.1),
  );
  const isLarge = call.vessel.body.lengthOverallMetres > 120;
  return {
    from,
    to,
    body: {
      direction: random.pick(['load', 'discharge']),
      hsChapter: hs,
      unit,
      planned,
      gangs: isLarge ? 2 : 1,
      cranes: isLarge ? 2 : 1,
    },
    parts: split(planned, Math.max(1, Math.min(6, Math.floor(hours / 2)))),
    rests: hours > 4 && random.chance(0.15),
  };
}

/** Whole amounts that sum up to the planned one. */
function split(planned, count) {
  const each = Math.floor(planned / count);
  const parts = Array.from({ length: count }, () => each);
  parts[count - 1] = planned - each * (count - 1);
  return parts;
}

/** Who works for a port call; where nobody is free, nobody does. */
function crew(call, staff) {
  const cargo = call.cargo;
  const wanted = [
    ...(call.inbound === null ? [] : [['pilot', 'inbound', call.inbound]]),
    ['mooring', 'berth', { from: call.from - 15 * MINUTE, to: call.from + 30 * MINUTE }],
    ...(cargo === null
      ? []
      : [
          ...Array.from({ length: cargo.body.cranes }, () => [
            'crane',
            'cargo',
            withinShift(cargo, 6),
          ]),
          ...Array.from({ length: cargo.body.gangs }, () => [
            'stevedore',
            'cargo',
            withinShift(cargo, 6),
          ]),
        ]),
    ...(call.outbound === null ? [] : [['pilot', 'outbound', call.outbound]]),
  ];
  return wanted.flatMap(([role, subject, time]) => {
    const person = assign(staff, role, time);
    return person === null ? [] : [{ role, subject, person, from: time.from, to: time.to }];
  });
}
