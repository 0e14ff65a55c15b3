import { Yaml } from 'cdk8s';
import {
  EVALUATION_INTERVAL,
  type JobName,
  jobs,
  SCRAPE_INTERVAL,
  SCRAPE_TIMEOUT,
} from './jobs.js';

/** Targets of one job that stand still. */
export interface StaticTargets {
  readonly job: JobName;
  /** `host:port` of each. */
  readonly addresses: readonly string[];
  /**
   * Labels that discovery would give them in a cluster, such as `node` or `pod`.
   * @default none
   */
  readonly labels?: Readonly<Record<string, string>>;
}

/** What a Prometheus outside a cluster has to be told. */
export interface NativePrometheusProps {
  /** The external label `cluster`. */
  readonly cluster: string;
  readonly targets: readonly StaticTargets[];
  /** Paths of rule files; patterns are allowed. */
  readonly ruleFiles: readonly string[];
  /** `host:port`; `null` sends alerts to nobody. */
  readonly alertmanager: string | null;
  /**
   * Other times than the cluster's, for tests that cannot wait.
   * @default every 30 s within 10 s, rules every 15 s
   */
  readonly times?: {
    readonly scrape: string;
    readonly timeout: string;
    readonly evaluation: string;
  };
}

const clusterTimes = {
  scrape: SCRAPE_INTERVAL,
  timeout: SCRAPE_TIMEOUT,
  evaluation: EVALUATION_INTERVAL,
};

function scrapeConfigs(targets: readonly StaticTargets[]) {
  const names = [...new Set(targets.map(({ job }) => job))];
  return names.map((name) => ({
    job_name: name,
    metrics_path: jobs[name].path,
    scheme: jobs[name].scheme,
    honor_labels: jobs[name].honorLabels,
    static_configs: targets
      .filter(({ job }) => job === name)
      .map(({ addresses, labels }) => ({ targets: addresses, ...(labels && { labels }) })),
  }));
}

/**
 * The text of `prometheus.yml` for docker compose and for tests: the cluster's jobs and times, with
 * targets that are given instead of found.
 * @see https://prometheus.io/docs/prometheus/latest/configuration/configuration/
 */
export function nativePrometheusConfig(props: NativePrometheusProps): string {
  const { cluster, targets, ruleFiles, alertmanager, times = clusterTimes } = props;
  return Yaml.stringify({
    global: {
      scrape_interval: times.scrape,
      scrape_timeout: times.timeout,
      evaluation_interval: times.evaluation,
      external_labels: { cluster },
    },
    rule_files: ruleFiles,
    ...(alertmanager !== null && {
      alerting: { alertmanagers: [{ static_configs: [{ targets: [alertmanager] }] }] },
    }),
    scrape_configs: scrapeConfigs(targets),
  });
}
