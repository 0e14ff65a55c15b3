import type { k8s } from 'cdk8s-plus-28';
import type { CustomObjectProps } from '../constructs/custom-object.js';
import type { PlainResources } from '../constructs/plain-resources.js';
import { imageReference, images } from '../images.js';
import { NAMESPACES, objectLabels, PRIORITIES, selectorLabels } from '../workloads.js';
import { POOL, POOL_INSTANCES, poolParameters, poolResources, POSTGRES } from './postgres.props.js';

/**
 * A Pooler of CloudNativePG, as far as it is used here: npm's models of that group leave it out.
 * @see https://cloudnative-pg.io/documentation/current/cloudnative-pg.v1/#poolerspec
 */
export interface Pooler extends CustomObjectProps {
  readonly apiVersion: 'postgresql.cnpg.io/v1';
  readonly kind: 'Pooler';
  readonly spec: PoolerSpec;
}

/** What a Pooler is to be. */
export interface PoolerSpec {
  readonly cluster: { readonly name: string };
  readonly type: 'rw' | 'ro' | 'r';
  readonly instances: number;
  readonly deploymentStrategy: {
    readonly type: 'RollingUpdate';
    readonly rollingUpdate: { readonly maxUnavailable: number; readonly maxSurge: number };
  };
  readonly pgbouncer: {
    readonly poolMode: 'session' | 'transaction';
    readonly parameters: Readonly<Record<string, string>>;
  };
  readonly template: {
    readonly metadata: { readonly labels: Readonly<Record<string, string>> };
    readonly spec: PoolerPodSpec;
  };
}

/** The operator adds ports, probes, volumes and the security contexts of the `restricted` standard. */
export interface PoolerPodSpec {
  readonly priorityClassName: string;
  readonly terminationGracePeriodSeconds: number;
  readonly topologySpreadConstraints: readonly k8s.TopologySpreadConstraint[];
  readonly containers: readonly {
    readonly name: 'pgbouncer';
    readonly image: string;
    readonly imagePullPolicy: 'IfNotPresent';
    readonly resources: PlainResources;
    readonly terminationMessagePolicy: 'FallbackToLogsOnError';
  }[];
}

/** PgBouncer before the primary: connections live as long as a transaction. */
export function pooler(): Pooler {
  return {
    apiVersion: 'postgresql.cnpg.io/v1',
    kind: 'Pooler',
    metadata: { name: POOL, namespace: NAMESPACES.data, labels: objectLabels(POOL, 'database') },
    spec: {
      cluster: { name: POSTGRES },
      type: 'rw',
      instances: POOL_INSTANCES,
      deploymentStrategy: {
        type: 'RollingUpdate',
        rollingUpdate: { maxUnavailable: 0, maxSurge: 1 },
      },
      pgbouncer: { poolMode: 'transaction', parameters: poolParameters },
      template: {
        metadata: { labels: objectLabels(POOL, 'database', images.pgbouncer.version) },
        spec: podSpec(),
      },
    },
  };
}

function podSpec(): PoolerPodSpec {
  return {
    priorityClassName: PRIORITIES.critical,
    terminationGracePeriodSeconds: 30,
    topologySpreadConstraints: [
      {
        maxSkew: 1,
        topologyKey: 'kubernetes.io/hostname',
        whenUnsatisfiable: 'DoNotSchedule',
        nodeTaintsPolicy: 'Honor',
        matchLabelKeys: ['pod-template-hash'],
        labelSelector: { matchLabels: { ...selectorLabels(POOL) } },
      },
    ],
    containers: [
      {
        name: 'pgbouncer',
        image: imageReference(images.pgbouncer),
        imagePullPolicy: 'IfNotPresent',
        resources: poolResources,
        terminationMessagePolicy: 'FallbackToLogsOnError',
      },
    ],
  };
}
