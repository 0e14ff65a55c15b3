import { App } from 'cdk8s';
import { type Environment, environments, type PortRow } from '../environments.js';
import { NamespaceChart } from '../namespaces/namespace.chart.js';
import { PortTrackMigrateChart } from '../porttrack-migrate/porttrack-migrate.chart.js';
import type { KubernetesObject } from '../synth.js';
import { NAMESPACES } from '../workloads.js';
import { PortTrackApiChart } from './porttrack-api.chart.js';
import { DRAIN_SECONDS, feedsOf, serviceSettings, STOP_SECONDS } from './settings.js';

interface Fields {
  readonly [name: string]: Fields;
}

const [production] = environments;
if (production === undefined) throw new Error('there is no environment');

const objectsOf = (environment: Environment): KubernetesObject[] =>
  new PortTrackApiChart(new App(), environment).toJson() as KubernetesObject[];

const migrationOf = (environment: Environment): KubernetesObject[] =>
  new PortTrackMigrateChart(new App(), environment).toJson() as KubernetesObject[];

/** The one object of a kind, and of a name where there are several. */
function find(objects: readonly KubernetesObject[], kind: string, name?: string): Fields {
  const found = objects.filter(
    (object) => object.kind === kind && (name === undefined || object.metadata.name === name),
  );
  if (found.length !== 1) throw new Error(`${found.length} objects ${kind} ${name ?? ''}`);
  return JSON.parse(JSON.stringify(found[0])) as Fields;
}

/** Text somewhere inside an object. */
function textAt(object: object, ...path: readonly string[]): string {
  let here: unknown = object;
  for (const step of path) {
    if (typeof here !== 'object' || here === null) break;
    here = (here as Record<string, unknown>)[step];
  }
  if (typeof here !== 'string') throw new Error(`no text at ${path.join('.')}`);
  return here;
}

/** A quantity in its base unit: cores, bytes, or a count. */
function valueOf(quantity: string): number {
  const [, digits, unit = ''] = /^(\d+)(m|Mi|Gi|)$/.exec(quantity) ?? [];
  const factors: Record<string, number> = { '': 1, m: 0.001, Mi: 2 ** 20, Gi: 2 ** 30 };
  return Number(digits) * (factors[unit] ?? NaN);
}

const withPorts = (...ports: PortRow[]): Environment => ({ ...production, ports });
const withDelivery = (delivery: 'deployment' | 'argo-rollouts'): Environment => ({
  ...production,
  service: { ...production.service, delivery },
});

const listening: PortRow = {
  locode: 'CLSAI',
  name: 'San Antonio',
  receivers: [{ name: 'clsai-panul', networks: ['10.61.1.0/24'], silenceSeconds: 30 }],
};
const dialled: PortRow = {
  locode: 'CLIQQ',
  name: 'Iquique',
  receivers: [
    {
      name: 'cliqq-molo',
      networks: ['10.62.1.0/24'],
      dial: { host: 'molo.ais.example', port: 4001 },
      silenceSeconds: 90,
    },
  ],
};

