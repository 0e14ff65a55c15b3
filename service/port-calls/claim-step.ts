/** What a claim is in a negotiation. */
export type ClaimStep = 'estimate' | 'request' | 'plan' | 'accept' | 'counter' | 'actual';

/** What ends a negotiation for good: the consumer declines the service, its provider cancels it. */
export type EndingStep = 'decline' | 'cancel';
