import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startTestDatabase } from '../support/database.js';
import { connected } from '../support/query-database.js';
import { startRedis } from '../support/redis.js';
import { waitFor } from '../support/wait-for.js';
import { AisSender } from './ais-sender.js';
import { canLimit } from './cgroup.js';
import { Cluster } from './cluster.js';
import { readCommitted, type Committed } from './committed.js';
import { Deployment } from './deployment.js';
import { Load, type LoadReport } from './load.js';
import type { Version } from './pod.js';
import { ServiceProxy } from './proxy.js';
import { randomFrom } from './random.js';
import { StreamWatcher } from './stream-watcher.js';
import { newTraffic, type Traffic } from './traffic.js';

/** How a play is set up. */
export interface PlayOptions {
  readonly seed: number;
  /** Requests a second. */
  readonly perSecond: number;
  /** Changes what is read in dist/, for the controls that must fail. */
  readonly change?: (committed: Committed) => Committed;
}

/** What the load had of a play. */
export interface Outcome {
  readonly load: LoadReport;
  /** Position reports sent over TCP, and how many of them are stored never, or more than once. */
  readonly ais: { readonly sent: number; readonly lost: number; readonly duplicated: number };
  /** Happenings written, and how many of them each stream client missed or had twice. */
  readonly streams: readonly {
    readonly expected: number;
    readonly missed: number;
    readonly repeated: number;
    readonly reconnects: number;
    readonly resets: number;
  }[];
}

const environmentName = 'production';

/** The service's delivery on this machine: pods, their controller, the services, and a load on them. */
export class Play {
  private constructor(
    readonly committed: Committed,
    readonly deployment: Deployment,
    readonly cluster: Cluster,
    private readonly parts: {
      readonly databaseUrl: string;
      readonly http: ServiceProxy;
      readonly ais: ServiceProxy;
      readonly traffic: Traffic;
      readonly perSecond: number;
      readonly stops: readonly (() => Promise<unknown>)[];
    },
  ) {}

  /** Starts `version` as the first one, and waits until it serves. */
  static async start(version: Version, options: PlayOptions): Promise<Play> {
    const { seed, perSecond, change } = options;
    const read = readCommitted(environmentName);
    const committed = change === undefined ? read : change(read);
    const database = await startTestDatabase();
    const redis = await startRedis();
    const random = randomFrom(seed);
    const http = new ServiceProxy('http', random);
    const ais = new ServiceProxy('ais-tcp', random);
    await Promise.all([http.listen(), ais.listen()]);
    const surroundings = {
      isLimited: canLimit(),
      environment: { DATABASE_URL: database.url, REDIS_URL: redis.url, LOG_LEVEL: 'warn' },
    };
    await migrate({ name: 'first' }, database.url);
    const deployment = new Deployment(committed, surroundings, [http, ais]);
    const cluster = await Cluster.start(
      deployment,
      async (one) => await migrate(one, database.url),
    );
    const traffic = await newTraffic(database.url);
    const stops = [
      async () => {
        await deployment.remove();
      },
      async () => {
        await cluster.stop();
      },
      async () => {
        await http.close();
      },
      async () => {
        await ais.close();
      },
      async () => {
        await redis.stop();
      },
      async () => {
        await database.stop();
      },
    ];
    const play = new Play(committed, deployment, cluster, {
      databaseUrl: database.url,
      http,
      ais,
      traffic,
      perSecond,
      stops,
    });
    deployment.apply(version);
    await play.settled();
    // The first endpoints are known on the node before anybody asks.
    await sleep(2500);
    return play;
  }

  /** Where clients reach the service. */
  get url(): string {
    return `http://127.0.0.1:${this.parts.http.port}`;
  }

  /** Deploys a version by the commands of the deploy workflow. */
  async deploy(version: Version) {
    return await this.cluster.deploy(version, 'deploy.sh', environmentName, this.url);
  }

  /** Waits until the Deployment is as it is wanted. */
  async settled(deadlineMs = 300_000): Promise<void> {
    await waitFor(() => this.deployment.state === 'complete', {
      what: 'the rollout',
      deadlineMs,
      everyMs: 100,
    });
  }