describe('pods of the service', () => {
  const deployment = find(objectsOf(production), 'Deployment');
  const pod = deployment['spec']?.['template']?.['spec'];

  it('have time for the drain and for the longest stop after it', () => {
    const grace = Number(pod?.['terminationGracePeriodSeconds']);
    expect(grace).toBeGreaterThan(DRAIN_SECONDS + STOP_SECONDS);
  });

  it('drain for longer than a load balancer needs to notice', () => {
    const service = find(objectsOf(production), 'Service', 'porttrack-api-ais-udp');
    const annotations = service['metadata']?.['annotations'];
    const of = (name: string): number =>
      Number(annotations?.[`service.beta.kubernetes.io/aws-load-balancer-healthcheck-${name}`]);
    expect(DRAIN_SECONDS).toBeGreaterThan(of('interval') * of('unhealthy-threshold'));
  });

  it('are selected by what never changes', () => {
    const selector = deployment['spec']?.['selector']?.['matchLabels'] ?? {};
    const labels = deployment['spec']?.['template']?.['metadata']?.['labels'] ?? {};
    expect(selector).toEqual({ 'app.kubernetes.io/name': 'porttrack-api' });
    expect(labels).toMatchObject({ ...selector, 'app.kubernetes.io/version': '0.1.0' });
  });

  it('are counted by the autoscaler alone', () => {
    expect(deployment['spec']).not.toHaveProperty('replicas');
    expect(find(objectsOf(production), 'HorizontalPodAutoscaler')).toMatchObject({
      spec: {
        minReplicas: 2,
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'porttrack-api' },
      },
    });
  });

  it('are made anew when a setting changes, and find the old ones when that is undone', () => {
    const changed = objectsOf(withPorts(listening));
    const before = find(objectsOf(production), 'ConfigMap')['metadata']?.['name'];
    const after = find(changed, 'ConfigMap')['metadata']?.['name'];
    expect(after).not.toEqual(before);
    expect(find(changed, 'ConfigMap')).toMatchObject({ immutable: true });
    const spec = find(changed, 'Deployment')['spec']?.['template']?.['spec'];
    expect(spec).toMatchObject({ containers: [{ envFrom: [{ configMapRef: { name: after } }] }] });
  });

  it('get secrets as files', () => {
    expect(JSON.stringify(pod)).not.toMatch(/secretKeyRef|secretRef/);
    expect(find(objectsOf(production), 'ExternalSecret')).toMatchObject({
      spec: {
        target: {
          template: {
            data: {
              'database-url': expect.stringContaining(
                'sslmode=verify-full&sslrootcert=/run/secrets/porttrack/data-ca.crt',
              ) as string,
              'redis-url': expect.stringMatching(/^rediss:/) as string,
            },
          },
        },
      },
    });
  });

  it('leave their heap room below the memory limit', () => {
    const limit = 512;
    const heap = Number(/\d+$/.exec(serviceSettings(production)['NODE_OPTIONS'] ?? '')?.[0]);
    expect(pod).toMatchObject({ containers: [{ resources: { limits: { memory: '512Mi' } } }] });
    expect(heap).toBeLessThanOrEqual(limit * 0.7);
  });
});

describe('ways in', () => {
  it('keep drain and metrics apart from what people reach', () => {
    const ports = (name: string): unknown =>
      find(objectsOf(production), 'Service', name)['spec']?.['ports'];
    expect(ports('porttrack-api')).toEqual([
      { name: 'http', port: 80, protocol: 'TCP', targetPort: 'http' },
    ]);
    expect(ports('porttrack-api-ops')).toEqual([
      { name: 'ops', port: 9464, protocol: 'TCP', targetPort: 'ops' },
    ]);
  });

  it.each(['tcp', 'udp'])('let AIS over %s in from the receivers alone', (protocol) => {
    const name = `porttrack-api-ais-${protocol}`;
    expect(find(objectsOf(withPorts(listening, dialled)), 'Service', name)).toMatchObject({
      metadata: {
        annotations: { 'service.beta.kubernetes.io/aws-load-balancer-scheme': 'internal' },
      },
      spec: {
        type: 'LoadBalancer',
        allocateLoadBalancerNodePorts: false,
        externalTrafficPolicy: 'Local',
        loadBalancerSourceRanges: ['10.61.1.0/24'],
        ports: [{ port: 10_110, protocol: protocol.toUpperCase() }],
      },
    });
  });

  it('are closed for AIS where no receiver connects', () => {
    const environment = withPorts(dialled);
    const objects = objectsOf(environment);
    expect(objects.filter(({ metadata }) => metadata.name.includes('-ais-'))).toEqual([]);
    const ingress = JSON.stringify(find(objects, 'NetworkPolicy')['spec']?.['ingress']);
    expect(ingress).not.toContain('10110');
    expect(ingress).not.toContain('"from":[]');
    expect(serviceSettings(environment)).toMatchObject({
      AIS_TCP_PORT: 'off',
      AIS_UDP_PORT: 'off',
    });
  });
});

describe('a new port', () => {
  const before = objectsOf(withPorts(listening));
  const environment = withPorts(listening, dialled);
  const after = objectsOf(environment);

  it('brings the feed of a receiver that is dialled, and the way out to it', () => {
    expect(feedsOf(environment)).toEqual([
      { name: 'tcp', kind: 'tcp-server', address: '0.0.0.0:10110', silenceSeconds: 30 },
      { name: 'udp', kind: 'udp', address: '0.0.0.0:10110', silenceSeconds: 30 },
      {
        name: 'cliqq-molo',
        kind: 'tcp-client',
        address: 'molo.ais.example:4001',
        silenceSeconds: 90,
      },
    ]);
    const way = {
      ports: [{ port: 4001, protocol: 'TCP' }],
      to: [{ ipBlock: { cidr: '10.62.1.0/24' } }],
    };
    expect(find(before, 'NetworkPolicy')['spec']?.['egress']).not.toContainEqual(way);
    expect(find(after, 'NetworkPolicy')['spec']?.['egress']).toContainEqual(way);
  });

  it('opens the way in for a receiver that connects', () => {
    const ingress = find(after, 'NetworkPolicy')['spec']?.['ingress'];
    expect(ingress).toContainEqual({
      from: [{ ipBlock: { cidr: '10.61.1.0/24' } }],
      ports: [
        { port: 10_110, protocol: 'TCP' },
        { port: 10_110, protocol: 'UDP' },
      ],
    });
  });
});

