import type { JobName } from '../../../charts/prometheus/jobs.js';

/** A series of a metric. Give exactly one of `value`, `ago`. */
export interface Sample {
  /** The exporter's labels, and those that the scrape gives the target. */
  readonly labels: Readonly<Record<string, string>>;
  /** What it is at the start. */
  readonly value?: number;
  /** How much a counter grows in a second. @default 0 */
  readonly perSecond?: number;
  /** The value is the Unix time so many seconds ago. */
  readonly ago?: number;
}

/** A metric as an exporter gives it. */
export interface CatalogueMetric {
  readonly name: string;
  readonly type: 'counter' | 'gauge' | 'untyped';
  /** Every label that the exporter sets itself. */
  readonly labels: readonly string[];
  readonly samples: readonly Sample[];
}

/** Metrics of one exporter that rules and dashboards use. */
export interface CatalogueSource {
  readonly project: string;
  /** The version that runs. */
  readonly version: string;
  /** Texts in which names, types and labels were read. */
  readonly sources: readonly string[];
  /** Job under which Prometheus scrapes it. */
  readonly job: JobName;
  /** Labels of samples that are the target's: each of their values is a target of its own. */
  readonly targetLabels: readonly string[];
  /** Labels that discovery gives an exporter which speaks of others than itself. @default none */
  readonly ownTarget?: Readonly<Record<string, string>>;
  readonly metrics: readonly CatalogueMetric[];
}

/** What discovery would call a target. */
export type Target = Readonly<Record<string, string>>;

/** The target that a sample comes from. */
export function targetOf({ targetLabels, ownTarget }: CatalogueSource, { labels }: Sample): Target {
  const named = targetLabels.map((name) => [name, labels[name] ?? ''] as const);
  return { ...ownTarget, ...Object.fromEntries(named) };
}

/** Every target of an exporter. */
export function targetsOf(source: CatalogueSource): readonly Target[] {
  const samples = source.metrics.flatMap((metric) => metric.samples);
  const all = samples.map((sample) => JSON.stringify(targetOf(source, sample)));
  return [...new Set(all)].map((text) => JSON.parse(text) as Target);
}

/** A permanent link to a file in a repository on GitHub. */
export function at(repository: string, commit: string, path: string): string {
  return `https://github.com/${repository}/blob/${commit}/${path}`;
}
