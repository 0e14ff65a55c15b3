import {
  at,
  kindOf,
  labelsOf,
  listOf,
  type ManifestObject,
  nameOf,
  namespaceOf,
  type ObjectSet,
  textOf,
  textsOf,
} from '../object-set.js';
import { operatorObjects, operatorPods } from '../operator-pods.js';
import { containersOf, podTemplates } from '../pods.js';
import { selects, serviceSelects } from '../selectors.js';
import { type Check, type Finding, finding, unless } from './check.js';

/** Pods as a selector sees them, with the names and numbers of their ports. */
interface Target {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly ports: readonly string[];
}

function targetsOf(set: ObjectSet): readonly Target[] {
  const ours = podTemplates(set).map((pod) => ({
    namespace: pod.namespace,
    labels: pod.labels,
    ports: containersOf(pod)
      .flatMap(({ body }) => listOf(body['ports']))
      .flatMap((port) => [textOf(at(port, 'name')), textOf(at(port, 'containerPort'))]),
  }));
  const theirs = operatorPods(set).map(({ namespace, labels, ports }) => ({
    namespace,
    labels,
    ports: ports.flatMap(({ name, port }) => [name, String(port)]),
  }));
  return [...ours, ...theirs];
}

function services(set: ObjectSet): readonly Finding[] {
  const targets = targetsOf(set);
  return set.ofKind('Service').flatMap((service) => {
    const selector = at(service.body, 'spec', 'selector');
    const behind = targets.filter(
      ({ namespace, labels }) =>
        namespace === namespaceOf(service) && serviceSelects(selector, labels),
    );
    if (behind.length === 0) return [finding(service, '/spec/selector', 'no pod stands behind it')];
    return listOf(at(service.body, 'spec', 'ports')).flatMap((port, index) => {
      const target = textOf(at(port, 'targetPort') ?? at(port, 'port'));
      return unless(
        behind.some(({ ports }) => ports.includes(target)),
        finding(service, `/spec/ports/${index}/targetPort`, `no container has a port ${target}`),
      );
    });
  });
}

/** A container's port that a load balancer sends to must speak the same protocol. */
function protocols(set: ObjectSet): readonly Finding[] {
  return set.ofKind('Service').flatMap((service) =>
    listOf(at(service.body, 'spec', 'ports')).flatMap((port, index) => {
      const target = textOf(at(port, 'targetPort') ?? at(port, 'port'));
      const protocol = textOf(at(port, 'protocol') ?? 'TCP');
      const found = podTemplates(set)
        .filter(({ namespace, labels }) => {
          const selector = at(service.body, 'spec', 'selector');
          return namespace === namespaceOf(service) && serviceSelects(selector, labels);
        })
        .flatMap(containersOf)
        .flatMap(({ body }) => listOf(body['ports']))
        .filter((one) => [at(one, 'name'), at(one, 'containerPort')].map(textOf).includes(target));
      return unless(
        found.length === 0 ||
          found.some((one) => textOf(at(one, 'protocol') ?? 'TCP') === protocol),
        finding(
          service,
          `/spec/ports/${index}/protocol`,
          `the container's port is not ${protocol}`,
        ),
      );
    }),
  );
}

function namespacesOf(monitor: ManifestObject): readonly string[] {
  const named = textsOf(at(monitor.body, 'spec', 'namespaceSelector', 'matchNames'));
  return named.length > 0 ? named : [namespaceOf(monitor)];
}

function serviceMonitors(set: ObjectSet): readonly Finding[] {
  return set.ofKind('ServiceMonitor').flatMap((monitor) => {
    const selected = set
      .ofKind('Service')
      .filter(
        (service) =>
          namespacesOf(monitor).includes(namespaceOf(service)) &&
          selects(
            at(monitor.body, 'spec', 'selector'),
            labelsOf(at(service.body, 'metadata', 'labels')),
          ),
      );
    if (selected.length === 0) return [finding(monitor, '/spec/selector', 'it selects no Service')];
    const ports = selected
      .flatMap((service) => listOf(at(service.body, 'spec', 'ports')))
      .map((port) => textOf(at(port, 'name')));
    return portFindings(monitor, 'endpoints', ports);
  });
}

