/** Pods of the project, the chosen ones. Pod sandboxes have an empty container name. */
export const PODS = 'namespace=~"porttrack.*",pod=~"$pod"';

/** Series of cAdvisor for the chosen pods' containers. */
export const CONTAINERS = `job="cadvisor",${PODS},container!=""`;

/** Series of node-exporter for the chosen nodes. */
export const NODES = 'job="node-exporter",node=~"$node"';

/** Series of kube-state-metrics. */
export const STATE = 'job="kube-state-metrics"';
