/** A position of one vessel, as the detector takes it. */
export interface Fix {
  /** When it was true, epoch ms. */
  readonly time: number;
  /** Tells two reports of one instant apart. */
  readonly digest: number;
  /** Degrees east. */
  readonly lon: number;
  /** Degrees north. */
  readonly lat: number;
  /** Knots. */
  readonly sog: number | null;
  /** Degrees true. */
  readonly heading: number | null;
  /** Typed by hand on board (ITU-R M.1371-5 table 45): it supports, and never decides. */
  readonly navStatus: number | null;
  /** Whether it was found doubtful when it came in: it may show a jump, and proves nothing. */
  readonly isDoubtful: boolean;
}

/** What the detector finds out about a vessel in a port. */
export const factKinds = [
  'limits-entered',
  'limits-left',
  'pilot-boarding-place-reached',
  'anchorage-started',
  'anchorage-ended',
  'berthed',
  'unberthed',
] as const;

export type FactKind = (typeof factKinds)[number];

/** Something that the fixes prove. */
export interface Fact {
  readonly kind: FactKind;
  /** Of the first fix that proves it, epoch ms. */
  readonly time: number;
  /** Zone of the berth, anchorage or pilot boarding place; `null` for the limits. */
  readonly zoneId: string | null;
  /**
   * Last fix that shows the opposite, or first that does so after a departure; `null` when the vessel
   * was there when it was first heard. The truth lies between it and `time`.
   */
  readonly boundAt: number | null;
  /** The berth that it shifted from, on `berthed`. */
  readonly shiftedFrom: string | null;
  /** Whether the typed navigation status agrees; `null` where none says anything about it. */
  readonly isSupported: boolean | null;
  /** The fixes that prove it, in order of time; at most 12. */
  readonly evidence: readonly Fix[];
}

/** Why a target is not what it seems. */
export const oddityKinds = ['lost', 'ghost', 'heard-again', 'jump', 'contradicted'] as const;

/**
 * `lost`: silent for longer than its kind may be; `ghost`: for so long that it is no longer believed
 * to be there; `heard-again`: after either; `jump`: reported where it cannot be; `contradicted`: a
 * report that came too late disagrees with what had been concluded.
 */
export type OddityKind = (typeof oddityKinds)[number];

/** Something wrong with a target inside a port's limits. */
export interface Oddity {
  readonly kind: OddityKind;
  /** Of the report that it is about: the last one before the silence, or the one that is wrong. */
  readonly time: number;
  readonly lon: number;
  readonly lat: number;
  /** Seconds of silence; `null` where it is not about one. */
  readonly silentSeconds: number | null;
  readonly evidence: readonly Fix[];
}

/** Of up to any number of fixes, those worth keeping: the first ones, and the last ones. */
export function evidenceOf(fixes: readonly Fix[], most = 12): readonly Fix[] {
  if (fixes.length <= most) return fixes;
  const half = Math.floor(most / 2);
  return [...fixes.slice(0, most - half), ...fixes.slice(-half)];
}

/** Whether any, and each, of the fixes that have a typed status has `status`; `null` where none has one. */
export function supports(fixes: readonly Fix[], status: readonly number[]): boolean | null {
  const typed = fixes.flatMap(({ navStatus }) => (navStatus === null ? [] : [navStatus]));
  return typed.length === 0 ? null : typed.every((one) => status.includes(one));
}
