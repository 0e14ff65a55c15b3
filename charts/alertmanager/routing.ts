import { slackMessage, type SlackText } from './slack-message.js';

/** A condition on a label of an alert. */
export interface LabelMatcher {
  readonly label: string;
  readonly operator: '=' | '!=' | '=~' | '!~';
  readonly value: string;
}

/** When a group of alerts is told. Go durations. */
export interface Timing {
  /** From the first alert of a new group to its first message. */
  readonly groupWait: string;
  /** Between looks at a group that has been told. */
  readonly groupInterval: string;
  /** After which a group that still fires is told again. */
  readonly repeatInterval: string;
}

/** Secret values that receivers need, by the key that holds them. */
export const RECEIVER_SECRETS = { slack: 'slack-url', deadMan: 'dead-man-url' } as const;

/** A Slack channel, or the service that alarms when it hears nothing. */
export type Receiver =
  | { readonly kind: 'slack'; readonly name: string; readonly message: SlackText }
  | { readonly kind: 'dead-man'; readonly name: string };

/** Alerts that match go to a receiver, and no further. */
export interface AlertRoute extends Timing {
  readonly receiver: string;
  readonly matchers: readonly LabelMatcher[];
}

/** While an alert of `source` fires, those of `target` with equal labels are not told. */
export interface Inhibition {
  readonly why: string;
  readonly source: readonly LabelMatcher[];
  readonly target: readonly LabelMatcher[];
  /** A label that both lack counts as equal. */
  readonly equal: readonly string[];
}

/** Who is told what, when: the one source of the custom resource and of the native configuration. */
export interface AlertRouting {
  readonly resolveTimeout: string;
  readonly groupBy: readonly string[];
  /** For what no route takes. */
  readonly fallback: Timing & { readonly receiver: string };
  /** The first that matches wins. */
  readonly routes: readonly AlertRoute[];
  readonly receivers: readonly Receiver[];
  readonly inhibitions: readonly Inhibition[];
}

const is = (label: string, value: string): LabelMatcher => ({ label, operator: '=', value });
const isNot = (label: string, value: string): LabelMatcher => ({ label, operator: '!=', value });
const isLike = (label: string, value: string): LabelMatcher => ({ label, operator: '=~', value });

const inhibitions: readonly Inhibition[] = [
  {
    why: 'What is critical says more than a warning about the same thing',
    source: [is('severity', 'critical')],
    target: [is('severity', 'warning')],
    // One node, feed or namespace says nothing of another.
    equal: ['cluster', 'component', 'namespace', 'node', 'feed'],
  },
  {
    why: 'Without the service its own alerts are consequences; those of what it stands on may be the cause',
    source: [is('alertname', 'PortTrackAppDown')],
    target: [is('component', 'porttrack'), isNot('alertname', 'PortTrackAppDown')],
    equal: ['cluster'],
  },
  {
    why: 'That none is left says more than that few are; a stuck rollout or a failed migration is told',
    source: [is('alertname', 'PortTrackAppDown')],
    target: [isLike('alertname', 'PortTrackDegraded|PortTrackScaledToMax')],
    equal: ['cluster'],
  },
  {
    why: 'Where Slack does not hear us, only the silence of Watchdog can still raise the alarm',
    source: [is('alertname', 'AlertmanagerSlackFailing')],
    target: [is('alertname', 'Watchdog')],
    equal: ['cluster'],
  },
];

/**
 * The routing of one environment.
 * @param grafanaUrl where people silence alerts, without a slash at the end
 */
export function alertRouting(grafanaUrl: string): AlertRouting {
  const slack = (name: string, channel: string): Receiver => ({
    kind: 'slack',
    name,
    message: slackMessage({ channel, grafanaUrl }),
  });
  return {
    resolveTimeout: '5m',
    groupBy: ['alertname', 'cluster', 'namespace', 'severity'],
    fallback: {
      receiver: 'slack-warning',
      groupWait: '30s',
      groupInterval: '5m',
      repeatInterval: '12h',
    },
    routes: [
      {
        // It arrives every second minute, because a repeat is looked at once an interval: whoever
        // receives it alarms after 5 minutes of silence.
        receiver: 'dead-man',
        matchers: [is('alertname', 'Watchdog')],
        groupWait: '0s',
        groupInterval: '1m',
        repeatInterval: '1m',
      },
      {
        receiver: 'slack-critical',
        matchers: [is('severity', 'critical')],
        groupWait: '10s',
        groupInterval: '1m',
        repeatInterval: '1h',
      },
    ],
    receivers: [
      slack('slack-critical', '#porttrack-critical'),
      slack('slack-warning', '#porttrack-alerts'),
      { kind: 'dead-man', name: 'dead-man' },
    ],
    inhibitions,
  };
}
