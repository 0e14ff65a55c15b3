import { randomUUID } from 'node:crypto';

import { sqlState } from '../../service/database/database.errors.js';
import { openDatabase, type OpenDatabase } from './open-database.js';

let database: OpenDatabase;
let berth: string;
let operation: string;

beforeAll(async () => {
  database = await openDatabase();
  const [zone, vessel, call] = [randomUUID(), randomUUID(), randomUUID()];
  berth = zone;
  operation = randomUUID();
  const point = `'{"type":"Point","coordinates":[0,0]}'`;
  for (const sql of [
    `INSERT INTO port (locode, name, time_zone, lon, lat, file, updated_at)
     VALUES ('XXTST', 'Test', 'UTC', 0, 0, 'x', now())`,
    `INSERT INTO port_zone (id, port_locode, kind, code, geometry, west, south, east, north, file)
     VALUES ('${zone}', 'XXTST', 'berth', '1', ${point}, 0, 0, 0, 0, 'x')`,
    `INSERT INTO berth (id, port_locode) VALUES ('${zone}', 'XXTST')`,
    `INSERT INTO registered_vessel (id, source) VALUES ('${vessel}', 'operator')`,
    `INSERT INTO port_call (id, port_locode, vessel_id, created_at, updated_at)
     VALUES ('${call}', 'XXTST', '${vessel}', now(), now())`,
    `INSERT INTO cargo_operation (id, port_call_id, port_locode, berth_id, direction, commodity,
       unit, planned) VALUES ('${operation}', '${call}', 'XXTST', '${zone}', 'load', 'x', 't', 10)`,
  ])
    await database.rows(sql);
});

afterAll(async () => {
  await database.stop();
});

/** PostgreSQL's code for why it refuses a statement; `null` when it doesn't. */
async function refusal(sql: string, values: readonly unknown[] = []): Promise<string | null> {
  return await database.rows(sql, values).then(
    () => null,
    (error: unknown) => sqlState(error),
  );
}

async function newPerson(): Promise<string> {
  const id = randomUUID();
  await database.rows(
    `INSERT INTO staff_member (id, port_locode, name, roles) VALUES ($1, 'XXTST', 'A', '{crane}')`,
    [id],
  );
  return id;
}

async function assign(person: string, from: number, to: number): Promise<string | null> {
  return await refusal(
    `INSERT INTO staff_assignment (id, staff_id, port_locode, role, berth_id, during)
     VALUES ($1, $2, 'XXTST', 'crane', $3, tstzrange(to_timestamp($4), to_timestamp($5)))`,
    [randomUUID(), person, berth, from, to],
  );
}

const exclusion = '23P01';
const check = '23514';

describe('the database itself', () => {
  it('lets one of many writers have a person at a time, without any lock of theirs', async () => {
    const person = await newPerson();
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, async (_, index) => await assign(person, index, index + 30)),
    );
    // Two that wait for each other are a deadlock, of which PostgreSQL ends one.
    const refused = outcomes.filter((code) => code !== null);
    expect(refused).toHaveLength(19);
    expect(refused.every((code) => code === exclusion || code === '40P01')).toBe(true);
    expect(await assign(person, 100, 110)).toBeNull();
    expect(await assign(person, 110, 120)).toBeNull();
    expect(await assign(await newPerson(), 100, 110)).toBeNull();
  });

  it('frees the time of what is cancelled', async () => {
    const person = await newPerson();
    expect(await assign(person, 0, 10)).toBeNull();
    expect(await assign(person, 5, 15)).toBe(exclusion);
    await database.rows("UPDATE staff_assignment SET state = 'cancelled' WHERE staff_id = $1", [
      person,
    ]);
    expect(await assign(person, 5, 15)).toBeNull();
  });

  it('has no two shifts of a person at a time', async () => {
    const person = await newPerson();
    const sql = `INSERT INTO staff_shift (id, staff_id, during)
      VALUES ($1, $2, tstzrange(to_timestamp($3), to_timestamp($4)))`;
    expect(await refusal(sql, [randomUUID(), person, 0, 10])).toBeNull();
    expect(await refusal(sql, [randomUUID(), person, 10, 20])).toBeNull();
    expect(await refusal(sql, [randomUUID(), person, 9, 11])).toBe(exclusion);
  });

  it('knows no erased person by name, and no other without', async () => {
    const person = await newPerson();
    const erase = 'UPDATE staff_member SET erased_at = now()';
    expect(await refusal(`${erase} WHERE id = $1`, [person])).toBe(check);
    expect(await refusal('UPDATE staff_member SET name = NULL WHERE id = $1', [person])).toBe(
      check,
    );
    expect(await refusal(`${erase}, name = NULL, contact = 'x' WHERE id = $1`, [person])).toBe(
      check,
    );
    expect(await refusal(`${erase}, name = NULL WHERE id = $1`, [person])).toBeNull();
  });

  it('assigns to exactly one thing', async () => {
    const sql = `INSERT INTO staff_assignment (id, staff_id, port_locode, role, berth_id,
        cargo_operation_id, during)
      VALUES ($1, $2, 'XXTST', 'crane', $3, $4, tstzrange(to_timestamp(0), to_timestamp(1)))`;
    const person = await newPerson();
    expect(await refusal(sql, [randomUUID(), person, null, null])).toBe(check);
    expect(await refusal(sql, [randomUUID(), person, berth, operation])).toBe(check);
    expect(await refusal(sql, [randomUUID(), person, null, operation])).toBeNull();
  });
});

describe('a cargo operation in the database', () => {
  it.each([
    ["state = 'working'", 'works without a start'],
    ["state = 'completed', started_at = now()", 'is completed without an end'],
    ['done = -1', 'has less than nothing done'],
    ["unit = 'units', planned = 1.5", 'has half a piece'],
    ['commodity = NULL', 'is of nothing'],
  ])('cannot be set to %s: one that %s', async (change) => {
    expect(await refusal(`UPDATE cargo_operation SET ${change} WHERE id = $1`, [operation])).toBe(
      check,
    );
  });

  it('keeps its tally: entries are added, and stay; a restore may begin with an empty one', async () => {
    expect(await refusal('TRUNCATE cargo_progress')).toBeNull();
    const entry = `INSERT INTO cargo_progress (id, cargo_operation_id, amount, at, reason)
      VALUES ($1, $2, $3, now(), $4)`;
    expect(await refusal(entry, [randomUUID(), operation, 0, null])).toBe(check);
    expect(await refusal(entry, [randomUUID(), operation, -1, null])).toBe(check);
    expect(await refusal(entry, [randomUUID(), operation, -1, 'counted twice'])).toBeNull();
    const denied = '42501';
    expect(await refusal('UPDATE cargo_progress SET amount = 2')).toBe(denied);
    expect(await refusal('DELETE FROM cargo_progress')).toBe(denied);
    expect(await refusal('TRUNCATE cargo_progress')).toBe(denied);
  });
});
