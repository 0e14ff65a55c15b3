import type { Environment } from './environments.js';
import type { WorkloadName } from './workloads.js';

/** Who is not a workload of ours. */
export type Outsider =
  | 'vpc'
  | 'nodes'
  | 'api-server'
  | 'internet'
  | 'receivers'
  | 'dialled-receivers'
  | 'cnpg-operator'
  | 'redis-operator'
  | 'argo-rollouts';

export interface Port {
  readonly protocol: 'TCP' | 'UDP';
  readonly port: number;
}

/** A connection that is allowed, and no other is. DNS is allowed to every pod apart from this. */
export interface Flow {
  readonly from: WorkloadName | Outsider;
  readonly to: WorkloadName | Outsider;
  readonly ports: readonly Port[];
  /** What breaks without it. */
  readonly why: string;
}

const tcp = (...ports: number[]): Port[] => ports.map((port) => ({ protocol: 'TCP', port }));
const udp = (...ports: number[]): Port[] => ports.map((port) => ({ protocol: 'UDP', port }));

/** What the service and its migration open and take. */
function serviceFlows({ ports, service }: Environment): readonly Flow[] {
  const receivers = ports.flatMap((port) => port.receivers);
  const dialled = new Set(receivers.flatMap(({ dial }) => dial?.port ?? []));
  const isHeard = receivers.some(({ dial }) => dial === undefined);
  const ais = [...tcp(10110), ...udp(10110)];
  const flows: (Flow | false)[] = [
    {
      from: 'vpc',
      to: 'porttrack-api',
      ports: tcp(3000),
      why: 'API and page, from the load balancer',
    },
    // A rule without senders would let everybody in.
    isHeard && { from: 'receivers', to: 'porttrack-api', ports: ais, why: 'AIS in' },
    dialled.size > 0 && {
      from: 'porttrack-api',
      to: 'dialled-receivers',
      ports: tcp(...dialled),
      why: 'AIS from receivers that are dialled',
    },
    { from: 'porttrack-api', to: 'porttrack-pool', ports: tcp(5432), why: 'reads and writes' },
    { from: 'porttrack-api', to: 'porttrack-redis', ports: tcp(6379), why: 'cache and bus' },
    { from: 'porttrack-api', to: 'internet', ports: tcp(443), why: 'OIDC issuer and webhooks' },
    service.delivery === 'argo-rollouts' && {
      from: 'argo-rollouts',
      to: 'prometheus',
      ports: tcp(9090),
      why: 'whether a new version fails more',
    },
    {
      from: 'porttrack-migrate',
      to: 'porttrack-pg',
      ports: tcp(5432),
      why: 'migrations, past the pooler',
    },
  ];
  return flows.filter((flow) => flow !== false);
}

/** What stores, and who looks after it. */
const dataFlows: readonly Flow[] = [
  { from: 'porttrack-pool', to: 'porttrack-pg', ports: tcp(5432), why: 'pooled connections' },
  {
    from: 'porttrack-pool',
    to: 'api-server',
    ports: tcp(443),
    why: "the pooler's instance manager",
  },
  {
    from: 'porttrack-pg',
    to: 'porttrack-pg',
    ports: tcp(5432, 8000),
    why: 'replication and status',
  },
  {
    from: 'porttrack-pg',
    to: 'api-server',
    ports: tcp(443),
    why: "the cluster's instance manager",
  },
  { from: 'porttrack-pg', to: 'internet', ports: tcp(443), why: 'backups to S3' },
  { from: 'cnpg-operator', to: 'porttrack-pg', ports: tcp(8000), why: 'failover' },
  { from: 'porttrack-redis', to: 'porttrack-redis', ports: tcp(6379), why: 'replication' },
  {
    from: 'porttrack-sentinel',
    to: 'porttrack-redis',
    ports: tcp(6379),
    why: 'watching the master',
  },
  { from: 'porttrack-sentinel', to: 'porttrack-sentinel', ports: tcp(26379), why: 'quorum' },
  {
    from: 'redis-operator',
    to: 'porttrack-redis',
    ports: tcp(6379),
    why: 'setting up replication',
  },
  {
    from: 'redis-operator',
    to: 'porttrack-sentinel',
    ports: tcp(26379),
    why: 'setting up monitoring',
  },
];

/** What watches, and who looks at it. */
const monitoringFlows: readonly Flow[] = [
  { from: 'prometheus', to: 'porttrack-api', ports: tcp(9464), why: 'scrape' },
  { from: 'prometheus', to: 'porttrack-pg', ports: tcp(9187), why: 'scrape' },
  { from: 'prometheus', to: 'porttrack-pool', ports: tcp(9127), why: 'scrape' },
  { from: 'prometheus', to: 'porttrack-redis', ports: tcp(9121), why: 'scrape' },
  { from: 'prometheus', to: 'kube-state-metrics', ports: tcp(8080, 8081), why: 'scrape' },
  { from: 'prometheus', to: 'grafana', ports: tcp(3000), why: 'scrape' },
  { from: 'prometheus', to: 'prometheus', ports: tcp(9090), why: 'scrape' },
  { from: 'prometheus', to: 'alertmanager', ports: tcp(9093), why: 'alerts and scrape' },
  // node-exporter and the kubelet have the node's own address.
  { from: 'prometheus', to: 'nodes', ports: tcp(9100, 10250), why: 'scrape' },
  { from: 'prometheus', to: 'node-exporter', ports: tcp(9100), why: 'scrape' },
  { from: 'prometheus', to: 'api-server', ports: tcp(443), why: 'finding what to scrape' },
  {
    from: 'alertmanager',
    to: 'alertmanager',
    ports: [...tcp(9094), ...udp(9094)],
    why: 'gossip',
  },
  {
    from: 'alertmanager',
    to: 'internet',
    ports: tcp(443),
    why: 'Slack and the dead-man receiver',
  },
  { from: 'vpc', to: 'grafana', ports: tcp(3000), why: 'people, through the ingress' },
  { from: 'grafana', to: 'prometheus', ports: tcp(9090), why: 'queries' },
  { from: 'grafana', to: 'alertmanager', ports: tcp(9093), why: 'alerts and silences' },
  { from: 'grafana', to: 'internet', ports: tcp(443), why: 'its Slack contact point' },
  { from: 'kube-state-metrics', to: 'api-server', ports: tcp(443), why: 'the state of objects' },
];

/** What tells of AWS API Gateway, where there is one. */
const gatewayFlows: readonly Flow[] = [
  { from: 'prometheus', to: 'yace', ports: tcp(5000), why: 'scrape' },
  { from: 'yace', to: 'internet', ports: tcp(443), why: 'CloudWatch' },
];

/** Every flow of an environment, in the order in which a reader follows a request. */
export function flowsOf(environment: Environment): readonly Flow[] {
  return [
    ...serviceFlows(environment),
    ...dataFlows,
    ...monitoringFlows,
    ...(environment.edge === 'aws-api-gateway' ? gatewayFlows : []),
  ];
}
