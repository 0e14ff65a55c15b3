import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { podMonitor } from '../constructs/monitors.js';
import { podResources } from '../constructs/pod-resources.js';
import { containerSecurity, podSecurity } from '../constructs/pod-security.js';
import { PortTrackChart } from '../constructs/porttrack-chart.js';
import { httpProbe, tcpProbe } from '../constructs/probes.js';
import { workloadAccount } from '../constructs/workload-parts.js';
import { WorkloadPolicy } from '../constructs/workload-policy.js';
import type { Environment } from '../environments.js';
import { imageReference, images } from '../images.js';
import { NAMESPACES, objectLabels, PRIORITIES, selectorLabels } from '../workloads.js';
import { hostArguments, hostMounts, hostVolumes } from './host.js';

const NAME = 'node-exporter';
const COMPONENT = 'exporter';
const PORT = 9100;

/**
 * A node's CPU, memory, disks and network as metrics. It has no Service, since Prometheus alone
 * asks it, and no disruption budget, since a drain leaves a DaemonSet's pods where they are.
 */
export class NodeExporterChart extends PortTrackChart {
  constructor(scope: Construct, environment: Environment) {
    super(scope, NAME, environment, NAMESPACES.nodes);
    workloadAccount(this, NAME, COMPONENT);
    this.addDaemonSet();
    podMonitor(this, { workload: NAME, component: COMPONENT, ports: ['metrics'], withNode: true });
    // It documents who may ask. No policy holds for a pod on the node's own network: there the
    // security group of the nodes has to admit 9100 from the nodes alone.
    new WorkloadPolicy(this, NAME, environment);
  }

  private addDaemonSet(): void {
    const labels = objectLabels(NAME, COMPONENT, images.nodeExporter.version);
    new k8s.KubeDaemonSet(this, 'DaemonSet', {
      metadata: {
        name: NAME,
        namespace: NAMESPACES.nodes,
        labels,
        annotations: {
          'exempt.porttrack.dev/K20':
            "The counters of a node's network cards are seen from its own network namespace " +
            'alone; the exporter listens on the address of the node and on no other',
          'exempt.porttrack.dev/K23':
            "The state of a node is in the node's /proc, /sys and mounted file systems; all " +
            'three are mounted for reading only, for a user who is not root',
          'exempt.porttrack.dev/K25':
            'No volume type of the restricted standard shows the file systems of a node (K23)',
        },
      },
      spec: {
        revisionHistoryLimit: 5,
        updateStrategy: {
          type: 'RollingUpdate',
          rollingUpdate: { maxUnavailable: k8s.IntOrString.fromString('10%') },
        },
        selector: { matchLabels: { ...selectorLabels(NAME) } },
        template: { metadata: { labels }, spec: this.pod() },
      },
    });
  }

  private pod(): k8s.PodSpec {
    return {
      serviceAccountName: NAME,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      hostNetwork: true,
      priorityClassName: PRIORITIES.standard,
      nodeSelector: { 'kubernetes.io/os': 'linux' },
      // Every node, also one that takes no other pods.
      tolerations: [{ operator: 'Exists' }],
      securityContext: podSecurity(),
      terminationGracePeriodSeconds: 10,
      containers: [this.container()],
      volumes: hostVolumes,
    };
  }

  private container(): k8s.Container {
    return {
      name: NAME,
      image: imageReference(images.nodeExporter),
      imagePullPolicy: 'IfNotPresent',
      env: [{ name: 'NODE_IP', valueFrom: { fieldRef: { fieldPath: 'status.hostIP' } } }],
      args: [`--web.listen-address=$(NODE_IP):${PORT}`, ...hostArguments],
      ports: [{ name: 'metrics', containerPort: PORT, protocol: 'TCP' }],
      startupProbe: httpProbe({ path: '/', port: 'metrics', failures: 30, periodSeconds: 2 }),
      livenessProbe: tcpProbe('metrics'),
      readinessProbe: httpProbe({ path: '/', port: 'metrics' }),
      resources: podResources({
        cpuRequest: '50m',
        cpuLimit: '200m',
        memoryRequest: '48Mi',
        memoryLimit: '96Mi',
      }),
      securityContext: containerSecurity(),
      terminationMessagePolicy: 'FallbackToLogsOnError',
      volumeMounts: hostMounts,
    };
  }
}
