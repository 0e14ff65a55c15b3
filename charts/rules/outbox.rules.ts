import { alert, type ComponentRules } from './rule.js';

/** Whoever follows what was committed: workers of the service, and other systems by webhooks. */
export const outboxRules: ComponentRules = {
  name: 'outbox',
  rules: [
    alert({
      name: 'PortTrackOutboxLag',
      expr: 'max by (worker) (porttrack_outbox_lag_seconds{job="porttrack-api"}) > 60',
      for: '5m',
      severity: 'warning',
      component: 'porttrack',
      summary: 'Worker {{ $labels.worker }} is behind',
      description:
        'For 5 minutes the oldest committed event that worker {{ $labels.worker }} has not come to has been older than 60 s; now {{ $value | humanizeDuration }}.',
    }),
    alert({
      name: 'PortTrackWebhooksFailing',
      expr: 'max(porttrack_webhook_oldest_pending_seconds{job="porttrack-api"}) > 3600',
      for: '5m',
      severity: 'warning',
      component: 'porttrack',
      summary: 'A webhook does not take its events',
      description:
        'For 5 minutes the oldest event that waits to be sent to a webhook has been older than 1 hour; after 24 hours it is given up. Now {{ $value | humanizeDuration }}.',
    }),
  ],
};
