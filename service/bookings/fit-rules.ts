import type { Berth, BerthClosure, CargoKind } from '../ports/berths.service.js';
import type { StayTide } from '../ports/tides.service.js';
import type { QuayMetres } from './quay.js';

/** A rule that a booking must satisfy. */
export const fitRules = [
  'length',
  'maximum-length',
  'beam',
  'draught',
  'under-keel',
  'tide',
  'cargo-kind',
  'closure',
] as const;

export type FitRule = (typeof fitRules)[number];

/** What a rule found: it is broken, or could not be judged. A rule that is kept finds nothing. */
export interface FitFinding {
  readonly rule: FitRule;
  readonly outcome: 'failed' | 'not-checked';
  /** What the vessel needs; metres, a cargo kind or a time; `null` where it is not known. */
  readonly needed: number | string | null;
  /** What the berth has, in the same unit; `null` where it is not known. */
  readonly available: number | string | null;
  /** For a person, with both. */
  readonly detail: string;
}

/** All that the rules look at. */
export interface FitQuestion {
  readonly berth: Omit<Berth, 'closures' | 'geometry'>;
  /** Those that touch the stay are looked at. */
  readonly closures: readonly BerthClosure[];
  readonly vessel: {
    readonly lengthOverallMetres: number | null;
    readonly beamMetres: number | null;
  };
  /** On arrival: as the booking says, else the vessel's greatest. */
  readonly draughtMetres: number | null;
  readonly metres: QuayMetres;
  /** Epoch ms. */
  readonly from: number;
  readonly to: number;
  readonly cargoKind: CargoKind | null;
  readonly tide: StayTide;
}

/**
 * Share of its length that a vessel takes beyond it, for lines and for room to the next one, where
 * the berth says nothing else: quays are planned with 1.1 times the length of a vessel.
 */
export const usualMooringShare = 0.1;

/**
 * Share of the draught that must stay under the keel where the berth says nothing else: the usual
 * rule of ports and of companies for sheltered water.
 */
export const usualUnderKeelShare = 0.1;

/**
 * Judges whether a vessel fits a berth for a stay. A limit of the berth that a vessel's dimension
 * cannot be compared with, because that is not known, is broken: nobody can say that she fits. A limit
 * that the berth does not have is not checked.
 * @returns what is broken or was not checked, in order of the rules; empty when all is kept
 */
export function checkFit(question: FitQuestion): FitFinding[] {
  return [
    ...lengthFindings(question),
    ...limitFindings(question),
    ...underKeelFindings(question),
    ...cargoFindings(question),
    ...closureFindings(question),
  ];
}

function lengthFindings({ berth, vessel, metres }: FitQuestion): FitFinding[] {
  const rule = 'length';
  const { lengthOverallMetres: length } = vessel;
  if (metres.to === null) {
    const detail = 'the length of the berth is not known';
    return [{ rule, outcome: 'not-checked', needed: length, available: null, detail }];
  }
  const available = rounded(metres.to - metres.from);
  if (length === null) {
    const detail = `the vessel’s length is not known; the booking is for ${available} m of quay`;
    return [{ rule, outcome: 'failed', needed: null, available, detail }];
  }
  const allowance = berth.mooringAllowanceMetres ?? length * usualMooringShare;
  const needed = rounded(length + allowance);
  if (needed <= available) return [];
  const detail = `needs ${needed} m of quay (${length} m and ${rounded(allowance)} m for mooring), the booking is for ${available} m`;
  return [{ rule, outcome: 'failed', needed, available, detail }];
}

function limitFindings({ berth, vessel, draughtMetres }: FitQuestion): FitFinding[] {
  const limits = [
    ['maximum-length', 'length over all', vessel.lengthOverallMetres, berth.maxLengthMetres],
    ['beam', 'beam', vessel.beamMetres, berth.maxBeamMetres],
    ['draught', 'draught on arrival', draughtMetres, berth.maxDraughtMetres],
  ] as const;
  return limits.flatMap(([rule, what, needed, available]): FitFinding[] => {
    if (available === null || (needed !== null && needed <= available)) return [];
    const says = needed === null ? `the vessel’s ${what} is not known` : `${what} ${needed} m`;
    const detail = `${says}, the berth takes at most ${available} m`;
    return [{ rule, outcome: 'failed', needed, available, detail }];
  });
}

