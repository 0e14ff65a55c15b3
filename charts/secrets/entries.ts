/**
 * Every secret value that an environment needs, and the entry of AWS Secrets Manager that holds it:
 * the entry's name is `<secretPrefix>/<entry>`, its text a JSON object with these properties. Values
 * that change together share an entry, so that rotating one does not rewrite the others.
 */
export const secretEntries = {
  /** Password of the database's owner `porttrack`: letters and digits only, it stands in a URL. */
  'postgres-password': 'postgres',
  /** Password of Redis: letters and digits only, it stands in a URL. */
  'redis-password': 'redis',
  /** What the secrets of webhooks are sealed with: `openssl rand -base64 32`. */
  'webhook-secret-key': 'webhooks',
  'grafana-admin-password': 'grafana',
  /** What Grafana encrypts the secrets in its own database with: 32 random characters. */
  'grafana-secret-key': 'grafana',
  /** Slack's incoming webhook, which is a secret as a whole. */
  'slack-url': 'alerting',
  /** Where Watchdog reports; the receiver alarms when it falls silent. */
  'dead-man-url': 'alerting',
} as const;

/** A secret value by its name. */
export type SecretProperty = keyof typeof secretEntries;
