import {
  at,
  fieldsOf,
  listOf,
  nameOf,
  namespaceOf,
  type ObjectSet,
  textOf,
} from '../object-set.js';
import {
  allContainers,
  lastingContainers,
  type PodTemplate,
  podTemplates,
  settingsOf,
} from '../pods.js';
import { quantityOf } from '../quantities.js';
import { serviceSelects } from '../selectors.js';
import { type Check, type Finding, finding, unless } from './check.js';

const isServed = (set: ObjectSet, pod: PodTemplate): boolean =>
  set
    .ofKind('Service')
    .some(
      (service) =>
        namespaceOf(service) === pod.namespace &&
        serviceSelects(at(service.body, 'spec', 'selector'), pod.labels),
    );

const PROBES = ['startupProbe', 'livenessProbe', 'readinessProbe'] as const;

function probes(set: ObjectSet): readonly Finding[] {
  return lastingContainers(set).flatMap(({ body, field, pod }) =>
    PROBES.flatMap((probe) =>
      unless(
        Object.keys(fieldsOf(body[probe])).length > 0,
        finding(pod.owner, `${field}/${probe}`, 'there is none'),
      ),
    ),
  );
}

const ACTIONS = ['httpGet', 'tcpSocket', 'exec', 'grpc'];

/** What a probe asks, without how often. */
const question = (probe: unknown): string =>
  JSON.stringify(ACTIONS.map((action) => at(probe, action) ?? null));

/** A probe that kills must not ask what only takes the pod out of rotation: a database that is down. */
function distinctProbes(set: ObjectSet): readonly Finding[] {
  return lastingContainers(set)
    .filter(
      ({ body }) => body['livenessProbe'] !== undefined && body['readinessProbe'] !== undefined,
    )
    .flatMap(({ body, field, pod }) =>
      unless(
        question(body['livenessProbe']) !== question(body['readinessProbe']),
        finding(pod.owner, `${field}/livenessProbe`, 'it asks the same as the readiness probe'),
      ),
    );
}

function probePorts(set: ObjectSet): readonly Finding[] {
  return lastingContainers(set).flatMap(({ body, field, pod }) => {
    const ports = listOf(body['ports']).flatMap((port) => [
      textOf(at(port, 'name')),
      textOf(at(port, 'containerPort')),
    ]);
    return PROBES.flatMap((probe) => {
      const asked = at(body, probe, 'httpGet', 'port') ?? at(body, probe, 'tcpSocket', 'port');
      return unless(
        asked === undefined || ports.includes(textOf(asked)),
        finding(pod.owner, `${field}/${probe}`, `the container has no port ${textOf(asked)}`),
      );
    });
  });
}

const number = (value: unknown, absent: number): number =>
  typeof value === 'number' ? value : absent;

/** Seconds between the end of readiness and the moment when no new request comes: probes and endpoints. */
const LONGEST_READINESS = 15;
const LONGEST_START = 120;

function probeTimes(set: ObjectSet): readonly Finding[] {
  const seconds = (probe: unknown): number =>
    number(at(probe, 'initialDelaySeconds'), 0) +
    number(at(probe, 'periodSeconds'), 10) * number(at(probe, 'failureThreshold'), 3) +
    number(at(probe, 'timeoutSeconds'), 1);
  return lastingContainers(set).flatMap(({ body, field, pod }) => [
    ...unless(
      !isServed(set, pod) || seconds(body['readinessProbe']) <= LONGEST_READINESS * 3,
      finding(pod.owner, `${field}/readinessProbe`, 'a broken pod gets requests for too long'),
    ),
    ...unless(
      seconds(body['startupProbe']) <= LONGEST_START + 10,
      finding(pod.owner, `${field}/startupProbe`, 'a pod that never starts is waited for too long'),
    ),
  ]);
}

function resources(set: ObjectSet): readonly Finding[] {
  return allContainers(set).flatMap(({ body, field, pod }) =>
    ['cpu', 'memory', 'ephemeral-storage'].flatMap((resource) => {
      const request = quantityOf(at(body, 'resources', 'requests', resource));
      const limit = quantityOf(at(body, 'resources', 'limits', resource));
      const where = (part: string) => `${field}/resources/${part}/${resource}`;
      if (request === null) return [finding(pod.owner, where('requests'), 'it is not asked for')];
      if (limit === null) return [finding(pod.owner, where('limits'), 'it has no limit')];
      return unless(
        limit >= request,
        finding(pod.owner, where('limits'), 'it is below the request'),
      );
    }),
  );
}

