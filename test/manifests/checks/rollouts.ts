import { at, fieldsOf, kindOf, labelsOf, listOf, type ObjectSet, textOf } from '../object-set.js';
import {
  autoscalerOf,
  containersOf,
  podCount,
  type PodTemplate,
  podTemplates,
  settingsOf,
} from '../pods.js';
import { type Check, type Finding, finding, unless } from './check.js';

const deployments = (set: ObjectSet): readonly PodTemplate[] =>
  podTemplates(set).filter(({ owner }) => ['Deployment', 'Rollout'].includes(kindOf(owner)));

const number = (value: unknown, absent: number): number =>
  typeof value === 'number' ? value : absent;

/** Pods are replaced without a moment with fewer of them, and a rollout that sticks is found out. */
function rollouts(set: ObjectSet): readonly Finding[] {
  return deployments(set).flatMap(({ owner }) => {
    const spec = fieldsOf(owner.body['spec']);
    const isRollout = kindOf(owner) === 'Rollout';
    const update = isRollout
      ? at(spec, 'strategy', 'canary')
      : at(spec, 'strategy', 'rollingUpdate');
    const rule = (field: string, isFine: boolean, reason: string) =>
      unless(isFine, finding(owner, `/spec/${field}`, reason));
    return [
      ...rule('strategy', textOf(at(update, 'maxUnavailable')) === '0', 'a pod may be missing'),
      ...rule('strategy', number(at(update, 'maxSurge'), 0) >= 1, 'no pod may be added'),
      ...rule(
        'progressDeadlineSeconds',
        number(spec['progressDeadlineSeconds'], 600) <= 180,
        'a rollout that sticks is noticed too late to be undone within 5 minutes',
      ),
      ...rule('minReadySeconds', number(spec['minReadySeconds'], 0) >= 10, 'a crashing pod counts'),
      ...rule(
        'revisionHistoryLimit',
        number(spec['revisionHistoryLimit'], 10) >= 2 &&
          number(spec['revisionHistoryLimit'], 10) <= 10,
        'there is nothing to go back to, or too much',
      ),
    ];
  });
}

/** A count in git would undo what the autoscaler did at every apply. */
function replicas(set: ObjectSet): readonly Finding[] {
  return deployments(set).flatMap((pod) => {
    const isScaled = autoscalerOf(set, pod) !== null;
    const written = at(pod.owner.body, 'spec', 'replicas') !== undefined;
    const isExempt = isArgued(pod, 'K65');
    return [
      ...unless(
        !(isScaled && written),
        finding(pod.owner, '/spec/replicas', 'the autoscaler decides it'),
      ),
      ...unless(
        podCount(set, pod).least >= 2 || isExempt,
        finding(pod.owner, '/spec/replicas', 'one pod, and no argument why'),
      ),
    ];
  });
}

function isArgued({ owner }: PodTemplate, check: string): boolean {
  const annotations = labelsOf(at(owner.body, 'metadata', 'annotations'));
  return (annotations[`exempt.porttrack.dev/${check}`] ?? '').length > 0;
}

function spread(set: ObjectSet): readonly Finding[] {
  return deployments(set).flatMap((pod) => {
    const constraints = listOf(pod.spec['topologySpreadConstraints']);
    const overNodes = constraints.find(
      (one) => at(one, 'topologyKey') === 'kubernetes.io/hostname',
    );
    const field = `${pod.field}/topologySpreadConstraints`;
    return [
      ...unless(overNodes !== undefined, finding(pod.owner, field, 'pods may share a node')),
      ...constraints.flatMap((constraint, index) =>
        unless(
          Object.entries(labelsOf(at(constraint, 'labelSelector', 'matchLabels'))).every(
            ([key, value]) => pod.labels[key] === value,
          ) && at(constraint, 'labelSelector') !== undefined,
          finding(pod.owner, `${field}/${index}`, "it does not count the workload's own pods"),
        ),
      ),
      ...unless(
        overNodes === undefined || at(overNodes, 'nodeTaintsPolicy') === 'Honor',
        finding(pod.owner, field, 'a cordoned node would stop a rollout'),
      ),
    ];
  });
}

/** Longest that the service's two servers take to close after SIGTERM (service/app.stop.ts). */
const CLOSE_SECONDS = 20;
/** For what a stop does besides: writing what was read, closing the database's connections. */
const MARGIN_SECONDS = 5;
/** DRAIN_SECONDS of production where it is not set (service/config/read-config.ts). */
const DRAIN_SECONDS = 5;

/** Removal from the load balancer and SIGTERM race: a pod drains first, and has the time to. */
function termination(set: ObjectSet): readonly Finding[] {
  const isPublic = (pod: PodTemplate) => pod.labels['app.kubernetes.io/name'] === 'porttrack-api';
  return podTemplates(set)
    .filter(isPublic)
    .flatMap((pod) => {
      const grace = number(pod.spec['terminationGracePeriodSeconds'], 30);
      const service = containersOf(pod).find(({ isInit }) => !isInit);
      const setting = service === undefined ? undefined : settingsOf(set, service)['DRAIN_SECONDS'];
      const drain = Number(setting ?? DRAIN_SECONDS);
      const drains = containersOf(pod).some(
        ({ body }) => at(body, 'lifecycle', 'preStop', 'httpGet', 'path') === '/internal/drain',
      );
      return [
        ...unless(
          drains,
          finding(pod.owner, `${pod.field}/containers/0/lifecycle/preStop`, 'requests are cut off'),
        ),
        ...unless(
          grace >= drain + CLOSE_SECONDS + MARGIN_SECONDS,
          finding(
            pod.owner,
            `${pod.field}/terminationGracePeriodSeconds`,
            `${grace} s are not enough to drain (${drain} s) and close (${CLOSE_SECONDS} s)`,
          ),
        ),
      ];
    });
}

/** How pods are replaced, spread and ended. */
export const rolloutChecks: readonly Check[] = [
  { name: 'rollouts/update', find: rollouts },
  { name: 'rollouts/replicas', find: replicas },
  { name: 'rollouts/spread', find: spread },
  { name: 'rollouts/termination', find: termination },
];
