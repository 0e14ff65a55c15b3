/** Data sources by what dashboards and links call them; a uid never changes, or links break. */
export const DATA_SOURCES = {
  prometheus: { uid: 'prometheus', name: 'Prometheus' },
  alertmanager: { uid: 'alertmanager', name: 'Alertmanager' },
} as const;
