/** What a claim's time is: planned, estimated, requested or actual (DCSA JIT 2.0 `classifierCode`). */
export const classifiers = ['PLN', 'EST', 'REQ', 'ACT'] as const;

export type Classifier = (typeof classifiers)[number];

/** Which end of a service a time is about (DCSA JIT 2.0 `portCallServiceEventTypeCode`). */
export const serviceEvents = ['STRT', 'CMPL', 'ARRI', 'DEPA'] as const;

export type ServiceEvent = (typeof serviceEvents)[number];

/** Inbound, alongside, shifting, outbound (DCSA JIT 2.0 `portCallPhaseTypeCode`). */
export const phases = ['INBD', 'ALGS', 'SHIF', 'OUTB'] as const;

export type Phase = (typeof phases)[number];

/** What may be said of a service. */
export interface ServiceRule {
  readonly events: readonly ServiceEvent[];
  /** Whether its times are negotiated (EST, REQ, PLN, ACT); else only ACT is said of it. */
  readonly isNegotiable: boolean;
}

const span: readonly ServiceEvent[] = ['STRT', 'CMPL'];
const arrival: readonly ServiceEvent[] = ['ARRI'];

/**
 * Services of a port call, and which events and classifiers each has: the conditions of
 * `portCallServiceTypeCode` and `classifierCode` in DCSA JIT 2.0.0. MOVES has no times, and so is
 * not here. The limits of a port, which DCSA has no code for, are the ends of the sea passage:
 * SEA_PASSAGE CMPL is their entry, SEA_PASSAGE STRT is the vessel leaving them.
 */
export const serviceRules = {
  BERTH: { events: ['ARRI', 'DEPA'], isNegotiable: true },
  CARGO_OPERATIONS: { events: span, isNegotiable: true },
  PILOTAGE: { events: span, isNegotiable: true },
  TOWAGE: { events: span, isNegotiable: true },
  MOORING: { events: span, isNegotiable: true },
  BUNKERING: { events: span, isNegotiable: true },
  PILOT_BOARDING_PLACE: { events: arrival, isNegotiable: true },
  ANCHORAGE: { events: span, isNegotiable: true },
  SLUDGE: { events: span, isNegotiable: true },
  SEA_PASSAGE: { events: span, isNegotiable: false },
  ALL_FAST: { events: arrival, isNegotiable: false },
  GANGWAY_DOWN_AND_SECURE: { events: arrival, isNegotiable: false },
  VESSEL_READY_FOR_CARGO_OPERATIONS: { events: arrival, isNegotiable: false },
  VESSEL_READY_TO_SAIL: { events: arrival, isNegotiable: false },
  DISCHARGE_CARGO_OPERATIONS: { events: span, isNegotiable: false },
  LOADING_CARGO_OPERATIONS: { events: span, isNegotiable: false },
  LASHING: { events: span, isNegotiable: false },
  SAFETY: { events: ['DEPA'], isNegotiable: false },
  ANCHORAGE_OPERATIONS: { events: span, isNegotiable: false },
  SHORE_POWER: { events: span, isNegotiable: false },
} as const satisfies Readonly<Record<string, ServiceRule>>;

export type ServiceCode = keyof typeof serviceRules;

/** Every service, in the order of the table. */
export const serviceCodes: readonly ServiceCode[] = Object.keys(serviceRules).filter(isService);

function isService(text: string): text is ServiceCode {
  return Object.hasOwn(serviceRules, text);
}

/** A time that may be claimed. */
export interface ClaimKind {
  readonly service: ServiceCode;
  readonly event: ServiceEvent;
  readonly classifier: Classifier;
}

/** Why such a time is not claimed; `null` when it may be. */
export function kindFault({ service, event, classifier }: ClaimKind): string | null {
  const { events, isNegotiable }: ServiceRule = serviceRules[service];
  if (!events.includes(event)) return `${service} has ${events.join(' and ')}, not ${event}`;
  if (!isNegotiable && classifier !== 'ACT') return `${service} has ACT only, not ${classifier}`;
  return null;
}