  /**
   * Puts the load on, does `work`, takes the load off, and looks what became of everything. The load
   * begins before and ends after.
   */
  async under(work: () => Promise<void>): Promise<Outcome> {
    const { http, ais, traffic, perSecond, databaseUrl } = this.parts;
    const load = new Load(http, perSecond, (count) => traffic.request(count));
    const senders = [0, 1].map((one) => new AisSender(ais, 725_000_100 + one, 20));
    const watchers = [0, 1, 2, 3].map(
      () => new StreamWatcher(http, 'distress', traffic.credentials),
    );
    for (const watcher of watchers) watcher.start();
    await sleep(1000);
    const first = await lastHappening(databaseUrl);
    for (const sender of senders) sender.start();
    load.start();
    await sleep(2000);
    await work();
    await this.#leavingAreGone();
    await sleep(3000);
    const report = await load.stop();
    for (const sender of senders) await sender.stop();
    await sleep(2000);
    const expected = await happeningsAfter(databaseUrl, first);
    for (const watcher of watchers) watcher.stop();
    const sent = senders.flatMap((sender) => sender.sent);
    return {
      load: report,
      ais: { sent: sent.length, ...(await compare(databaseUrl, sent)) },
      streams: watchers.map(({ ids, reconnects, resets }) => {
        const seen = ids.filter((id) => id > first);
        return {
          expected: expected.length,
          missed: expected.filter((id) => !seen.includes(id)).length,
          repeated: seen.length - new Set(seen).size,
          reconnects,
          resets,
        };
      }),
    };
  }

  /** A rollout counts as complete while the last old pods still drain: the load stays on until then. */
  async #leavingAreGone(): Promise<void> {
    await waitFor(() => this.deployment.pods.every((pod) => pod.isGone || !pod.isTerminating), {
      what: 'the end of the old pods',
      deadlineMs: 120_000,
      everyMs: 100,
    });
  }

  /** Ends everything that the play started. */
  async stop(): Promise<void> {
    for (const stop of this.parts.stops) await stop();
  }
}

/** The migration Job of a version: the same program as in its image. */
async function migrate(version: Version, databaseUrl: string) {
  const spoilt = version.fault?.includes('migration') === true ? [version.fault] : [];
  const words = spoilt.flatMap((fault) => ['--import', resolve(fault)]);
  const child = spawn(process.execPath, [...words, 'build/service/database/migrate-main.js'], {
    env: { PATH: process.env['PATH'] ?? '', NODE_ENV: 'production', DATABASE_URL: databaseUrl },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
  const [status] = (await once(child, 'close')) as [number | null];
  return { status: status ?? -1, output: Buffer.concat(output).toString('utf8') };
}

async function lastHappening(url: string): Promise<number> {
  return await connected(url, async (client) => {
    const { rows } = await client.query<{ id: number }>(
      `SELECT coalesce(max(id), 0)::float8 AS id FROM stream_event WHERE type = 'distress'`,
    );
    return rows[0]?.id ?? 0;
  });
}

async function happeningsAfter(url: string, after: number): Promise<number[]> {
  return await connected(url, async (client) => {
    const { rows } = await client.query<{ id: number }>(
      `SELECT id::float8 AS id FROM stream_event WHERE type = 'distress' AND id > $1 ORDER BY id`,
      [after],
    );
    return rows.map(({ id }) => id);
  });
}

async function compare(url: string, sent: readonly { mmsi: number; time: number }[]) {
  return await connected(url, async (client) => {
    const { rows } = await client.query<{ lost: number; duplicated: number }>(
      `SELECT count(*) FILTER (WHERE stored = 0)::int AS lost,
         count(*) FILTER (WHERE stored > 1)::int AS duplicated
       FROM (SELECT (SELECT count(*) FROM position p
           WHERE p.mmsi = s.mmsi AND p.time = to_timestamp(s.time)) AS stored
         FROM unnest($1::int[], $2::float8[]) AS s(mmsi, time)) counted`,
      [sent.map(({ mmsi }) => mmsi), sent.map(({ time }) => time)],
    );
    return rows[0] ?? { lost: sent.length, duplicated: 0 };
  });
}