function podMonitors(set: ObjectSet): readonly Finding[] {
  return set.ofKind('PodMonitor').flatMap((monitor) => {
    const selected = targetsOf(set).filter(
      ({ namespace, labels }) =>
        namespacesOf(monitor).includes(namespace) &&
        selects(at(monitor.body, 'spec', 'selector'), labels),
    );
    if (selected.length === 0) return [finding(monitor, '/spec/selector', 'it selects no pod')];
    const ports = selected.flatMap((target) => target.ports);
    return portFindings(monitor, 'podMetricsEndpoints', ports);
  });
}

function portFindings(
  monitor: ManifestObject,
  list: string,
  ports: readonly string[],
): readonly Finding[] {
  return listOf(at(monitor.body, 'spec', list)).flatMap((endpoint, index) => {
    const port = textOf(at(endpoint, 'port'));
    return unless(
      ports.includes(port),
      finding(monitor, `/spec/${list}/${index}/port`, `nothing that it selects has a port ${port}`),
    );
  });
}

/** Prometheus reads a monitor or rules only where its selectors select their labels. */
function scraped(set: ObjectSet): readonly Finding[] {
  const selectors: Readonly<Record<string, string>> = {
    ServiceMonitor: 'serviceMonitorSelector',
    PodMonitor: 'podMonitorSelector',
    ScrapeConfig: 'scrapeConfigSelector',
    PrometheusRule: 'ruleSelector',
  };
  const servers = set.ofKind('Prometheus');
  return set.ofKind(...Object.keys(selectors)).flatMap((object) => {
    const field = selectors[kindOf(object)] ?? '';
    const labels = labelsOf(at(object.body, 'metadata', 'labels'));
    return unless(
      servers.some(({ body }) => selects(at(body, 'spec', field), labels)),
      finding(object, '/metadata/labels', 'Prometheus does not select it'),
    );
  });
}

function autoscalers(set: ObjectSet): readonly Finding[] {
  return set.ofKind('HorizontalPodAutoscaler').flatMap((scaler) => {
    const target = at(scaler.body, 'spec', 'scaleTargetRef');
    const kind = textOf(at(target, 'kind'));
    const least = Number(at(scaler.body, 'spec', 'minReplicas') ?? 1);
    const most = Number(at(scaler.body, 'spec', 'maxReplicas'));
    const metrics = listOf(at(scaler.body, 'spec', 'metrics')).map((metric) => [
      textOf(at(metric, 'resource', 'name')),
      Number(at(metric, 'resource', 'target', 'averageUtilization')),
    ]);
    const wants = (name: string, share: number) =>
      metrics.some(([metric, target_]) => metric === name && target_ === share);
    return [
      ...unless(
        set.find(kind, namespaceOf(scaler), textOf(at(target, 'name'))) !== null,
        finding(scaler, '/spec/scaleTargetRef', 'there is no such workload'),
      ),
      ...unless(least >= 2, finding(scaler, '/spec/minReplicas', 'a single pod may be left')),
      ...unless(most > least, finding(scaler, '/spec/maxReplicas', 'it is not above the least')),
      ...unless(wants('cpu', 70), finding(scaler, '/spec/metrics', 'not at 70 % of the CPU')),
      ...unless(wants('memory', 80), finding(scaler, '/spec/metrics', 'not at 80 % of the memory')),
    ];
  });
}

