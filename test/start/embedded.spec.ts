import { Client } from 'pg';
import { startTestDatabase } from '../support/database.js';
it('gives a fresh UTF8 database', async () => {
  const database = await startTestDatabase();
  const client = new Client({ connectionString: database.url });
  await client.connect();
  const answer = await client.query<Record<string, string>>(
    "SELECT current_setting('server_encoding') AS enc, upper('ñ') AS up, current_setting('server_version') AS v, current_setting('listen_addresses') AS l",
  );
  expect(answer.rows[0]).toMatchObject({ enc: 'UTF8', up: 'Ñ', l: '127.0.0.1' });
  await client.end();
  await database.stop();
}, 60000);
