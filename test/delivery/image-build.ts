import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

const run = promisify(execFile);

/** The name by which the Dockerfile asks for its base. */
export const BASE = 'docker.io/library/node:22-bookworm-slim';

/** The image under test. */
export const IMAGE = 'localhost/porttrack:test';

const configSchema = z.object({
  User: z.string(),
  Env: z.array(z.string()),
  Cmd: z.array(z.string()),
  WorkingDir: z.string(),
  ExposedPorts: z.record(z.string(), z.unknown()),
  Labels: z.record(z.string(), z.string()),
  StopSignal: z.string(),
  Healthcheck: z.object({ Test: z.array(z.string()) }),
});

/** What the image says of how it is run. */
export type ImageConfig = z.output<typeof configSchema>;

/** Buildah with a store of its own, so that nothing of the machine's is used or left behind. */
export class Buildah {
  private readonly storage: string;

  /** @param folder a new one, which the caller removes */
  constructor(private readonly folder: string) {
    this.storage = join(folder, 'storage.conf');
    // vfs is slower than overlay, and works inside of a container too.
    const lines = [
      '[storage]',
      'driver = "vfs"',
      `graphroot = "${join(folder, 'store')}"`,
      `runroot = "${join(folder, 'run')}"`,
    ];
    writeFileSync(this.storage, `${lines.join('\n')}\n`);
  }

  /**
   * Makes an image of Debian with this process's node and npm, under the name of the real base,
   * which no registry need give out: so it is the Dockerfile itself that is built.
   */
  async makeBase(): Promise<void> {
    const files = join(this.folder, 'base');
    await run('debootstrap', ['--variant=minbase', 'bookworm', files], { maxBuffer: 2 ** 26 });
    for (const path of ['var/cache/apt', 'var/lib/apt/lists']) {
      rmSync(join(files, path), { recursive: true, force: true });
    }
    await addNode(join(files, 'usr/local'));
    const container = await this.command('from', 'scratch');
    await this.command('add', '--quiet', container, files, '/');
    const path = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
    await this.command('config', '--env', path, container);
    await this.command('commit', '--quiet', '--format', 'docker', '--rm', container, BASE);
    rmSync(files, { recursive: true, force: true });
  }

  /** Builds the Dockerfile of the working directory; npm asks the registry that it asks here. */
  async build(): Promise<void> {
    const npmrc = join(this.folder, 'npmrc');
    const authority = process.env['NODE_EXTRA_CA_CERTS'] ?? (await npmSetting('cafile'));
    const inside = '/run/npm-authority.pem';
    const trusts = authority !== null;
    const lines = [
      `registry=${String(await npmSetting('registry'))}`,
      trusts ? `cafile=${inside}` : '',
    ];
    writeFileSync(npmrc, `${lines.join('\n')}\n`, { mode: 0o600 });
    await this.command(
      ...['bud', '--isolation', 'chroot', '--format', 'docker', '--pull-never'],
      ...['--secret', `id=npmrc,src=${npmrc}`],
      ...(trusts ? ['--volume', `${authority}:${inside}:ro`] : []),
      ...['--build-arg', 'REVISION=0123456789abcdef', '--tag', IMAGE, '.'],
    );
  }

  /** What the image says of how it is run. */
  async config(): Promise<ImageConfig> {
    const text = await this.command('inspect', '--type', 'image', IMAGE);
    const { Docker } = z
      .object({ Docker: z.object({ config: z.unknown() }) })
      .parse(JSON.parse(text));
    return configSchema.parse(Docker.config);
  }

  /** Bytes of the layers that the image has over its base, not compressed. */
  async bytesOverBase(): Promise<number> {
    const [base, image] = await Promise.all([this.layers(BASE), this.layers(IMAGE)]);
    return image.slice(base.length).reduce((sum, size) => sum + size, 0);
  }

  /**
   * The image's files in a container that is not running.
   * @returns absolute path of its root
   */
  async mount(): Promise<string> {
    return await this.command('mount', await this.command('from', '--pull-never', IMAGE));
  }

  /** Removes every container and image. */
  async clear(): Promise<void> {
    await this.command('rm', '--all');
    await this.command('rmi', '--all', '--force');
  }

  private async layers(image: string): Promise<number[]> {
    const folder = join(this.folder, `layers-${image.replaceAll(/\W/g, '-')}`);
    await this.command('push', '--quiet', '--disable-compression', image, `dir:${folder}`);
    const text = await run('cat', [join(folder, 'manifest.json')]);
    rmSync(folder, { recursive: true, force: true });
    const manifest = z.object({ layers: z.array(z.object({ size: z.number() })) });
    return manifest.parse(JSON.parse(text.stdout)).layers.map(({ size }) => size);
  }

  private async command(...words: string[]): Promise<string> {
    const env = { ...process.env, CONTAINERS_STORAGE_CONF: this.storage };
    const { stdout } = await run('buildah', words, { env, maxBuffer: 2 ** 26 });
    return stdout.trim();
  }
}

/** Node and npm where the real base has them. */
async function addNode(folder: string): Promise<void> {
  const npm = dirname(dirname(await npmCommand()));
  mkdirSync(join(folder, 'lib/node_modules'), { recursive: true });
  cpSync(process.execPath, join(folder, 'bin/node'), { dereference: true });
  cpSync(npm, join(folder, 'lib/node_modules/npm'), { recursive: true });
  for (const name of ['npm', 'npx']) {
    symlinkSync(`../lib/node_modules/npm/bin/${name}-cli.js`, join(folder, 'bin', name));
  }
}

/** @returns absolute path of npm's npm-cli.js */
async function npmCommand(): Promise<string> {
  const own = process.env['npm_execpath'] ?? '';
  if (own.endsWith('npm-cli.js') && existsSync(own)) return own;
  const { stdout } = await run('sh', ['-c', 'readlink -f "$(command -v npm)"']);
  return stdout.trim();
}

/** @returns `null` where npm has no such setting */
async function npmSetting(name: string): Promise<string | null> {
  const { stdout } = await run('npm', ['config', 'get', name]);
  const value = stdout.trim();
  return value === 'null' || value === 'undefined' ? null : value;
}
