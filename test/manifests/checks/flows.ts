import { type Environment, environments } from '../../../charts/environments.js';
import { type Flow, flowsOf, type Outsider } from '../../../charts/flows.js';
import { workloads } from '../../../charts/workloads.js';
import { holds } from '../networks.js';
import { type ObjectSet, titleOf } from '../object-set.js';
import { operatorPods } from '../operator-pods.js';
import { podTemplates } from '../pods.js';
import { type Endpoint, Reachability } from '../reachability.js';
import { selects } from '../selectors.js';
import { type Check, type Finding } from './check.js';

/** Pods of others that flows name, by the labels that their installation gives them. */
const operators: Partial<Record<Outsider, readonly [namespace: string, name: string]>> = {
  'cnpg-operator': ['cnpg-system', 'cloudnative-pg'],
  'redis-operator': ['redis-operator-system', 'redis-operator'],
  'argo-rollouts': ['argo-rollouts', 'argo-rollouts'],
};

/** Networks that an outsider's name stands for. */
function networksOf(name: Outsider, { network, ports }: Environment): readonly string[] {
  const receivers = ports.flatMap((port) => port.receivers);
  switch (name) {
    case 'vpc':
    case 'nodes':
      return [network.vpc];
    case 'api-server':
      return [network.apiServer];
    case 'receivers':
      return receivers.filter(({ dial }) => dial === undefined).flatMap((one) => one.networks);
    case 'dialled-receivers':
      return receivers.filter(({ dial }) => dial !== undefined).flatMap((one) => one.networks);
    case 'internet':
    case 'cnpg-operator':
    case 'redis-operator':
    case 'argo-rollouts':
      return [];
  }
}

const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '169.254.0.0/16', '127.0.0.0/8'];

/** Addresses that stand for every kind of address, those among them to which nothing may go. */
function addressesOf(environment: Environment): readonly Endpoint[] {
  const outsiders: readonly Outsider[] = ['vpc', 'api-server', 'receivers', 'dialled-receivers'];
  const networks = outsiders.flatMap((name) => networksOf(name, environment));
  const inside = networks.map((network) => (network.split('/')[0] ?? '').replace(/\d+$/, '9'));
  const others = ['203.0.113.9', '8.8.8.8', '10.99.0.9', '172.16.0.9', '192.168.0.9'];
  return [...new Set([...inside, ...others, '169.254.169.254'])].map((address) => ({
    kind: 'address',
    name: address,
    address,
  }));
}

const DNS = ['TCP/53', 'UDP/53'];
const pod = (name: string, namespace: string, labels: Record<string, string>): Endpoint => ({
  kind: 'pod',
  name,
  namespace,
  labels,
});

const dnsServer = pod('kube-dns', 'kube-system', { 'k8s-app': 'kube-dns' });

/** Pods that nobody may talk to and that may talk to nobody: what an attacker would start. */
const strangers: readonly Endpoint[] = ['default', 'kube-system', 'cnpg-system'].map((namespace) =>
  pod(`stranger in ${namespace}`, namespace, { app: 'stranger' }),
);

interface Named {
  readonly endpoint: Endpoint;
  /** The workload's name in charts/workloads.ts, or `null` for what is not in the table. */
  readonly workload: string | null;
}

function podsOf(set: ObjectSet): readonly Named[] {
  const pods = [...podTemplates(set), ...operatorPods(set)];
  return pods.map(({ owner, namespace, labels }) => {
    const found = Object.entries(workloads).find(
      ([, workload]) =>
        workload.namespace === namespace && selects({ matchLabels: workload.selector }, labels),
    );
    // A migration's name has a hash; the pooler's pods carry the cluster's label as well.
    const pooler = labels['cnpg.io/poolerName'];
    const workload = pooler ?? found?.[0] ?? null;
    return {
      workload,
      endpoint: { kind: 'pod', name: workload ?? titleOf(owner), namespace, labels },
    };
  });
}

function operatorsOf(): readonly Named[] {
  return Object.entries(operators).map(([workload, [namespace, name]]) => ({
    workload,
    endpoint: pod(workload, namespace, { 'app.kubernetes.io/name': name }),
  }));
}

/** Whether a side of a flow is that endpoint. */
function isSide(side: Flow['from'], { endpoint, workload }: Named, environment: Environment) {
  if (endpoint.kind === 'pod') return side === workload;
  if (side === 'internet') return !PRIVATE.some((network) => holds(network, endpoint.address));
  if (side in workloads) return false;
  return networksOf(side as Outsider, environment).some((one) => holds(one, endpoint.address));
}

function expectedPorts(from: Named, to: Named, environment: Environment): readonly string[] {
  const declared = flowsOf(environment)
    .filter((flow) => isSide(flow.from, from, environment) && isSide(flow.to, to, environment))
    .flatMap(({ ports }) => ports.map(({ protocol, port }) => `${protocol}/${port}`));
  return [...new Set(declared)].sort();
}

function compare(set: ObjectSet, environment: Environment): readonly Finding[] {
  const reachability = new Reachability(set);
  const ours = podsOf(set);
  const others: readonly Named[] = [
    ...operatorsOf(),
    ...addressesOf(environment).map((endpoint) => ({ endpoint, workload: null })),
    ...strangers.map((endpoint) => ({ endpoint, workload: null })),
    { endpoint: dnsServer, workload: null },
    ...['porttrack', 'porttrack-data', 'porttrack-monitoring'].map((namespace) => ({
      endpoint: pod(`stranger in ${namespace}`, namespace, { app: 'stranger' }),
      workload: null,
    })),
  ];
  const pairs = [
    ...ours.flatMap((from) => [...ours, ...others].map((to) => [from, to] as const)),
    ...others.flatMap((from) => ours.map((to) => [from, to] as const)),
  ];
  return pairs.flatMap(([from, to]) => {
    const isDns = to.endpoint === dnsServer;
    const expected = isDns ? DNS : expectedPorts(from, to, environment);
    const actual = reachability.ports(from.endpoint, to.endpoint);
    const object = `${from.endpoint.name} -> ${to.endpoint.name}`;
    return [
      ...actual
        .filter((port) => !expected.includes(port))
        .map((port) => ({ object, field: port, reason: 'dist/ allows it, the table does not' })),
      ...expected
        .filter((port) => !actual.includes(port))
        .map((port) => ({ object, field: port, reason: 'the table allows it, dist/ does not' })),
    ];
  });
}

function flows(set: ObjectSet): readonly Finding[] {
  const environment = environments.find(({ name }) => name === set.environment);
  return environment === undefined ? [] : compare(set, environment);
}

/** Every workload that a flow names has pods, so that no flow is checked against nothing. */
function complete(set: ObjectSet): readonly Finding[] {
  const known = podsOf(set).map(({ workload }) => workload);
  const environment = environments.find(({ name }) => name === set.environment);
  const flows = environment === undefined ? [] : flowsOf(environment);
  const named = new Set(flows.flatMap(({ from, to }) => [from, to]));
  const missing = [...named].filter((name) => name in workloads && !known.includes(name));
  const unknown = podsOf(set).filter(({ workload }) => workload === null);
  return [
    ...missing.map((name) => ({ object: name, field: 'pods', reason: 'dist/ has none of them' })),
    ...unknown.map(({ endpoint }) => ({
      object: endpoint.name,
      field: 'labels',
      reason: 'no workload of the table',
    })),
  ];
}

/** The network is what the table of flows says, for every pair and port. */
export const flowChecks: readonly Check[] = [
  { name: 'flows/table', find: flows },
  { name: 'flows/complete', find: complete },
];
