import { Yaml } from 'cdk8s';
import type { AlertRouting, LabelMatcher, Receiver, Timing } from './routing.js';

/** A secret URL: a file that holds it, or the URL itself where it is none (a test's stand-in). */
export type SecretUrl = { readonly file: string } | { readonly url: string };

/** Where the receivers' URLs are. A webhook's `file` needs Alertmanager 0.26. */
export interface ReceiverUrls {
  readonly slack: SecretUrl;
  readonly deadMan: SecretUrl;
}

const matchersOf = (matchers: readonly LabelMatcher[]): string[] =>
  matchers.map(({ label, operator, value }) => `${label} ${operator} ${JSON.stringify(value)}`);

const timing = ({ groupWait, groupInterval, repeatInterval }: Timing) => ({
  group_wait: groupWait,
  group_interval: groupInterval,
  repeat_interval: repeatInterval,
});

const named = (secret: SecretUrl, name: string): Record<string, string> =>
  'file' in secret ? { [`${name}_file`]: secret.file } : { [name]: secret.url };

function receiverOf(receiver: Receiver, urls: ReceiverUrls) {
  if (receiver.kind === 'dead-man') {
    const webhook = { ...named(urls.deadMan, 'url'), send_resolved: false };
    return { name: receiver.name, webhook_configs: [webhook] };
  }
  const { titleLink, ...message } = receiver.message;
  const slack = { ...named(urls.slack, 'api_url'), send_resolved: true };
  return {
    name: receiver.name,
    slack_configs: [{ ...slack, ...message, title_link: titleLink }],
  };
}

/**
 * The routing as the text of `alertmanager.yml`, for docker compose and for tests.
 * @see https://prometheus.io/docs/alerting/latest/configuration/
 */
export function nativeAlertmanagerConfig(routing: AlertRouting, urls: ReceiverUrls): string {
  return Yaml.stringify({
    global: { resolve_timeout: routing.resolveTimeout },
    route: {
      receiver: routing.fallback.receiver,
      group_by: routing.groupBy,
      ...timing(routing.fallback),
      routes: routing.routes.map((route) => ({
        receiver: route.receiver,
        matchers: matchersOf(route.matchers),
        ...timing(route),
      })),
    },
    receivers: routing.receivers.map((receiver) => receiverOf(receiver, urls)),
    inhibit_rules: routing.inhibitions.map(({ source, target, equal }) => ({
      source_matchers: matchersOf(source),
      target_matchers: matchersOf(target),
      equal,
    })),
  });
}
