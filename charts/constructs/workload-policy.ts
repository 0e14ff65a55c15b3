import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import type { Environment } from '../environments.js';
import { type Flow, flowsOf, type Outsider, type Port } from '../flows.js';
import { objectLabels, podSelector, type WorkloadName, workloads } from '../workloads.js';

/** Private networks and the cloud's metadata service: the internet is everything else. */
const NOT_INTERNET = ['10.0.0.0/8', '169.254.169.254/32', '172.16.0.0/12', '192.168.0.0/16'];

const isWorkload = (name: string): name is WorkloadName => name in workloads;

function operator(namespace: string, name: string): k8s.NetworkPolicyPeer {
  return {
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
    podSelector: { matchLabels: { 'app.kubernetes.io/name': name } },
  };
}

const networksOf = (environment: Environment, isDialled: boolean): string[] => {
  const receivers = environment.ports.flatMap((port) => port.receivers);
  const chosen = receivers.filter(({ dial }) => (dial !== undefined) === isDialled);
  return [...new Set(chosen.flatMap(({ networks }) => networks))].sort();
};

function outsiderPeers(name: Outsider, environment: Environment): k8s.NetworkPolicyPeer[] {
  const cidr = (network: string): k8s.NetworkPolicyPeer => ({ ipBlock: { cidr: network } });
  switch (name) {
    case 'vpc':
    case 'nodes':
      return [cidr(environment.network.vpc)];
    case 'api-server':
      return [cidr(environment.network.apiServer)];
    case 'internet':
      return [{ ipBlock: { cidr: '0.0.0.0/0', except: NOT_INTERNET } }];
    case 'receivers':
      return networksOf(environment, false).map(cidr);
    case 'dialled-receivers':
      return networksOf(environment, true).map(cidr);
    case 'cnpg-operator':
      return [operator('cnpg-system', 'cloudnative-pg')];
    case 'redis-operator':
      return [operator('redis-operator-system', 'redis-operator')];
    case 'argo-rollouts':
      return [operator('argo-rollouts', 'argo-rollouts')];
  }
}

/** Whom a policy in `namespace` means by that name. */
function peersOf(name: Flow['from'], namespace: string, environment: Environment) {
  if (!isWorkload(name)) return outsiderPeers(name, environment);
  const { namespace: home } = workloads[name];
  const pods = { podSelector: podSelector(name) };
  if (home === namespace) return [pods];
  const namespaceSelector = { matchLabels: { 'kubernetes.io/metadata.name': home } };
  return [{ namespaceSelector, ...pods }];
}

const policyPorts = (ports: readonly Port[]): k8s.NetworkPolicyPort[] =>
  ports.map(({ protocol, port }) => ({ protocol, port: k8s.IntOrString.fromNumber(port) }));

/** The one NetworkPolicy of a workload, from the table of flows: what is not there is refused. */
export class WorkloadPolicy extends k8s.KubeNetworkPolicy {
  constructor(scope: Construct, workload: WorkloadName, environment: Environment) {
    const { namespace } = workloads[workload];
    const flows = flowsOf(environment);
    const incoming = flows.filter(({ to }) => to === workload);
    const outgoing = flows.filter(({ from }) => from === workload);
    super(scope, `NetworkPolicy-${workload}`, {
      metadata: { name: workload, namespace, labels: objectLabels(workload, 'network') },
      spec: {
        podSelector: podSelector(workload),
        policyTypes: ['Ingress', 'Egress'],
        ingress: incoming.map(({ from, ports }) => ({
          from: peersOf(from, namespace, environment),
          ports: policyPorts(ports),
        })),
        egress: outgoing.map(({ to, ports }) => ({
          to: peersOf(to, namespace, environment),
          ports: policyPorts(ports),
        })),
      },
    });
  }
}
