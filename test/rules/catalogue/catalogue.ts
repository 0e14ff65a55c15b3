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
  readonly job: string;
  /** Labels that the scrape adds to every series. */
  readonly targetLabels: readonly string[];
  readonly metrics: readonly CatalogueMetric[];
}

/** A permanent link to a file in a repository on GitHub. */
export function at(repository: string, commit: string, path: string): string {
  return `https://github.com/${repository}/blob/${commit}/${path}`;
}
