import { images } from '../../../charts/images.js';
import { at, type CatalogueSource } from './catalogue.js';

/** Who sends to Slack. */
export const alertmanager: CatalogueSource = {
  project: 'Alertmanager',
  version: images.alertmanager.version,
  sources: [
    at('prometheus/alertmanager', '00c66763eb9e6af5f8065805c0f053746cf26ff4', 'notify/notify.go'),
    // `code` is now `reason`.
    'https://github.com/prometheus-operator/kube-prometheus/pull/2263',
  ],
  job: 'alertmanager',
  targetLabels: ['namespace', 'pod'],
  metrics: [
    {
      name: 'alertmanager_notifications_failed_total',
      type: 'counter',
      labels: ['integration', 'reason'],
      samples: ['clientError', 'serverError', 'contextDeadlineExceeded', 'other'].map((reason) => ({
        labels: {
          ...{ namespace: 'porttrack-monitoring', pod: 'alertmanager-porttrack-0' },
          ...{ integration: 'slack', reason },
        },
        value: 0,
      })),
    },
  ],
};
