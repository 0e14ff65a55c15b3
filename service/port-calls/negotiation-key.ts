import type { ServiceCode, ServiceEvent } from './service-events.js';

/** One negotiation of a port call: an event of a service, and which of several. */
export interface NegotiationPlace {
  readonly service: ServiceCode;
  readonly event: ServiceEvent;
  readonly sequence: number;
}

/** Name of a negotiation in its port call, such as `BERTH ARRI 1`. */
export function negotiationKey({ service, event, sequence }: NegotiationPlace): string {
  return `${service} ${event} ${sequence}`;
}
