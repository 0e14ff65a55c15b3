/** What a vessel can overdo in a fairway: leave its lane, or be too fast. */
export const excessKinds = ['deviation', 'speed'] as const;

/** `deviation`: further from the line than half the lane's width; `speed`: above the leg's limit. */
export type ExcessKind = (typeof excessKinds)[number];

/** A position that shows an excess, copied: it outlives the positions themselves. */
export interface ExcessFix {
  /** Epoch ms. */
  readonly time: number;
  readonly lon: number;
  readonly lat: number;
  /** Over ground. */
  readonly sogKnots: number | null;
  /** From the line, to starboard positive. */
  readonly crossTrackMetres: number;
  /** From 1, as sailed. */
  readonly leg: number;
  /** What was measured: metres from the line, or knots. */
  readonly value: number;
  /** What is allowed there: metres from the line, or knots. */
  readonly allowed: number;
}

/** One excess, from its begin to its end. */
export interface Excess {
  readonly kind: ExcessKind;
  /** Epoch ms. */
  readonly beginAt: number;
  /** Epoch ms; `null` while it goes on. */
  readonly endAt: number | null;
  /** Where it was worst; the one of the excess that is furthest above what is allowed. */
  readonly peak: ExcessFix;
  /** The first positions of it, the worst and the last, in order of time. */
  readonly evidence: readonly ExcessFix[];
}

/** What is watched of one kind between two fixes. */
export interface ExcessWatch {
  /** Above what is allowed, not yet often enough to be an excess. */
  readonly rising: readonly ExcessFix[];
  readonly open: Excess | null;
  /** When the vessel came back within what is allowed, not yet for long enough; epoch ms. */
  readonly fallingAt: number | null;
}

/** Nothing seen yet. */
export const nothingWatched: ExcessWatch = {
  rising: [],
  open: null,
  fallingAt: null,
};

/** How much over the limit begins an excess, and how much under it ends one. */
interface Band {
  readonly over: number;
  /** Taken from what is allowed. */
  readonly under: (allowed: number) => number;
}

/**
 * A position of a good receiver is right to about 10 m, a speed to 0.1 knots (ITU-R M.1371-5 tables 46
 * and 48): what is nearer to the limit than that neither begins nor ends anything.
 */
const bands: Readonly<Record<ExcessKind, Band>> = {
  deviation: { over: 10, under: (allowed) => allowed * 0.1 },
  speed: { over: 0.2, under: () => 0.3 },
};

/** Positions in a row that begin an excess, and that end one. */
const inARow = 2;
/** Positions kept of the beginning, and of the end. */
const keptAtEachEnd = 4;

/** What a fix makes of the watch: the watch that follows, and the excess that it ends. */
export interface Watched {
  readonly watch: ExcessWatch;
  readonly ended: Excess | null;
}

/** Takes the next fix, in order of time. */
export function watchExcess(watch: ExcessWatch, kind: ExcessKind, fix: ExcessFix): Watched {
  const { over, under } = bands[kind];
  if (watch.open === null) return { watch: rise(watch, kind, { fix, over }), ended: null };
  const open = extended(watch.open, fix);
  if (fix.value > fix.allowed - under(fix.allowed)) {
    return { watch: { ...watch, open, fallingAt: null }, ended: null };
  }
  if (watch.fallingAt === null) {
    return { watch: { ...watch, open, fallingAt: fix.time }, ended: null };
  }
  return { watch: nothingWatched, ended: { ...open, endAt: watch.fallingAt } };
}

/** Ends what is open: the passage is over, or the vessel was silent. @param at epoch ms */
export function endWatch(watch: ExcessWatch, at: number): Watched {
  const { open, fallingAt } = watch;
  const ended = open === null ? null : { ...open, endAt: fallingAt ?? Math.max(at, open.beginAt) };
  return { watch: nothingWatched, ended };
}

function rise(
  watch: ExcessWatch,
  kind: ExcessKind,
  { fix, over }: { readonly fix: ExcessFix; readonly over: number },
): ExcessWatch {
  if (fix.value <= fix.allowed + over) return nothingWatched;
  const rising = [...watch.rising, fix];
  const [first] = rising;
  if (first === undefined || rising.length < inARow) return { ...watch, rising };
  const begun: Excess = {
    kind,
    beginAt: first.time,
    endAt: null,
    peak: first,
    evidence: [first],
  };
  const open = rising.slice(1).reduce((excess, next) => extended(excess, next), begun);
  return { rising: [], open, fallingAt: null };
}

function extended(excess: Excess, fix: ExcessFix): Excess {
  const peak = overage(fix) > overage(excess.peak) ? fix : excess.peak;
  const fixes = [...excess.evidence, fix];
  const first = fixes.slice(0, keptAtEachEnd);
  const last = fixes.slice(Math.max(keptAtEachEnd, fixes.length - keptAtEachEnd));
  const kept = [...first, ...last];
  const all = kept.some(({ time }) => time === peak.time) ? kept : [...kept, peak];
  return { ...excess, peak, evidence: all.toSorted((one, other) => one.time - other.time) };
}

function overage({ value, allowed }: ExcessFix): number {
  return value - allowed;
}
