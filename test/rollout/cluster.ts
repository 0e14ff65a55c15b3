import { spawn } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Deployment } from './deployment.js';
import type { Version } from './pod.js';

/** How a command of the delivery ended. */
export interface Ended {
  readonly status: number;
  readonly output: string;
  readonly seconds: number;
}

interface Answer {
  readonly status: number;
  readonly output: string;
}

const ok = (output = ''): Answer => ({ status: 0, output });
const failed = (output: string): Answer => ({ status: 1, output });

/** Runs the migration of a version; tells whether it succeeded, and what it wrote. */
export type Migration = (version: Version) => Promise<Answer>;

/**
 * The API server as `kubectl` shows it: the commands of the deploy workflow run as they are written in
 * delivery/steps, against the Deployment that is played here. Of everything else it takes what is
 * applied and says that it is well.
 */
export class Cluster {
  readonly #server: Server;
  readonly #folder = mkdtempSync(join(tmpdir(), 'porttrack-kubectl-'));
  #wanted: Version | null = null;
  #migrated: Promise<Answer> | null = null;
  /** Every command line, in order. */
  readonly commands: string[] = [];

  private constructor(
    private readonly deployment: Deployment,
    private readonly migration: Migration,
  ) {
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const words = JSON.parse(Buffer.concat(chunks).toString('utf8')) as string[];
        void this.#answer(words).then((answer) => response.end(JSON.stringify(answer)));
      });
    });
  }

  static async start(deployment: Deployment, migration: Migration): Promise<Cluster> {
    const cluster = new Cluster(deployment, migration);
    cluster.#server.listen(0, '127.0.0.1');
    await once(cluster.#server, 'listening');
    cluster.#writeKubectl();
    return cluster;
  }

  /** Deploys a version by a step of delivery/steps, as the workflow runs it. */
  async deploy(version: Version, step: string, ...words: readonly string[]): Promise<Ended> {
    this.#wanted = version;
    return await this.run(step, ...words);
  }

  /** Runs a step of delivery/steps. */
  async run(step: string, ...words: readonly string[]): Promise<Ended> {
    const start = performance.now();
    const child = spawn('bash', [resolve('delivery/steps', step), ...words], {
      env: {
        ...process.env,
        PATH: `${this.#folder}${delimiter}${process.env['PATH'] ?? ''}`,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const output: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
    const [status] = (await once(child, 'close')) as [number | null];
    return {
      status: status ?? -1,
      output: Buffer.concat(output).toString('utf8'),
      seconds: (performance.now() - start) / 1000,
    };
  }

  async stop(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #answer(words: readonly string[]): Promise<Answer> {
    const line = words.join(' ');
    this.commands.push(line);
    const isOurs = line.includes('deployment/porttrack-api');
    if (line.includes(' rollout status ')) return isOurs ? await this.#status(line) : ok();
    if (line.includes(' rollout undo ')) {
      this.deployment.undo();
      return ok('deployment.apps/porttrack-api rolled back\n');
    }
    if (/ get deployment\S* /.test(line))
      return ok(isOurs ? String(this.deployment.revision) : '1');
    if (line.includes(' get job')) return await this.#job(line);
    if (line.startsWith('apply ')) this.#apply(line);
    return ok();
  }

  #apply(line: string): void {
    const version = this.#wanted;
    if (version === null) return;
    if (line.includes('/Job.porttrack-migrate')) this.#migrated = this.migration(version);
    if (line.includes('/Deployment.porttrack-api.yaml')) this.deployment.apply(version);
  }

  async #job(line: string): Promise<Answer> {
    if (!line.includes('porttrack-migrate')) return ok('Complete ');
    const done = await Promise.race([this.#migrated, sleep(50, null)]);
    if (done === null) return ok();
    return ok(done.status === 0 ? 'Complete ' : 'Failed ');
  }

  /** Until it is complete, until the deadline has passed, or until `--timeout`. */
  async #status(line: string): Promise<Answer> {
    const seconds = Number(/--timeout=(\d+)s/.exec(line)?.[1] ?? 0);
    const until = Date.now() + seconds * 1000;
    while (Date.now() < until) {
      const { state } = this.deployment;
      if (state === 'complete') return ok('successfully rolled out\n');
      if (state === 'deadline-exceeded') {
        return failed('error: deployment "porttrack-api" exceeded its progress deadline\n');
      }
      await sleep(100);
    }
    return failed('error: timed out waiting for the condition\n');
  }

  /** A program on PATH that hands its words over. */
  #writeKubectl(): void {
    const address = this.#server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const path = join(this.#folder, 'kubectl');
    const script = `#!${process.execPath}
      const answer = await fetch('http://127.0.0.1:${port}', {
        method: 'POST',
        body: JSON.stringify(process.argv.slice(2)),
        signal: AbortSignal.timeout(600_000),
      });
      const { status, output } = await answer.json();
      (status === 0 ? process.stdout : process.stderr).write(output);
      process.exitCode = status;
    `;
    writeFileSync(join(this.#folder, 'kubectl.mjs'), script);
    writeFileSync(path, `#!/bin/sh\nexec ${process.execPath} ${this.#folder}/kubectl.mjs "$@"\n`);
    chmodSync(path, 0o755);
  }
}
