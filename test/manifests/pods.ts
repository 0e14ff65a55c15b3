import {
  at,
  type Fields,
  fieldsOf,
  kindOf,
  labelsOf,
  listOf,
  type ManifestObject,
  nameOf,
  namespaceOf,
  type ObjectSet,
  textOf,
} from './object-set.js';

/** A pod that an object of dist/ describes itself. */
export interface PodTemplate {
  readonly owner: ManifestObject;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly spec: Fields;
  /** JSON pointer to `spec` in the owner. */
  readonly field: string;
  /** It runs until it is replaced, as a Job's pod does not. */
  readonly isLasting: boolean;
}

export interface Container {
  readonly pod: PodTemplate;
  readonly body: Fields;
  readonly name: string;
  readonly isInit: boolean;
  /** JSON pointer in the owner. */
  readonly field: string;
}

const TEMPLATES: Readonly<Record<string, readonly string[]>> = {
  Deployment: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  Rollout: ['spec', 'template'],
  Job: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
};

/** Every pod template of the set. A Rollout that refers to a Deployment has none of its own. */
export function podTemplates(set: ObjectSet): readonly PodTemplate[] {
  return set.ofKind(...Object.keys(TEMPLATES)).flatMap((owner) => {
    const path = TEMPLATES[kindOf(owner)] ?? [];
    const template = at(owner.body, ...path);
    if (at(template, 'spec') === undefined) return [];
    return [
      {
        owner,
        namespace: namespaceOf(owner),
        labels: labelsOf(at(template, 'metadata', 'labels')),
        spec: fieldsOf(at(template, 'spec')),
        field: `/${path.join('/')}/spec`,
        isLasting: !['Job', 'CronJob'].includes(kindOf(owner)),
      },
    ];
  });
}

/** The containers of a pod, the ones that prepare it first. */
export function containersOf(pod: PodTemplate): readonly Container[] {
  return ['initContainers', 'containers'].flatMap((list) =>
    listOf(pod.spec[list]).map((body, index) => ({
      pod,
      body: fieldsOf(body),
      name: textOf(at(body, 'name')),
      isInit: list === 'initContainers',
      field: `${pod.field}/${list}/${index}`,
    })),
  );
}

/** The containers that run at the same time. */
export function lastingContainers(set: ObjectSet): readonly Container[] {
  return podTemplates(set)
    .filter(({ isLasting }) => isLasting)
    .flatMap(containersOf)
    .filter(({ isInit }) => !isInit);
}

/** Every container of every pod template. */
export function allContainers(set: ObjectSet): readonly Container[] {
  return podTemplates(set).flatMap(containersOf);
}

/** The autoscaler of a workload. */
export function autoscalerOf(set: ObjectSet, { owner }: PodTemplate): ManifestObject | null {
  const isIts = (object: ManifestObject) =>
    namespaceOf(object) === namespaceOf(owner) &&
    at(object.body, 'spec', 'scaleTargetRef', 'kind') === kindOf(owner) &&
    at(object.body, 'spec', 'scaleTargetRef', 'name') === nameOf(owner);
  return set.ofKind('HorizontalPodAutoscaler').find(isIts) ?? null;
}

/** How many pods there are at least and at most, without those of a rollout. */
export function podCount(set: ObjectSet, pod: PodTemplate): { least: number; most: number } {
  const autoscaler = autoscalerOf(set, pod);
  const number = (value: unknown, absent: number) => (typeof value === 'number' ? value : absent);
  if (autoscaler !== null) {
    const least = number(at(autoscaler.body, 'spec', 'minReplicas'), 1);
    return { least, most: number(at(autoscaler.body, 'spec', 'maxReplicas'), least) };
  }
  const replicas = number(at(pod.owner.body, 'spec', 'replicas'), 1);
  return { least: replicas, most: replicas };
}

/** What a container's environment is set to in plain text: `env`, and the ConfigMaps of `envFrom`. */
export function settingsOf(
  set: ObjectSet,
  { pod, body }: Container,
): Readonly<Record<string, string>> {
  const fromMaps = listOf(body['envFrom']).map((source) => {
    const name = textOf(at(source, 'configMapRef', 'name'));
    return labelsOf(set.find('ConfigMap', pod.namespace, name)?.body['data']);
  });
  const own = listOf(body['env']).map((entry) => ({
    [textOf(at(entry, 'name'))]: textOf(at(entry, 'value')),
  }));
  return Object.assign({}, ...fromMaps, ...own) as Record<string, string>;
}
