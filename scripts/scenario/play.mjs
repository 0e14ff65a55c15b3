import { inParallel } from './client.mjs';
import { PortCallPlayer } from './port-call-player.mjs';

const MINUTE = 60_000;
const iso = (time) => new Date(time).toISOString();

/** Chains that are sent beside each other. */
const AT_ONCE = 8;

/**
 * Says a week to the service: staff and vessels, then the port calls, those of one vessel in order.
 * What has not happened by `now` is planned and no more.
 */
export async function play(client, week, { locode, now, smallest }) {
  await inParallel(
    week.staff,
    AT_ONCE,
    async (person) => await enterPerson(client, person, locode),
  );
  await inParallel(week.vessels, AT_ONCE, async (vessel) => {
    vessel.id = (await client.post(`vessel-${vessel.number}`, '/api/v1/vessels', vessel.body)).id;
  });
  await inParallel([...byVessel(week.calls).values()], AT_ONCE, async (calls) => {
    for (const call of calls) {
      await new PortCallPlayer(client, call, { locode, now, smallest }).play();
    }
  });
}

function byVessel(calls) {
  const groups = new Map();
  for (const call of calls) groups.set(call.vessel, [...(groups.get(call.vessel) ?? []), call]);
  return groups;
}

async function enterPerson(client, person, locode) {
  const { number, role, name, isLapsed, shifts } = person;
  const body = { port: locode, name, roles: [role] };
  person.id = (await client.post(`staff-${number}`, '/api/v1/staff', body)).id;
  const first = shifts[0]?.from ?? 0;
  const year = 365 * 24 * 60 * MINUTE;
  await client.post(`certificate-${number}`, `/api/v1/staff/${person.id}/certificates`, {
    role,
    validFrom: iso(first - 2 * year),
    validTo: iso(isLapsed ? first - 30 * MINUTE : first + year),
  });
  for (const [index, { from, to }] of shifts.entries()) {
    const shift = { staffId: person.id, from: iso(from), to: iso(to) };
    await client.post(`shift-${number}-${index}`, '/api/v1/staff-shifts', shift);
  }
}
