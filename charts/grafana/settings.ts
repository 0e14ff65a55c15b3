/** A section of grafana.ini. */
type Section = Readonly<Record<string, string | boolean>>;

const sections = (host: string): Readonly<Record<string, Section>> => ({
  server: { domain: host, root_url: `https://${host}/` },
  security: {
    admin_user: 'admin',
    cookie_secure: true,
    cookie_samesite: 'strict',
    content_security_policy: true,
    strict_transport_security: true,
    disable_gravatar: true,
  },
  users: { allow_sign_up: false, allow_org_create: false },
  'auth.anonymous': { enabled: false },
  snapshots: { external_enabled: false },
  analytics: {
    reporting_enabled: false,
    check_for_updates: false,
    check_for_plugin_updates: false,
    feedback_links_enabled: false,
  },
  news: { news_feed_enabled: false },
  // The root cannot be written, and the only way out of the network is Slack's.
  plugins: { preinstall_disabled: true, plugin_admin_enabled: false },
  log: { mode: 'console' },
  'log.console': { format: 'json' },
});

/**
 * The text of grafana.ini: people by password alone, nothing sent to Grafana's makers.
 * @see https://grafana.com/docs/grafana/latest/setup-grafana/configure-grafana/
 */
export function grafanaIni(host: string): string {
  return Object.entries(sections(host))
    .map(([name, section]) => {
      const lines = Object.entries(section).map(([key, value]) => `${key} = ${String(value)}`);
      return [`[${name}]`, ...lines, ''].join('\n');
    })
    .join('\n');
}
