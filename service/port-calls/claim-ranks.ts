import { claimSources, type ClaimSource } from './claim.js';
import {
  serviceRules,
  type Classifier,
  type ServiceCode,
  type ServiceEvent,
} from './service-events.js';

/** Whom to believe, first one first. */
export interface RankRule {
  /** For EST, REQ and PLN. */
  readonly expected: readonly ClaimSource[];
  /** For ACT. */
  readonly actual: readonly ClaimSource[];
}

/** Rules by `<SERVICE> <EVENT>`, and `default` for all others. */
export type RankTable = Readonly<Record<string, RankRule>> & { readonly default: RankRule };

const cargo: RankRule = {
  expected: ['terminal', 'operator', 'derived', 'agent', 'vessel', 'carrier', 'pilot', 'ais'],
  actual: ['terminal', 'operator', 'vessel', 'agent', 'derived', 'carrier', 'pilot', 'ais'],
};

const boarding: RankRule = {
  expected: ['operator', 'pilot', 'vessel', 'agent', 'carrier', 'terminal', 'derived', 'ais'],
  actual: ['operator', 'pilot', 'ais', 'vessel', 'terminal', 'agent', 'carrier', 'derived'],
};

/** Whom the port believes unless `PORT_CALL_SOURCES` says otherwise. */
export const defaultRanks: RankTable = {
  default: {
    expected: ['operator', 'terminal', 'pilot', 'vessel', 'agent', 'carrier', 'derived', 'ais'],
    actual: ['operator', 'pilot', 'terminal', 'ais', 'vessel', 'agent', 'carrier', 'derived'],
  },
  'PILOT_BOARDING_PLACE ARRI': boarding,
  'PILOTAGE STRT': boarding,
  'PILOTAGE CMPL': boarding,
  'CARGO_OPERATIONS STRT': cargo,
  'CARGO_OPERATIONS CMPL': cargo,
  'LOADING_CARGO_OPERATIONS STRT': cargo,
  'LOADING_CARGO_OPERATIONS CMPL': cargo,
  'DISCHARGE_CARGO_OPERATIONS STRT': cargo,
  'DISCHARGE_CARGO_OPERATIONS CMPL': cargo,
  'VESSEL_READY_FOR_CARGO_OPERATIONS ARRI': cargo,
};

/** The place of a source in the rule of an event, from 0; below all others when it is not named. */
export function rankOf(
  ranks: RankTable,
  claim: {
    readonly service: ServiceCode;
    readonly event: ServiceEvent;
    readonly classifier: Classifier;
    readonly source: ClaimSource;
  },
): number {
  const rule = ranks[`${claim.service} ${claim.event}`] ?? ranks.default;
  const order = claim.classifier === 'ACT' ? rule.actual : rule.expected;
  const place = order.indexOf(claim.source);
  return place === -1 ? claimSources.length : place;
}

/** A setting that cannot be used: what is wrong with it. */
export interface RankFault {
  readonly problem: string;
}

type Setting = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** Whether a table of ranks could not be read. */
export function isFault(table: RankTable | RankFault): table is RankFault {
  return typeof table.problem === 'string';
}

/**
 * The default table with what the setting `PORT_CALL_SOURCES` replaces in it.
 * @param setting `{"BERTH ARRI": {"actual": ["ais", "operator"]}, "default": {...}}`, or `null`
 */
export function readRanks(setting: Setting | null): RankTable | RankFault {
  const table: Record<string, RankRule> & { default: RankRule } = { ...defaultRanks };
  for (const [key, rule] of Object.entries(setting ?? {})) {
    const problem = problemOf(key, rule);
    if (problem !== null) return { problem };
    const before = table[key] ?? table.default;
    table[key] = {
      expected: rule['expected']?.filter(isSource) ?? before.expected,
      actual: rule['actual']?.filter(isSource) ?? before.actual,
    };
  }
  return table;
}

function problemOf(key: string, rule: Readonly<Record<string, readonly string[]>>): string | null {
  if (!isKey(key)) return `${key} is not a service and its event, nor "default"`;
  const stray = Object.keys(rule).find((name) => name !== 'expected' && name !== 'actual');
  if (stray !== undefined) return `${key} has ${stray}: only "expected" and "actual" are known`;
  const unknown = Object.values(rule)
    .flat()
    .find((source) => !isSource(source));
  return unknown === undefined ? null : `${key} names ${unknown}, which is no source`;
}

function isSource(text: string): text is ClaimSource {
  return claimSources.some((source) => source === text);
}

function isKey(text: string): boolean {
  const keys = Object.entries(serviceRules).flatMap(([service, { events }]) =>
    events.map((event) => `${service} ${event}`),
  );
  return text === 'default' || keys.includes(text);
}
