import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

/** A probe or a hook by HTTP, as far as dist/ uses it. */
const httpGet = z.object({ path: z.string(), port: z.string() });

const probe = z.object({
  httpGet,
  periodSeconds: z.number(),
  timeoutSeconds: z.number(),
  failureThreshold: z.number(),
});

export type Probe = z.output<typeof probe>;

const container = z.object({
  startupProbe: probe.optional(),
  livenessProbe: probe,
  readinessProbe: probe.optional(),
  lifecycle: z.object({ preStop: z.object({ httpGet }) }).optional(),
  ports: z.array(z.object({ name: z.string(), containerPort: z.number() })),
  resources: z.object({
    limits: z.object({ cpu: z.string(), memory: z.string() }),
    requests: z.object({ cpu: z.string(), memory: z.string() }),
  }),
});

const deployment = z.object({
  spec: z.object({
    minReadySeconds: z.number(),
    progressDeadlineSeconds: z.number(),
    strategy: z.object({
      type: z.literal('RollingUpdate'),
      rollingUpdate: z.object({ maxSurge: z.number(), maxUnavailable: z.number() }),
    }),
    template: z.object({
      spec: z.object({
        terminationGracePeriodSeconds: z.number(),
        containers: z.tuple([container]),
      }),
    }),
  }),
});

const policy = z.object({
  periodSeconds: z.number(),
  type: z.enum(['Pods', 'Percent']),
  value: z.number(),
});

const scaling = z.object({
  policies: z.array(policy),
  selectPolicy: z.enum(['Min', 'Max']),
  stabilizationWindowSeconds: z.number(),
});

const autoscaler = z.object({
  spec: z.object({
    minReplicas: z.number(),
    maxReplicas: z.number(),
    behavior: z.object({ scaleUp: scaling, scaleDown: scaling }),
    metrics: z.array(
      z.object({
        resource: z.object({
          name: z.enum(['cpu', 'memory']),
          target: z.object({ averageUtilization: z.number() }),
        }),
      }),
    ),
  }),
});

const budget = z.object({ spec: z.object({ minAvailable: z.number() }) });
const configMap = z.object({ data: z.record(z.string(), z.string()) });
const service = z.object({
  spec: z.object({
    ports: z.array(z.object({ protocol: z.string(), targetPort: z.string() })),
  }),
});

export type DeploymentSpec = z.output<typeof deployment>['spec'];
export type Container = z.output<typeof container>;
export type AutoscalerSpec = z.output<typeof autoscaler>['spec'];

/** What is committed of the service's delivery, as far as the play follows it. */
export interface Committed {
  readonly deployment: DeploymentSpec;
  readonly container: Container;
  readonly autoscaler: AutoscalerSpec;
  readonly minAvailable: number;
  /** The service's settings. */
  readonly settings: Readonly<Record<string, string>>;
  /** Names of the container's ports that a Service sends TCP to. */
  readonly served: readonly string[];
}

/** Reads dist/<environment>/porttrack-api. @throws ZodError when it has another form than the play knows. */
export function readCommitted(environment: string): Committed {
  const folder = join('dist', environment, 'porttrack-api');
  const objects = (kind: string): unknown[] =>
    readdirSync(folder)
      .filter((file) => file.startsWith(`${kind}.`))
      .map((file): unknown => parse(readFileSync(join(folder, file), 'utf8')));
  const [first] = objects('Deployment');
  const { spec } = deployment.parse(first);
  return {
    deployment: spec,
    container: spec.template.spec.containers[0],
    autoscaler: autoscaler.parse(objects('HorizontalPodAutoscaler')[0]).spec,
    minAvailable: budget.parse(objects('PodDisruptionBudget')[0]).spec.minAvailable,
    settings: configMap.parse(objects('ConfigMap')[0]).data,
    served: objects('Service')
      .flatMap((one) => service.parse(one).spec.ports)
      .filter(({ protocol }) => protocol === 'TCP')
      .map(({ targetPort }) => targetPort),
  };
}
