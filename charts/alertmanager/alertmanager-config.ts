import type { IAlertmanagerConfig } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1alpha1';
import {
  type AlertRouting,
  type LabelMatcher,
  type Receiver,
  RECEIVER_SECRETS,
  type Timing,
} from './routing.js';

type Spec = IAlertmanagerConfig['spec'];

const matchersOf = (matchers: readonly LabelMatcher[]) =>
  matchers.map(({ label, operator, value }) => ({ name: label, matchType: operator, value }));

const timing = ({ groupWait, groupInterval, repeatInterval }: Timing) => ({
  groupWait,
  groupInterval,
  repeatInterval,
});

function receiverOf(receiver: Receiver, secretName: string) {
  const secret = (key: string) => ({ name: secretName, key });
  if (receiver.kind === 'dead-man') {
    const urlSecret = secret(RECEIVER_SECRETS.deadMan);
    return { name: receiver.name, webhookConfigs: [{ urlSecret, sendResolved: false }] };
  }
  const apiURL = secret(RECEIVER_SECRETS.slack);
  return {
    name: receiver.name,
    slackConfigs: [{ apiURL, sendResolved: true, ...receiver.message }],
  };
}

/**
 * The routing as the spec of an AlertmanagerConfig.
 * @param secretName the Secret whose keys are those of `RECEIVER_SECRETS`
 * @see https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1alpha1.AlertmanagerConfig
 */
export function alertmanagerConfigSpec(routing: AlertRouting, secretName: string): Spec {
  return {
    route: {
      receiver: routing.fallback.receiver,
      groupBy: [...routing.groupBy],
      ...timing(routing.fallback),
      routes: routing.routes.map((route) => ({
        receiver: route.receiver,
        matchers: matchersOf(route.matchers),
        ...timing(route),
      })),
    },
    receivers: routing.receivers.map((receiver) => receiverOf(receiver, secretName)),
    inhibitRules: routing.inhibitions.map(({ source, target, equal }) => ({
      sourceMatch: matchersOf(source),
      targetMatch: matchersOf(target),
      equal: [...equal],
    })),
  };
}
