const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Shares of the roles, of 120 persons. */
const ROLES = [
  ['pilot', 15],
  ['mooring', 27],
  ['crane', 24],
  ['stevedore', 36],
  ['tug-master', 9],
  ['inspector', 9],
];

const NAMES = [
  'Ana',
  'Benito',
  'Carmen',
  'Diego',
  'Elena',
  'Félix',
  'Gloria',
  'Hugo',
  'Inés',
  'Juan',
];
const SURNAMES = [
  'Rojas',
  'Soto',
  'Muñoz',
  'Díaz',
  'Pérez',
  'Vera',
  'Lagos',
  'Fuentes',
  'Araya',
  'Silva',
];

/**
 * Persons who don't exist, in three shifts of eight hours, each with one day off in seven. The last
 * one of each role has a certificate that ran out.
 */
export function planStaff({ random, from, to, count }) {
  const total = ROLES.reduce((sum, [, share]) => sum + share, 0);
  let made = 0;
  return ROLES.flatMap(([role, share]) => {
    const size = Math.max(2, Math.round((share * count) / total));
    return Array.from({ length: size }, (_, index) => {
      const isLapsed = index === size - 1;
      const dayOff = random.whole(0, 6);
      const name = `${random.pick(NAMES)} ${random.pick(SURNAMES)} ${++made}`;
      const shifts = isLapsed && index > 0 ? allDay(from) : shiftsOf({ from, to, index, dayOff });
      return { number: made, role, name, isLapsed, shifts, work: [] };
    });
  });
}

function shiftsOf({ from, to, index, dayOff }) {
  const shifts = [];
  const begin = (index % 3) * 8 * HOUR;
  for (let day = from - DAY, n = 0; day < to; day += DAY, n++) {
    if (n % 7 !== dayOff) shifts.push({ from: day + begin, to: day + begin + 8 * HOUR });
  }
  return shifts;
}

function allDay(from) {
  return [{ from, to: from + 12 * HOUR }];
}

/** Somebody of a role who is on shift and free for all of a time; remembers that he no longer is. */
export function assign(staff, role, { from, to }) {
  const found = staff.find(
    (person) =>
      person.role === role &&
      !person.isLapsed &&
      person.shifts.some((shift) => shift.from <= from && shift.to >= to) &&
      person.work.every((busy) => busy.to <= from || busy.from >= to),
  );
  found?.work.push({ from, to });
  return found ?? null;
}

/** The part of a time that one shift of somebody covers, from its beginning on, at most so long. */
export function withinShift({ from, to }, longestHours) {
  const next = Math.floor(from / (8 * HOUR)) * 8 * HOUR + 8 * HOUR;
  return { from, to: Math.min(to, next, from + longestHours * HOUR) };
}
