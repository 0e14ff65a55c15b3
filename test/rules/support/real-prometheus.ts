import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { type JobName, jobs } from '../../../charts/prometheus/jobs.js';
import type { RuleFile } from '../../../charts/rules/rules.js';
import { freePort } from '../../support/free-port.js';
import { commandOf } from '../../support/real-parts.js';
import { waitFor } from '../../support/wait-for.js';

/** Something to scrape. */
export interface ScrapeJob {
  readonly job: JobName;
  /** `host:port` */
  readonly address: string;
  /** @default /metrics */
  readonly path?: string;
  /** Labels that discovery would give the target. */
  readonly labels: Readonly<Record<string, string>>;
}

/** A series of an instant query's answer. */
export interface Series {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: number;
}

/** A Prometheus that scrapes and evaluates once a second. */
export interface RealPrometheus {
  /** `host:port` */
  readonly address: string;
  /** @throws Error with Prometheus' own words for a query that it does not take */
  query(expression: string): Promise<Series[]>;
  /** Label sets of the series that match. */
  series(selector: string): Promise<Readonly<Record<string, string>>[]>;
  /** Values of a label over the series that match. */
  labelValues(label: string, selector: string): Promise<string[]>;
  /** Types of metrics, as their targets say. */
  types(): Promise<ReadonlyMap<string, string>>;
  stop(): Promise<void>;
}

/** Starts Prometheus on a free loopback port, with a folder of its own. Guard it by `describeWith`. */
export async function startPrometheus(
  targets: readonly ScrapeJob[],
  rules: readonly RuleFile[],
): Promise<RealPrometheus> {
  const program = commandOf('prometheus');
  if (program === null) throw new Error('no prometheus on PATH');
  const folder = await mkdtemp(join(tmpdir(), 'porttrack-prometheus-'));
  const address = `127.0.0.1:${String(await freePort())}`;
  const own: ScrapeJob = {
    job: 'prometheus',
    address,
    labels: { namespace: 'porttrack-monitoring', pod: 'prometheus-porttrack-0' },
  };
  await Promise.all(rules.map(({ name, text }) => writeFile(join(folder, name), text)));
  await writeFile(join(folder, 'prometheus.yml'), configuration([...targets, own]));
  const flags = [
    `--config.file=${join(folder, 'prometheus.yml')}`,
    `--storage.tsdb.path=${join(folder, 'data')}`,
    `--web.listen-address=${address}`,
    '--log.level=warn',
  ];
  const child = spawn(program, flags, { stdio: ['ignore', 'ignore', 'pipe'] });
  const output: Buffer[] = [];
  child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
  const stop = async (): Promise<void> => {
    await end(child);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await waitFor(async () => (await fetch(`http://${address}/-/ready`)).ok, {
      what: 'Prometheus',
    });
  } catch (error) {
    await stop();
    throw new Error(Buffer.concat(output).toString('utf8'), { cause: error });
  }
  return { address, ...apiOf(address), stop };
}

/** Targets of one job differ in path, so that each has a section; `honor_labels` is as in production. */
function configuration(targets: readonly ScrapeJob[]): string {
  return stringify({
    global: { scrape_interval: '1s', scrape_timeout: '1s', evaluation_interval: '1s' },
    rule_files: ['*.rules.yaml'],
    scrape_configs: targets.map(({ job, address, path = '/metrics', labels }) => ({
      job_name: `${job}${path}`,
      honor_labels: jobs[job].honorLabels,
      metrics_path: path,
      static_configs: [{ targets: [address], labels }],
      relabel_configs: [
        { target_label: 'job', replacement: job },
        { target_label: 'instance', replacement: `${address}${path}` },
      ],
    })),
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, 'close');
  child.kill('SIGKILL');
  await closed;
}

/** Answers of the HTTP API, as far as they are used. */
interface Answers {
  readonly query: { readonly resultType: string; readonly result: unknown };
  readonly series: Record<string, string>[];
  readonly labels: string[];
  readonly metadata: Record<string, { readonly type: string }[]>;
}

function apiOf(address: string) {
  async function get<T>(path: string, parameters: Record<string, string>): Promise<T> {
    const url = `http://${address}/api/v1/${path}?${new URLSearchParams(parameters).toString()}`;
    const body = (await (await fetch(url)).json()) as { data?: T; error?: string };
    if (body.data === undefined) throw new Error(body.error ?? 'no data');
    return body.data;
  }
  return {
    async query(query: string): Promise<Series[]> {
      const { resultType, result } = await get<Answers['query']>('query', { query });
      if (resultType === 'scalar') return [{ metric: {}, value: Number((result as string[])[1]) }];
      return (result as { metric: Record<string, string>; value: [number, string] }[]).map(
        ({ metric, value }) => ({ metric, value: Number(value[1]) }),
      );
    },
    series: async (selector: string) =>
      await get<Answers['series']>('series', { 'match[]': selector }),
    labelValues: async (label: string, selector: string) =>
      await get<Answers['labels']>(`label/${label}/values`, { 'match[]': selector }),
    async types(): Promise<ReadonlyMap<string, string>> {
      const metadata = await get<Answers['metadata']>('metadata', {});
      return new Map(
        Object.entries(metadata).flatMap(([name, [first]]) =>
          first === undefined ? [] : [[name, first.type] as const],
        ),
      );
    },
  };
}
