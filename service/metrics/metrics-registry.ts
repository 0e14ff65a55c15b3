import { Registry } from 'prom-client';

/** The metrics of one running application: not prom-client's global, so that two may run beside each other. */
export class MetricsRegistry extends Registry {}