/** A drain must be able to take one pod, and never all of them. */
function budgets(set: ObjectSet): readonly Finding[] {
  const pods = podTemplates(set);
  const budgetsOf = set.ofKind('PodDisruptionBudget').map((budget) => ({
    budget,
    selected: pods.filter(
      ({ namespace, labels }) =>
        namespace === namespaceOf(budget) && selects(at(budget.body, 'spec', 'selector'), labels),
    ),
    theirs: operatorPods(set).filter(
      ({ namespace, labels }) =>
        namespace === namespaceOf(budget) && selects(at(budget.body, 'spec', 'selector'), labels),
    ),
  }));
  return budgetsOf.flatMap(({ budget, selected, theirs }) => {
    const unavailable = at(budget.body, 'spec', 'maxUnavailable');
    const available = at(budget.body, 'spec', 'minAvailable');
    const counts = [
      ...theirs.map(({ count }) => count),
      ...selected.map((pod) => leastOf(set, pod)),
    ];
    const leaves = (count: number) =>
      unavailable === undefined ? Number(available) < count : Number(unavailable) >= 1;
    return [
      ...unless(
        selected.length + theirs.length > 0,
        finding(budget, '/spec/selector', 'it selects no pod'),
      ),
      ...unless(
        counts.every(leaves),
        finding(budget, '/spec', 'no pod can be taken: it blocks drains'),
      ),
      ...unless(
        (unavailable === undefined) !== (available === undefined),
        finding(budget, '/spec', 'it says none or both of maxUnavailable and minAvailable'),
      ),
      ...unless(
        at(budget.body, 'spec', 'unhealthyPodEvictionPolicy') === 'AlwaysAllow',
        finding(budget, '/spec/unhealthyPodEvictionPolicy', 'a crashing pod would hold up a drain'),
      ),
    ];
  });
}

function leastOf(set: ObjectSet, pod: ReturnType<typeof podTemplates>[number]): number {
  const scaler = set
    .ofKind('HorizontalPodAutoscaler')
    .find(({ body }) => at(body, 'spec', 'scaleTargetRef', 'name') === nameOf(pod.owner));
  const count = at(scaler?.body, 'spec', 'minReplicas') ?? at(pod.owner.body, 'spec', 'replicas');
  return typeof count === 'number' ? count : 1;
}

/** Deployments of several pods that serve have a budget, or a drain may take them all at once. */
function budgeted(set: ObjectSet): readonly Finding[] {
  return podTemplates(set)
    .filter(({ owner }) => ['Deployment', 'StatefulSet', 'Rollout'].includes(kindOf(owner)))
    .flatMap(({ owner, namespace, labels }) =>
      unless(
        set
          .ofKind('PodDisruptionBudget')
          .filter(
            (budget) =>
              namespaceOf(budget) === namespace &&
              selects(at(budget.body, 'spec', 'selector'), labels),
          ).length === 1,
        finding(owner, 'PodDisruptionBudget', 'there is none, or more than one'),
      ),
    );
}

function ingresses(set: ObjectSet): readonly Finding[] {
  const made = operatorObjects(set);
  return set.ofKind('Ingress').flatMap((ingress) =>
    listOf(at(ingress.body, 'spec', 'rules'))
      .flatMap((rule) => listOf(at(rule, 'http', 'paths')))
      .flatMap((path, index) => {
        const name = textOf(at(path, 'backend', 'service', 'name'));
        const service = set.find('Service', namespaceOf(ingress), name);
        const port = at(path, 'backend', 'service', 'port');
        const ports = listOf(at(service?.body, 'spec', 'ports'));
        const hasPort = ports.some(
          (one) =>
            textOf(at(one, 'name')) === textOf(at(port, 'name') ?? '-') ||
            textOf(at(one, 'port')) === textOf(at(port, 'number') ?? '-'),
        );
        return unless(
          hasPort || made.some((object) => object.kind === 'Service' && object.name === name),
          finding(ingress, `/spec/rules/paths/${index}`, `no Service ${name} with that port`),
        );
      }),
  );
}

/** What selects what: Services, monitors, autoscalers, budgets, ingresses. */
export const serviceChecks: readonly Check[] = [
  { name: 'relations/services', find: services },
  { name: 'relations/protocols', find: protocols },
  { name: 'relations/service-monitors', find: serviceMonitors },
  { name: 'relations/pod-monitors', find: podMonitors },
  { name: 'relations/scraped', find: scraped },
  { name: 'relations/autoscalers', find: autoscalers },
  { name: 'relations/budgets', find: budgets },
  { name: 'relations/budgeted', find: budgeted },
  { name: 'relations/ingresses', find: ingresses },
];
