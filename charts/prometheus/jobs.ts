/** How often targets are read; a rule that looks at a rate needs two scrapes. */
export const SCRAPE_INTERVAL = '30s';

/** A target that does not answer within this is down. */
export const SCRAPE_TIMEOUT = '10s';

/** Half a scrape, so that an alert of one minute is not late by a whole one. */
export const EVALUATION_INTERVAL = '15s';

/** How one kind of target is read. */
export interface Job {
  readonly path: string;
  readonly scheme: 'http' | 'https';
  /**
   * Whether labels of the target win over those of the scrape: true where it speaks of other
   * objects than itself, whose namespace and pod must not be replaced by its own.
   */
  readonly honorLabels: boolean;
}

const exporter: Job = { path: '/metrics', scheme: 'http', honorLabels: false };

/** Every value of the label `job`, in the order of the documents. */
export const jobs = {
  'porttrack-api': exporter,
  'porttrack-pg': exporter,
  'porttrack-pool': exporter,
  'porttrack-redis': exporter,
  'node-exporter': exporter,
  kubelet: { ...exporter, scheme: 'https' },
  cadvisor: { ...exporter, path: '/metrics/cadvisor', scheme: 'https' },
  'kube-state-metrics': { ...exporter, honorLabels: true },
  yace: exporter,
  prometheus: exporter,
  alertmanager: exporter,
  grafana: exporter,
} as const satisfies Record<string, Job>;

/** A value of the label `job`. */
export type JobName = keyof typeof jobs;
