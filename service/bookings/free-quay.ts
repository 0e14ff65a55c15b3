/** Metres of a quay for a time. */
export interface QuayTime {
  /** Epoch ms. */
  readonly from: number;
  /** Epoch ms. */
  readonly to: number;
  readonly metresFrom: number;
  readonly metresTo: number;
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * What is free of a quay: for each time in which the same metres are free without a break, those
 * metres. Each is as long as it can be at its metres' bounds; together they cover all that is free,
 * and none covers another.
 * @param whole all of the quay and of the time that is looked at
 * @param taken in any order; may overlap and reach beyond `whole`
 * @returns in order of time and metres
 */
export function freeQuay(whole: QuayTime, taken: readonly QuayTime[]): QuayTime[] {
  const touching = taken.filter(({ from, to }) => from < whole.to && whole.from < to);
  const cuts = [whole.from, whole.to, ...touching.flatMap(({ from, to }) => [from, to])]
    .filter((time) => time >= whole.from && time <= whole.to)
    .sort((one, other) => one - other);
  const free: QuayTime[] = [];
  let open: QuayTime[] = [];
  for (const [index, from] of cuts.entries()) {
    const to = cuts[index + 1];
    if (to === undefined || to === from) continue;
    const now = touching.filter((one) => one.from < to && from < one.to);
    const spans = freeSpans(whole, now);
    const continued = spans.map((span) => {
      const before = open.find((one) => one.metresFrom === span.from && one.metresTo === span.to);
      return { from: before?.from ?? from, to, metresFrom: span.from, metresTo: span.to };
    });
    free.push(...open.filter((one) => !continued.some((next) => isSameMetres(one, next))));
    open = continued;
  }
  return [...free, ...open].sort(
    (one, other) => one.from - other.from || one.metresFrom - other.metresFrom,
  );
}

function isSameMetres(one: QuayTime, other: QuayTime): boolean {
  return one.metresFrom === other.metresFrom && one.metresTo === other.metresTo;
}

/** Metres that nobody takes, in order. */
function freeSpans({ metresFrom, metresTo }: QuayTime, taken: readonly QuayTime[]): Span[] {
  const spans: Span[] = [];
  let end = metresFrom;
  for (const one of [...taken].sort((a, b) => a.metresFrom - b.metresFrom)) {
    if (one.metresFrom > end) spans.push({ from: end, to: Math.min(one.metresFrom, metresTo) });
    end = Math.max(end, one.metresTo);
    if (end >= metresTo) return spans;
  }
  return [...spans, { from: end, to: metresTo }];
}
