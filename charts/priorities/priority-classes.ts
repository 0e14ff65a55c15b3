/**
 * Who gives way when a cluster is short of room: `critical` for what lets vessels be seen (the
 * service, its database, and what raises the alarm), `standard` for the rest.
 */
export const PRIORITY_CLASSES = {
  critical: 'porttrack-critical',
  standard: 'porttrack-standard',
} as const;
