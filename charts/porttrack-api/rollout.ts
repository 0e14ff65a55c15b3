import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { customObject, type CustomObjectProps } from '../constructs/custom-object.js';
import { NAMESPACES, objectLabels, selectorLabels } from '../workloads.js';
import { API } from './pod-template.js';

/** Prometheus as the operator names its Service. */
const PROMETHEUS = `http://prometheus-operated.${NAMESPACES.monitoring}.svc:9090`;

/** Share of requests that may fail while a new version takes over. */
const ERROR_RATIO = 0.05;

const ANALYSIS = `${API}-errors`;

/** A step of a canary: a weight, or a time to wait. */
type CanaryStep =
  { readonly setWeight: number } | { readonly pause: { readonly duration: string } };

/**
 * What is used of Argo Rollouts' Rollout.
 * @see https://argo-rollouts.readthedocs.io/en/stable/features/specification/
 */
interface Rollout extends CustomObjectProps {
  readonly apiVersion: 'argoproj.io/v1alpha1';
  readonly kind: 'Rollout';
  readonly spec: {
    readonly minReadySeconds: number;
    readonly progressDeadlineSeconds: number;
    /** `false`, the default, only says that the deadline is over. */
    readonly progressDeadlineAbort: boolean;
    readonly revisionHistoryLimit: number;
    readonly rollbackWindow: { readonly revisions: number };
    readonly selector: k8s.LabelSelector;
    readonly template: object;
    readonly strategy: {
      readonly canary: {
        readonly maxSurge: number;
        readonly maxUnavailable: number;
        readonly abortScaleDownDelaySeconds: number;
        readonly analysis: {
          readonly templates: readonly { readonly templateName: string }[];
          readonly startingStep: number;
        };
        readonly steps: readonly CanaryStep[];
      };
    };
  };
}

/**
 * What is used of Argo Rollouts' AnalysisTemplate.
 * @see https://argo-rollouts.readthedocs.io/en/stable/features/analysis/
 */
interface AnalysisTemplate extends CustomObjectProps {
  readonly apiVersion: 'argoproj.io/v1alpha1';
  readonly kind: 'AnalysisTemplate';
  readonly spec: {
    readonly metrics: readonly {
      readonly name: string;
      readonly interval: string;
      readonly initialDelay: string;
      readonly successCondition: string;
      readonly failureLimit: number;
      readonly consecutiveErrorLimit: number;
      readonly provider: {
        readonly prometheus: { readonly address: string; readonly query: string };
      };
    }[];
  };
}

/**
 * Pods replaced by Argo Rollouts, in two steps: it goes back by itself when the deadline passes or
 * more requests fail than may. Without a router of traffic a weight is a share of the pods.
 */
export function addRollout(scope: Construct, template: k8s.PodTemplateSpec): void {
  customObject<Rollout>(scope, {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    metadata: { name: API, labels: objectLabels(API, 'api') },
    spec: {
      minReadySeconds: 10,
      progressDeadlineSeconds: 180,
      progressDeadlineAbort: true,
      revisionHistoryLimit: 5,
      // Going back to one of the last versions skips the steps.
      rollbackWindow: { revisions: 3 },
      selector: { matchLabels: { ...selectorLabels(API) } },
      template: k8s.toJson_PodTemplateSpec(template) ?? {},
      strategy: {
        canary: {
          maxSurge: 1,
          maxUnavailable: 0,
          abortScaleDownDelaySeconds: 30,
          analysis: { templates: [{ templateName: ANALYSIS }], startingStep: 1 },
          steps: [
            { setWeight: 25 },
            { pause: { duration: '60s' } },
            { setWeight: 50 },
            { pause: { duration: '60s' } },
          ],
        },
      },
    },
  });
  customObject<AnalysisTemplate>(scope, errorAnalysis);
}

/** Reads what the burn-rate alerts read; no answer at all for two minutes counts as a failure too. */
const errorAnalysis: AnalysisTemplate = {
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'AnalysisTemplate',
  metadata: { name: ANALYSIS, labels: objectLabels(API, 'api') },
  spec: {
    metrics: [
      {
        name: 'error-ratio',
        interval: '30s',
        initialDelay: '30s',
        // Without requests the ratio is not a number, or there is none: that is no failure.
        successCondition: `len(result) == 0 || isNaN(result[0]) || result[0] < ${ERROR_RATIO}`,
        failureLimit: 2,
        consecutiveErrorLimit: 4,
        provider: {
          prometheus: { address: PROMETHEUS, query: 'porttrack:slo_errors:ratio_rate5m' },
        },
      },
    ],
  },
};