function underKeelFindings(question: FitQuestion): FitFinding[] {
  const { berth, draughtMetres, tide } = question;
  const rule = 'under-keel';
  if (berth.depthMetres === null) {
    const detail = 'the depth of the berth is not known';
    return [{ rule, outcome: 'not-checked', needed: draughtMetres, available: null, detail }];
  }
  const { metres: height, said, isLeftOut } = tideShare(berth.depthDatum, tide);
  const left: FitFinding[] = isLeftOut
    ? [{ rule: 'tide', outcome: 'not-checked', needed: null, available: null, detail: said }]
    : [];
  const available = rounded(berth.depthMetres + height);
  if (draughtMetres === null) {
    const detail = `the draught on arrival is not known; the water is ${available} m deep (${said})`;
    return [{ rule, outcome: 'failed', needed: null, available, detail }, ...left];
  }
  const clearance = berth.underKeelMetres ?? draughtMetres * usualUnderKeelShare;
  const needed = rounded(draughtMetres + clearance);
  if (needed <= available) return left;
  const detail = `needs ${needed} m of water (draught ${draughtMetres} m and ${rounded(clearance)} m under the keel), there are ${available} m (${said})`;
  return [{ rule, outcome: 'failed', needed, available, detail }, ...left];
}

/** What the tide adds to the depth, and what is said of it. */
function tideShare(
  datum: string | null,
  tide: StayTide,
): { readonly metres: number; readonly said: string; readonly isLeftOut: boolean } {
  switch (tide.kind) {
    case 'lowest': {
      const metres = tide.heightMetres;
      const at = new Date(tide.at).toISOString();
      const said = `depth below ${tide.datum} and the lowest tide of the stay, ${rounded(metres)} m at ${at}`;
      return { metres, said, isLeftOut: false };
    }
    case 'no-table':
      return { metres: 0, said: 'depth without tide: no tide table', isLeftOut: false };
    case 'not-covered':
      return {
        metres: 0,
        said: 'depth without tide: the table does not cover the stay',
        isLeftOut: true,
      };
    case 'other-datum': {
      const said = `depth without tide: the depth is below ${datum ?? 'an unknown datum'}, the tide above ${tide.datums.join(', ')}`;
      return { metres: 0, said, isLeftOut: true };
    }
  }
}

function cargoFindings({ berth, cargoKind }: FitQuestion): FitFinding[] {
  const rule = 'cargo-kind';
  const available = berth.cargoKinds.join(', ');
  if (berth.cargoKinds.length === 0) return [];
  if (cargoKind === null) {
    const detail = `the booking names no cargo kind; the berth takes ${available}`;
    return [{ rule, outcome: 'not-checked', needed: null, available, detail }];
  }
  if (berth.cargoKinds.includes(cargoKind)) return [];
  const detail = `comes for ${cargoKind}, the berth takes ${available}`;
  return [{ rule, outcome: 'failed', needed: cargoKind, available, detail }];
}

function closureFindings({ closures, from, to }: FitQuestion): FitFinding[] {
  return closures
    .filter((closure) => closure.from < to && (closure.to === null || from < closure.to))
    .map((closure): FitFinding => {
      const needed = `${instant(from)}/${instant(to)}`;
      const end = closure.to === null ? 'further notice' : instant(closure.to);
      const detail = `stays from ${instant(from)} to ${instant(to)}, the berth is closed from ${instant(closure.from)} to ${end}: ${closure.reason}`;
      const available = `closed ${instant(closure.from)}/${closure.to === null ? '..' : instant(closure.to)}`;
      return { rule: 'closure', outcome: 'failed', needed, available, detail };
    });
}

function instant(time: number): string {
  return new Date(time).toISOString();
}

/** To the centimetre. */
function rounded(metres: number): number {
  return Math.round(metres * 100) / 100;
}
