import { NAMESPACES } from '../workloads.js';

/** Objects whose state becomes metrics: what is listed is what may be read, and nothing else. */
export interface WatchedObjects {
  readonly apiGroup: string;
  readonly resources: readonly string[];
  readonly isNamespaced: boolean;
}

/** Every kind that an alert or a dashboard asks about. */
export const watchedObjects: readonly WatchedObjects[] = [
  { apiGroup: '', resources: ['nodes'], isNamespaced: false },
  {
    apiGroup: '',
    resources: ['persistentvolumeclaims', 'pods', 'resourcequotas'],
    isNamespaced: true,
  },
  {
    apiGroup: 'apps',
    resources: ['daemonsets', 'deployments', 'replicasets', 'statefulsets'],
    isNamespaced: true,
  },
  { apiGroup: 'autoscaling', resources: ['horizontalpodautoscalers'], isNamespaced: true },
  { apiGroup: 'batch', resources: ['jobs'], isNamespaced: true },
  { apiGroup: 'policy', resources: ['poddisruptionbudgets'], isNamespaced: true },
];

/** The namespaces in which it looks: those of the project, and no other of the cluster. */
export const watchedNamespaces = Object.values(NAMESPACES);
