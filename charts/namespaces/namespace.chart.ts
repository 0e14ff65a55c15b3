import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { PortTrackChart } from '../constructs/porttrack-chart.js';
import type { Environment } from '../environments.js';
import { type NamespaceName, NAMESPACES, objectLabels } from '../workloads.js';

/** The version whose Pod Security Standards are meant. */
const STANDARDS_VERSION = 'v1.28';

/** What may run in a namespace at most. */
interface Quota {
  readonly requestsCpu: string;
  readonly requestsMemory: string;
  readonly limitsCpu: string;
  readonly limitsMemory: string;
  readonly pods: number;
  readonly loadBalancers: number;
}

const quota: Quota = {
  requestsCpu: '4',
  requestsMemory: '8Gi',
  limitsCpu: '8',
  limitsMemory: '12Gi',
  pods: 40,
  loadBalancers: 0,
};

/** The service's namespace has two load balancers: AIS over TCP, AIS over UDP. */
const quotas: Record<NamespaceName, Quota> = {
  [NAMESPACES.service]: { ...quota, loadBalancers: 2 },
  [NAMESPACES.data]: quota,
  [NAMESPACES.monitoring]: quota,
  [NAMESPACES.nodes]: quota,
  [NAMESPACES.edge]: quota,
};

/** A namespace with its pod security, its quota, and a network that is closed until a flow opens it. */
export class NamespaceChart extends PortTrackChart {
  constructor(scope: Construct, environment: Environment, name: NamespaceName) {
    super(scope, `namespace-${name}`, environment);
    this.addNamespace(name);
    this.addQuota(name);
    this.addLimits(name);
    this.addPolicies(name);
  }

  private addNamespace(name: NamespaceName): void {
    const isForHosts = name === NAMESPACES.nodes;
    new k8s.KubeNamespace(this, 'Namespace', {
      metadata: {
        name,
        labels: {
          ...objectLabels(name, 'namespace'),
          'pod-security.kubernetes.io/enforce': isForHosts ? 'privileged' : 'restricted',
          'pod-security.kubernetes.io/enforce-version': STANDARDS_VERSION,
          'pod-security.kubernetes.io/audit': 'restricted',
          'pod-security.kubernetes.io/audit-version': STANDARDS_VERSION,
          'pod-security.kubernetes.io/warn': 'restricted',
          'pod-security.kubernetes.io/warn-version': STANDARDS_VERSION,
        },
        ...(isForHosts && {
          annotations: {
            'exempt.porttrack.dev/K130':
              'node-exporter reads the file systems and the network of its node, which no stricter ' +
              'standard admits; it has this namespace for itself, so that no other pod may',
          },
        }),
      },
    });
  }

  private addQuota(namespace: NamespaceName): void {
    const { requestsCpu, requestsMemory, limitsCpu, limitsMemory, pods, loadBalancers } =
      quotas[namespace];
    const quantity = k8s.Quantity;
    new k8s.KubeResourceQuota(this, 'ResourceQuota', {
      metadata: { name: 'quota', namespace, labels: objectLabels(namespace, 'namespace') },
      spec: {
        hard: {
          'requests.cpu': quantity.fromString(requestsCpu),
          'requests.memory': quantity.fromString(requestsMemory),
          'limits.cpu': quantity.fromString(limitsCpu),
          'limits.memory': quantity.fromString(limitsMemory),
          pods: quantity.fromString(String(pods)),
          'services.nodeports': quantity.fromString('0'),
          'services.loadbalancers': quantity.fromString(String(loadBalancers)),
          'count/secrets': quantity.fromString('30'),
        },
      },
    });
  }

  private addLimits(namespace: NamespaceName): void {
    const of = (cpu: string, memory: string) => ({
      cpu: k8s.Quantity.fromString(cpu),
      memory: k8s.Quantity.fromString(memory),
    });
    new k8s.KubeLimitRange(this, 'LimitRange', {
      metadata: { name: 'limits', namespace, labels: objectLabels(namespace, 'namespace') },
      spec: {
        limits: [
          {
            type: 'Container',
            default: of('500m', '512Mi'),
            defaultRequest: of('250m', '256Mi'),
            max: of('1', '1Gi'),
          },
        ],
      },
    });
  }

  private addPolicies(namespace: NamespaceName): void {
    const metadata = (name: string): k8s.ObjectMeta => ({
      name,
      namespace,
      labels: objectLabels(namespace, 'network'),
    });
    new k8s.KubeNetworkPolicy(this, 'default-deny', {
      metadata: metadata('default-deny'),
      spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
    });
    new k8s.KubeNetworkPolicy(this, 'allow-dns', {
      metadata: metadata('allow-dns'),
      spec: {
        podSelector: {},
        policyTypes: ['Egress'],
        egress: [
          {
            to: [
              {
                namespaceSelector: {
                  matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' },
                },
                podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
              },
            ],
            ports: ['UDP', 'TCP'].map((protocol) => ({
              protocol,
              port: k8s.IntOrString.fromNumber(53),
            })),
          },
        ],
      },
    });
  }
}
