import * as dashboard from '@grafana/grafana-foundation-sdk/dashboard';
import { environments } from '../../../environments.js';
import { dashboardOf } from '../dashboard.js';
import { environmentVariable, labelVariable } from '../variables.js';
import { latencyRow } from './latency.row.js';
import { requestsRow } from './requests.row.js';
import { throttlingRow } from './throttling.row.js';

/** Steady rates of the environments: no metric tells them. */
const limits = environments.map(({ name, gateway }) => `${name} : ${gateway.requestsPerSecond}`);

/** The door through which people and partners come. */
export const apiGatewayDashboard = dashboardOf({
  uid: 'aws-api-gateway',
  title: 'AWS API Gateway',
  description:
    'Requests, errors, latency and throttling of the HTTP API, as CloudWatch tells them through YACE.',
  variables: [
    environmentVariable({ label: 'Environment', description: "The environment's Prometheus." }),
    labelVariable({
      name: 'stage',
      label: 'Stage',
      description: 'Stages of the API.',
      values: { label: 'dimension_stage', selector: 'aws_apigateway_count_sum{job="yace"}' },
    }),
    new dashboard.CustomVariableBuilder('limit')
      .label('Limit')
      .description(
        'Steady requests per second above which the stage of this environment throttles.',
      )
      .values(limits.join(',')),
  ],
  rows: [requestsRow, latencyRow, throttlingRow],
});
