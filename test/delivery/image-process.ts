import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { ImageConfig } from './image-build.js';

/**
 * As a container runtime would: a mount namespace of its own, the root read-only, secrets in a
 * memory file system, the image's user without any privilege. The words after the first two are run.
 */
const script = `set -e
root=$1 secrets=$2 user=$3; shift 3
mount --bind "$root" "$root"
mount --rbind /proc "$root/proc"
mount --rbind /dev "$root/dev"
mount -t tmpfs -o mode=755 tmpfs "$root/run"
cp -r "$secrets" "$root/run/secrets"
chown -R "$user" "$root/run/secrets"
mount -o remount,ro "$root/run"
mount -o remount,ro,bind "$root"
exec setpriv --no-new-privs chroot --userspec="$user" "$root" "$@"`;

/** Where a process of the image runs. */
export interface Surroundings {
  /** Root of the image's files. */
  readonly root: string;
  /** Folder whose files are mounted as /run/secrets. */
  readonly secrets: string;
  readonly config: ImageConfig;
  /** Over the image's own environment. */
  readonly env: Readonly<Record<string, string>>;
}

/** How a process ended, and what it wrote. */
export interface Ended {
  readonly code: number | null;
  readonly output: string;
}

function words({ root, secrets, config, env }: Surroundings, command: readonly string[]): string[] {
  const settings = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  const inside = ['env', '--ignore-environment', `--chdir=${config.WorkingDir}`, ...config.Env];
  const container = [root, secrets, config.User, ...inside, ...settings, ...command];
  return ['--mount', 'sh', '-c', script, 'sh', ...container];
}

/** Runs a command of the image to its end. */
export async function runInImage(where: Surroundings, command: readonly string[]): Promise<Ended> {
  const process = new ImageProcess(where, command);
  return { code: await process.ended(), output: process.output };
}

/** A command of the image that goes on; its process number is the command's own. */
export class ImageProcess {
  readonly #child: ChildProcess;
  readonly #closed: Promise<unknown>;
  readonly #output: Buffer[] = [];

  constructor(where: Surroundings, command: readonly string[]) {
    const stdio = ['ignore', 'pipe', 'pipe'] as const;
    this.#child = spawn('unshare', words(where, command), { stdio: [...stdio] });
    this.#closed = once(this.#child, 'close');
    this.#child.stdout?.on('data', (chunk: Buffer) => this.#output.push(chunk));
    this.#child.stderr?.on('data', (chunk: Buffer) => this.#output.push(chunk));
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  get output(): string {
    return Buffer.concat(this.#output).toString('utf8');
  }

  /** Waits for the end; answers the exit code, `null` after a fatal signal. */
  async ended(): Promise<number | null> {
    await this.#closed;
    return this.#child.exitCode;
  }

  /** Sends SIGTERM, the image's signal to stop, and waits for the end. */
  async stop(): Promise<number | null> {
    this.#child.kill('SIGTERM');
    return await this.ended();
  }
}
