import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { quantityOf } from '../manifests/quantities.js';
import { freePort } from '../support/free-port.js';
import { ControlGroup } from './cgroup.js';
import type { Committed } from './committed.js';

/** One version of the service: what its image would hold, and be told by its settings. */
export interface Version {
  readonly name: string;
  /** Settings beyond those of dist/. */
  readonly environment?: Readonly<Record<string, string>>;
  /** A module that is loaded before the service and spoils it. */
  readonly fault?: string;
}

/** Where the pods find what stands beside them. */
export interface Surroundings {
  /** `DATABASE_URL`, `REDIS_URL` and whatever else differs from the cluster. */
  readonly environment: Readonly<Record<string, string>>;
  /** Whether each pod is held to its limits by a control group. */
  readonly isLimited: boolean;
}

/** Settings of dist/ that name files and addresses of a cluster. */
const ofTheCluster = [
  'AIS_FEEDS',
  'DATABASE_URL_FILE',
  'REDIS_URL_FILE',
  'NODE_EXTRA_CA_CERTS',
  'WEBHOOK_SECRET_KEY_FILE',
  'HOST',
];

let created = 0;

/** The container of a pod: a real process of the built service, on ports of its own. */
export class Container {
  readonly #ports: ReadonlyMap<string, number>;
  readonly #group: ControlGroup | null;
  #child: ChildProcess | null = null;
  #output: Buffer[] = [];
  /** Times that it was started. */
  starts = 0;

  private constructor(
    private readonly version: Version,
    private readonly committed: Committed,
    private readonly surroundings: Surroundings,
    parts: { readonly ports: ReadonlyMap<string, number>; readonly group: ControlGroup | null },
  ) {
    this.#ports = parts.ports;
    this.#group = parts.group;
  }

  static async create(
    version: Version,
    committed: Committed,
    surroundings: Surroundings,
  ): Promise<Container> {
    const ports = new Map<string, number>();
    for (const { name } of committed.container.ports) ports.set(name, await freePort());
    const { cpu, memory } = committed.container.resources.limits;
    const limits = { cpu: quantityOf(cpu) ?? 0, memoryBytes: quantityOf(memory) ?? 0 };
    const name = `porttrack-play-${process.pid}-${++created}`;
    const group = surroundings.isLimited ? new ControlGroup(name, limits) : null;
    return new Container(version, committed, surroundings, { ports, group });
  }

  /** The port on this machine for a port of the container by its name in dist/. */
  portOf(name: string): number {
    const port = this.#ports.get(name);
    if (port === undefined) throw new RangeError(`the container has no port ${name}`);
    return port;
  }

  get isRunning(): boolean {
    return this.#child !== null && !hasEnded(this.#child);
  }

  /** Everything written so far, over all starts. */
  get output(): string {
    return Buffer.concat(this.#output).toString('utf8');
  }

  /** What it has used and uses: CPU seconds and bytes; `null` without a control group. */
  get usage(): { readonly cpuSeconds: number; readonly memoryBytes: number } | null {
    const group = this.#group;
    return group && { cpuSeconds: group.cpuSeconds, memoryBytes: group.workingSetBytes };
  }

  start(): void {
    this.starts++;
    const fault = this.version.fault;
    const words = fault === undefined ? [] : ['--import', resolve(fault)];
    const command = [process.execPath, ...words, resolve('build/service/main.js')];
    const joining = this.#group?.joining ?? '';
    const child = spawn('/bin/sh', ['-c', `${joining}exec "$@"`, 'pod', ...command], {
      env: this.#environment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.on('data', (chunk: Buffer) => this.#output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => this.#output.push(chunk));
    this.#child = child;
  }

  /** Resolves when the process has ended. */
  async ended(): Promise<void> {
    const child = this.#child;
    if (child !== null && !hasEnded(child)) await once(child, 'exit');
  }

  signal(signal: NodeJS.Signals): void {
    this.#child?.kill(signal);
  }

  /** Ends whatever runs, and gives the control group back. */
  async remove(): Promise<void> {
    if (this.isRunning) {
      this.signal('SIGKILL');
      await this.ended();
    }
    this.#group?.remove();
  }

  #environment(): Record<string, string> {
    const settings = Object.entries(this.committed.settings).filter(
      ([name]) => !ofTheCluster.includes(name),
    );
    return {
      PATH: process.env['PATH'] ?? '',
      ...Object.fromEntries(settings),
      HOST: '127.0.0.1',
      ...this.surroundings.environment,
      ...this.version.environment,
      PORT: String(this.portOf('http')),
      OPS_PORT: String(this.portOf('ops')),
      AIS_TCP_PORT: String(this.portOf('ais-tcp')),
      AIS_UDP_PORT: String(this.portOf('ais-udp')),
    };
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
