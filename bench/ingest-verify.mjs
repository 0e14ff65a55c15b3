/** Whether the database holds exactly what the corpus says, in SQL. */
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { from as copyFrom } from 'pg-copy-streams';

const columns =
  'seq bigint, mmsi integer, time timestamptz, lon integer, lat integer, sog integer, cog integer, heading integer, nav_status integer, message_type integer, stations text';

/** Positions and speeds in the units of the air interface: whole numbers compare exactly. */
const stored = (table) => `
  SELECT mmsi, time, round(lon * 600000)::integer, round(lat * 600000)::integer,
    round(sog::numeric * 10)::integer, round(cog::numeric * 10)::integer, heading::integer,
    nav_status::integer, message_type::integer,
    array_to_string(ARRAY(SELECT unnest(stations) ORDER BY 1), ',')
  FROM ${table}`;

const wanted = 'mmsi, time, lon, lat, sog, cog, heading, nav_status, message_type, stations';

/** The newest with a position or, without any, the newest; of equal times what came later. */
const latestWanted = `
  SELECT ${wanted} FROM (
    SELECT DISTINCT ON (mmsi) * FROM expected
    ORDER BY mmsi, lon IS NOT NULL DESC, time DESC, seq DESC
  ) newest`;

/** Makes the table of what must be there. `client` is connected to the service's database. */
export async function createExpectation(client) {
  await client.query(`CREATE UNLOGGED TABLE expected (${columns})`);
}

/** Adds rows: `expected` of a corpus, and the time (epoch ms) of each slice. */
export async function addExpectation(client, expected, timeOfSlice, firstSeq) {
  const text = (value) => (value === null ? '\\N' : String(value));
  function* lines() {
    for (const [index, row] of expected.entries()) {
      const { report, isRepeated, slice } = row;
      const { mmsi, lon, lat, sog, cog, heading, status, type } = report;
      const time = new Date(timeOfSlice(slice)).toISOString();
      const stations = isRepeated ? 'bench-a,bench-b' : 'bench-a';
      const fields = [mmsi, time, lon, lat, sog, cog, heading, status, type, stations];
      yield `${firstSeq + index}\t${fields.map(text).join('\t')}\n`;
    }
  }
  await pipeline(Readable.from(lines()), client.query(copyFrom('COPY expected FROM STDIN')));
}

/** Rows that are there and should not be, or the other way round; all zero when all is right. */
export async function verify(client) {
  await client.query('ANALYZE expected');
  const differences = {
    'missing or wrong in position': `SELECT ${wanted} FROM expected EXCEPT ALL ${stored('position')}`,
    'too many or wrong in position': `${stored('position')} EXCEPT ALL SELECT ${wanted} FROM expected`,
    'missing or wrong in latest_position': `${latestWanted} EXCEPT ALL ${stored('latest_position')}`,
    'too many or wrong in latest_position': `${stored('latest_position')} EXCEPT ALL ${latestWanted}`,
  };
  const result = {};
  for (const [what, sql] of Object.entries(differences)) {
    const { rows } = await client.query(`SELECT count(*)::int AS count FROM (${sql}) difference`);
    result[what] = rows[0].count;
    if (rows[0].count > 0) {
      const sample = await client.query(`SELECT * FROM (${sql}) difference LIMIT 3`);
      console.error(what, sample.rows);
    }
  }
  const { rows } = await client.query(
    'SELECT (SELECT count(*)::int FROM position) AS positions, (SELECT count(*)::int FROM latest_position) AS latest',
  );
  return { differences: result, ...rows[0] };
}
