import type {
  IPodMonitor,
  IServiceMonitor,
} from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1';
import type { Construct } from 'constructs';
import { type JobName, jobs, SCRAPE_INTERVAL, SCRAPE_TIMEOUT } from '../prometheus/jobs.js';
import { objectLabels, podSelector, type WorkloadName, workloads } from '../workloads.js';
import { customObject, type CustomObjectProps } from './custom-object.js';

/** Prometheus reads the monitors and the rules that carry this. */
export const MONITORING_LABEL = { 'porttrack.dev/monitoring': 'enabled' } as const;

/** The label from which Prometheus takes `job`. */
const JOB_LABEL = 'app.kubernetes.io/name';

/** A custom resource whose type is `T`, with the metadata that is written by hand. */
export type Written<T extends { spec: object }> = CustomObjectProps & Pick<T, 'spec'>;

/** A workload whose pods are scraped. */
export interface MonitorProps {
  readonly workload: WorkloadName & JobName;
  readonly component: string;
  /** Names of the ports that have metrics. */
  readonly ports: readonly string[];
  /**
   * Whether series get the label `node`.
   * @default false
   */
  readonly withNode?: boolean;
  /**
   * Label of the pods whose value is the job's name.
   * @default the workload's name as we write it; operators write others
   */
  readonly jobLabel?: string;
}

function metadataOf({ workload, component }: MonitorProps): CustomObjectProps['metadata'] {
  return {
    name: workload,
    namespace: workloads[workload].namespace,
    labels: { ...objectLabels(workload, component), ...MONITORING_LABEL },
  };
}

function endpointsOf({ workload, ports, withNode = false }: MonitorProps) {
  const { path, honorLabels } = jobs[workload];
  const node = { sourceLabels: ['__meta_kubernetes_pod_node_name'], targetLabel: 'node' };
  return ports.map((port) => ({
    port,
    path,
    interval: SCRAPE_INTERVAL,
    scrapeTimeout: SCRAPE_TIMEOUT,
    ...(honorLabels ? { honorLabels } : {}),
    ...(withNode ? { relabelings: [node] } : {}),
  }));
}

/** Has the pods of a workload scraped that needs no Service. */
export function podMonitor(scope: Construct, props: MonitorProps): void {
  customObject<Written<IPodMonitor>>(scope, {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PodMonitor',
    metadata: metadataOf(props),
    spec: {
      jobLabel: props.jobLabel ?? JOB_LABEL,
      selector: podSelector(props.workload),
      podMetricsEndpoints: endpointsOf(props),
    },
  });
}

/** Has the pods behind a workload's Service scraped; the Service carries the workload's name as label. */
export function serviceMonitor(scope: Construct, props: MonitorProps): void {
  customObject<Written<IServiceMonitor>>(scope, {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'ServiceMonitor',
    metadata: metadataOf(props),
    spec: {
      jobLabel: JOB_LABEL,
      selector: { matchLabels: { [JOB_LABEL]: props.workload } },
      endpoints: endpointsOf(props),
    },
  });
}