describe('delivery by Argo Rollouts', () => {
  const objects = objectsOf(withDelivery('argo-rollouts'));
  const rollout = find(objects, 'Rollout');

  it('takes the place of the Deployment, with the same pods', () => {
    expect(objects.map(({ kind }) => kind)).not.toContain('Deployment');
    const deployment = find(objectsOf(production), 'Deployment');
    const text = JSON.stringify(rollout['spec']?.['template']);
    expect(JSON.parse(text.replaceAll('rollouts-pod-template-hash', 'pod-template-hash'))).toEqual(
      deployment['spec']?.['template'],
    );
  });

  it('goes back by itself when a version does not get ready in time, or fails more', () => {
    expect(rollout).toMatchObject({
      spec: {
        progressDeadlineSeconds: 180,
        progressDeadlineAbort: true,
        strategy: {
          canary: { analysis: { templates: [{ templateName: 'porttrack-api-errors' }] } },
        },
      },
    });
    expect(find(objects, 'AnalysisTemplate')).toMatchObject({
      metadata: { name: 'porttrack-api-errors' },
      spec: {
        metrics: [{ provider: { prometheus: { query: 'porttrack:slo_errors:ratio_rate5m' } } }],
      },
    });
  });

  it('is what the autoscaler scales', () => {
    expect(find(objects, 'HorizontalPodAutoscaler')).toMatchObject({
      spec: { scaleTargetRef: { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout' } },
    });
  });
});

describe('the migration', () => {
  const nameOf = (environment: Environment): unknown =>
    find(migrationOf(environment), 'Job')['metadata']?.['name'];

  it('is another Job for another image, and the same for the same', () => {
    const released: Environment = {
      ...production,
      image: { ...production.image, digest: `sha256:${'1'.repeat(64)}` },
    };
    expect(nameOf(production)).toEqual(nameOf({ ...production }));
    expect(nameOf(released)).not.toEqual(nameOf(production));
    expect(nameOf(released)).toMatch(/^porttrack-migrate-[0-9a-f]{10}$/);
  });

  it('goes past the pooler', () => {
    const objects = migrationOf(production);
    expect(JSON.stringify(find(objects, 'ExternalSecret'))).toContain('@porttrack-pg-rw.');
    expect(find(objects, 'NetworkPolicy')).toMatchObject({
      spec: {
        ingress: [],
        egress: [{ to: [{ podSelector: { matchLabels: { 'cnpg.io/cluster': 'porttrack-pg' } } }] }],
      },
    });
  });

  it('ends, well or not, before whoever waits for it gives up', () => {
    expect(find(migrationOf(production), 'Job')).toMatchObject({
      spec: {
        activeDeadlineSeconds: 240,
        backoffLimit: 3,
        template: { spec: { restartPolicy: 'Never' } },
      },
    });
  });
});

describe('the quota of the namespace', () => {
  const chart = new NamespaceChart(new App(), production, NAMESPACES.service);
  const quota = find(chart.toJson() as KubernetesObject[], 'ResourceQuota');
  const hard = (name: string): number => valueOf(textAt(quota, 'spec', 'hard', name));

  it.each(environments)('holds every pod of $name while all are replaced', (environment) => {
    const deployment = find(objectsOf(environment), 'Deployment');
    const way = ['spec', 'template', 'spec', 'containers', '0', 'resources'];
    // The new ones and the old ones that still stop, one more that surges, and the migration.
    const pods = 2 * environment.service.maxPods + 2;
    expect(pods).toBeLessThanOrEqual(hard('pods'));
    for (const part of ['requests', 'limits']) {
      for (const resource of ['cpu', 'memory']) {
        const each = valueOf(textAt(deployment, ...way, part, resource));
        expect(pods * each).toBeLessThanOrEqual(hard(`${part}.${resource}`));
      }
    }
  });

  it('counts the load balancers', () => {
    const types = objectsOf(production)
      .filter(({ kind }) => kind === 'Service')
      .map((service) => textAt(service, 'spec', 'type'));
    const balancers = types.filter((type) => type === 'LoadBalancer');
    expect(balancers).toHaveLength(hard('services.loadbalancers'));
  });
});
