import type { ComponentCases } from '../rule-case.js';

const lag = (pod: string): string =>
  `porttrack_outbox_lag_seconds{job="porttrack-api",pod="${pod}",worker="webhooks"}`;
const oldest = (pod: string): string =>
  `porttrack_webhook_oldest_pending_seconds{job="porttrack-api",pod="${pod}"}`;

/** Those who follow what was committed. */
export const outboxCases: ComponentCases = {
  alerts: [
    {
      alert: 'PortTrackOutboxLag',
      when: 'a worker stands still for 5 minutes, whichever pod says so',
      input: { [lag('a')]: '0x4 90x20 0x10', [lag('b')]: '0x40' },
      firesAt: '7m30s',
      resolvesAt: '13m',
      labels: { worker: 'webhooks' },
      value: '1m 30s',
    },
    {
      alert: 'PortTrackWebhooksFailing',
      when: 'an event waits for more than an hour',
      input: { [oldest('a')]: '3500x4 3900x20 0x10', [oldest('b')]: '3500x40' },
      firesAt: '7m30s',
      resolvesAt: '13m',
      value: '1h 5m 0s',
    },
  ],
};
