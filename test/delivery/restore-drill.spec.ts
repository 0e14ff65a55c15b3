import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { backUpTo } from '../../service/database/backup/backup-file.js';
import { migrate } from '../../service/database/migrate.js';
import { startTestDatabase, type TestDatabase } from '../support/database.js';
import { queryDatabase } from '../support/query-database.js';
import { describeWith } from '../support/real-parts.js';

/** Runs the drill on the server of a database. */
function drill(database: TestDatabase, file: string, settings: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(
    'bash',
    ['delivery/steps/restore-drill.sh', 'file', file],
    {
      encoding: 'utf8',
      env: { ...process.env, DRILL_SERVER_URL: database.url, ...settings },
      timeout: 120_000,
    },
  );
  return { status, stdout, stderr };
}

describeWith('psql', 'a backup is restored', () => {
  let database: TestDatabase;
  let folder = '';
  const file = (): string => join(folder, 'backup.gz');

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'porttrack-drill-'));
    database = await startTestDatabase();
    await migrate(database.url);
    await queryDatabase(
      database.url,
      `INSERT INTO vessel (id, mmsi, source, feed, first_seen_at, updated_at, stream_id)
       VALUES ('5b2f9d3e-0c1a-4c5e-9d57-1f2e3d4c5b6a', 725000001, 'ais', 'tcp', now(),
         now() - interval '3 hours', 7)`,
    );
    await backUpTo(database.url, file());
  }, 120_000);

  afterAll(async () => {
    await database.stop();
    rmSync(folder, { recursive: true });
  });

  it('tells what is in it and clears the copy away', async () => {
    const { status, stdout, stderr } = drill(database, file());
    expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(
      /restored in \d+ s: [1-9]\d* migrations, 1 vessels, 0 positions, newest 18\d minutes old/,
    );
    const left = await queryDatabase(
      database.url,
      "SELECT datname FROM pg_database WHERE datname LIKE 'restore_drill_%'",
    );
    expect(left).toEqual([]);
  }, 120_000);

  it('fails when the backup is older than it may be', () => {
    const { status, stderr } = drill(database, file(), { DRILL_MAX_AGE_HOURS: '2' });
    expect(status).toBe(1);
    expect(stderr).toContain('older than 2 hours');
  }, 120_000);

  it('fails on a file that was cut off, and clears the copy away', async () => {
    const cut = join(folder, 'cut.gz');
    const whole = readFileSync(file());
    writeFileSync(cut, whole.subarray(0, Math.floor(whole.length / 2)));
    expect(drill(database, cut).status).not.toBe(0);
    const left = await queryDatabase(
      database.url,
      "SELECT datname FROM pg_database WHERE datname LIKE 'restore_drill_%'",
    );
    expect(left).toEqual([]);
  }, 120_000);
});
