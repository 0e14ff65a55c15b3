import { dashboardOf } from '../dashboard.js';
import { environmentVariable, labelVariable } from '../variables.js';
import { errorsRow } from './errors.row.js';
import { ingestRow } from './ingest.row.js';
import { liveRow } from './live.row.js';
import { nowRow } from './now.row.js';
import { podsRow } from './pods.row.js';
import { requestsRow } from './requests.row.js';
import { SERVICE } from './selectors.js';

/** What the service does for those who use it. */
export const overviewDashboard = dashboardOf({
  uid: 'porttrack-overview',
  title: 'PortTrack Overview',
  description: 'Traffic, latency, errors, ingest, feeds, streams and vessels of the service.',
  variables: [
    environmentVariable({ label: 'Environment', description: "The environment's Prometheus." }),
    labelVariable({
      name: 'pod',
      label: 'Pod',
      description: 'Pods of the service.',
      values: { label: 'pod', selector: `up{${SERVICE}}` },
    }),
  ],
  rows: [nowRow, requestsRow, errorsRow, ingestRow, liveRow, podsRow],
});
