import { PEOPLES_REQUESTS } from '../../../rules/porttrack.rules.js';

/** Series of the service. */
export const SERVICE = 'job="porttrack-api"';

const CHOSEN = 'pod=~"$pod"';

/** Series of the chosen pods of the service. */
export const PODS = `${SERVICE},${CHOSEN}`;

/** People's requests to the chosen pods: without the load balancers' health checks. */
export const REQUESTS = `${PEOPLES_REQUESTS},${CHOSEN}`;