/** V8 must fail before the kernel kills the pod: its heap stays below 70 % of the memory limit. */
function heap(set: ObjectSet): readonly Finding[] {
  return lastingContainers(set)
    .filter(({ body }) => textOf(body['image']).includes('/porttrack:'))
    .flatMap((container) => {
      const options = settingsOf(set, container)['NODE_OPTIONS'] ?? '';
      const heapMiB = Number(/--max-old-space-size=(\d+)/.exec(options)?.[1]);
      const limit = quantityOf(at(container.body, 'resources', 'limits', 'memory')) ?? 0;
      return unless(
        heapMiB * 2 ** 20 <= limit * 0.7,
        finding(
          container.pod.owner,
          `${container.field}/env/NODE_OPTIONS`,
          "V8's heap has no limit, or one above 70 % of the memory's",
        ),
      );
    });
}

function images(set: ObjectSet): readonly Finding[] {
  const reference = /^[a-z0-9.-]+\.[a-z]+(:\d+)?\/[a-z0-9._/-]+:[\w.-]+@sha256:[0-9a-f]{64}$/;
  const named = allContainers(set).map(({ pod, body, field }) => ({
    owner: pod.owner,
    field: `${field}/image`,
    image: textOf(body['image']),
  }));
  const custom = set.objects.flatMap((owner) =>
    [
      ['spec', 'imageName'],
      ['spec', 'image'],
      ['spec', 'kubernetesConfig', 'image'],
      ['spec', 'redisExporter', 'image'],
    ].flatMap((path) => {
      const image = at(owner.body, ...path);
      return typeof image === 'string' ? [{ owner, field: `/${path.join('/')}`, image }] : [];
    }),
  );
  return [...named, ...custom].flatMap(({ owner, field, image }) =>
    unless(
      reference.test(image) && !image.includes(':latest@'),
      finding(owner, field, `${image} is not a registry's image with version and digest`),
    ),
  );
}

function disks(set: ObjectSet): readonly Finding[] {
  return podTemplates(set).flatMap(({ owner, spec, field }) =>
    listOf(spec['volumes']).flatMap((volume, index) =>
      unless(
        at(volume, 'emptyDir') === undefined || at(volume, 'emptyDir', 'sizeLimit') !== undefined,
        finding(owner, `${field}/volumes/${index}/emptyDir`, "it may fill the node's disk"),
      ),
    ),
  );
}

function priorities(set: ObjectSet): readonly Finding[] {
  return podTemplates(set).flatMap(({ owner, spec, field }) =>
    unless(
      set.find('PriorityClass', '', textOf(spec['priorityClassName'])) !== null,
      finding(owner, `${field}/priorityClassName`, 'there is no such class'),
    ),
  );
}

function jobs(set: ObjectSet): readonly Finding[] {
  return set.ofKind('Job').flatMap((job) => {
    const needed = ['backoffLimit', 'activeDeadlineSeconds', 'ttlSecondsAfterFinished'];
    return [
      ...needed.flatMap((field) =>
        unless(
          typeof at(job.body, 'spec', field) === 'number',
          finding(job, `/spec/${field}`, 'it is not said'),
        ),
      ),
      ...unless(
        /-[0-9a-f]{8,}$/.test(nameOf(job)),
        finding(job, '/metadata/name', 'a Job cannot change, so its name must carry a hash'),
      ),
    ];
  });
}

/** Probes, resources and images of every workload. */
export const workloadChecks: readonly Check[] = [
  { name: 'workloads/probes', find: probes },
  { name: 'workloads/distinct-probes', find: distinctProbes },
  { name: 'workloads/probe-ports', find: probePorts },
  { name: 'workloads/probe-times', find: probeTimes },
  { name: 'workloads/resources', find: resources },
  { name: 'workloads/heap', find: heap },
  { name: 'workloads/images', find: images },
  { name: 'workloads/disks', find: disks },
  { name: 'workloads/priority', find: priorities },
  { name: 'workloads/jobs', find: jobs },
];
