import { migrate } from '../../service/database/migrate.js';
import { startTestDatabase, type TestDatabase } from '../support/database.js';
import { connected, queryDatabase } from '../support/query-database.js';

const insertSql = `INSERT INTO audit_entry (actor_kind, actor_id, action, entity, entity_id)
  VALUES ('system', 'test', 'create', 'booking', '1')`;

describe('the audit in the database', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await startTestDatabase();
    await migrate(database.url);
    await queryDatabase(database.url, insertSql);
  });

  afterAll(async () => {
    await database.stop();
  });

  it.each([
    "UPDATE audit_entry SET reason = 'another'",
    'UPDATE audit_entry SET reason = NULL WHERE false',
    'DELETE FROM audit_entry',
    'DELETE FROM audit_entry WHERE id = 1',
    'TRUNCATE audit_entry',
    'TRUNCATE audit_entry RESTART IDENTITY CASCADE',
    `INSERT INTO audit_entry (id, actor_kind, actor_id, action, entity, entity_id)
       OVERRIDING SYSTEM VALUE VALUES (1, 'system', 'test', 'create', 'booking', '1')
       ON CONFLICT (id) DO UPDATE SET reason = 'another'`,
    `MERGE INTO audit_entry a USING (SELECT 1 AS id) s ON a.id = s.id WHEN MATCHED THEN DELETE`,
  ])('refuses the owner of the table: %s', async (sql) => {
    const [{ owner, me } = { owner: '', me: '?' }] = await queryDatabase<{
      owner: string;
      me: string;
    }>(
      database.url,
      "SELECT tableowner AS owner, current_user AS me FROM pg_tables WHERE tablename = 'audit_entry'",
    );
    expect(owner).toBe(me);
    const before = await queryDatabase(database.url, 'SELECT * FROM audit_entry');
    await expect(queryDatabase(database.url, sql)).rejects.toThrow('audit_entry is append-only');
    expect(await queryDatabase(database.url, 'SELECT * FROM audit_entry')).toEqual(before);
  });

  it('refuses within a transaction that has added an entry, and undoes it all', async () => {
    await connected(database.url, async (client) => {
      await client.query('BEGIN');
      await client.query(insertSql);
      await expect(client.query('DELETE FROM audit_entry')).rejects.toThrow('append-only');
      await client.query('ROLLBACK');
    });
    const [row] = await queryDatabase<{ count: number }>(
      database.url,
      'SELECT count(*)::int AS count FROM audit_entry',
    );
    expect(row?.count).toBe(1);
  });
});
