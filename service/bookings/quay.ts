import type { Berth } from '../ports/berths.service.js';
import { quayLineOf } from './quay-line.js';

/** Metres along a berth's quay, from its metre 0. */
export interface QuayMetres {
  readonly from: number;
  /** Itself not in it; `null`: the whole berth, whose length is not known. */
  readonly to: number | null;
}

/** Where along the quay somebody wants to lie: by metres, by bollards, or the whole berth. */
export interface WantedPlace {
  readonly metresFrom: number | null;
  readonly metresTo: number | null;
  readonly bollardFrom: number | null;
  readonly bollardTo: number | null;
}

/** Why a place is none of this berth. */
export interface WrongPlace {
  /** Field of the request. */
  readonly pointer: string;
  readonly detail: string;
}

/** What is known of a berth's quay. */
export type Quay = Pick<Berth, 'lengthMetres' | 'geometry' | 'bollardFrom' | 'bollardTo'>;

/** Length of a berth's quay: as its record says, else as it is drawn; `null` where neither tells. */
export function quayLength({ lengthMetres, geometry }: Quay): number | null {
  return lengthMetres ?? quayLineOf(geometry)?.lengthMetres ?? null;
}

/** The metres of a wanted place. Metres are what counts; bollards stand at even distances. */
export function metresOf(berth: Quay, place: WantedPlace): QuayMetres | WrongPlace {
  const length = quayLength(berth);
  const { metresFrom, metresTo, bollardFrom, bollardTo } = place;
  if (metresFrom !== null && metresTo !== null) {
    return within({ from: metresFrom, to: metresTo }, length, '/metresTo');
  }
  if (bollardFrom !== null && bollardTo !== null) {
    const from = metreOfBollard(berth, bollardFrom);
    const to = metreOfBollard(berth, bollardTo);
    if (from === null || to === null) {
      return {
        pointer: '/bollardFrom',
        detail: 'the berth’s length or its bollards are not known',
      };
    }
    const range = { from: Math.min(from, to), to: Math.max(from, to) };
    return within(range, length, '/bollardTo');
  }
  return { from: 0, to: length };
}

/** The bollards between which some metres lie, to a tenth; `null` where they are not known. */
export function bollardsOf(
  berth: Quay,
  { from, to }: QuayMetres,
): { readonly from: number; readonly to: number } | null {
  const length = quayLength(berth);
  const { bollardFrom, bollardTo } = berth;
  if (bollardFrom === null || bollardTo === null || length === null || to === null) return null;
  const at = (metre: number) =>
    Math.round((bollardFrom + ((bollardTo - bollardFrom) * metre) / length) * 10) / 10;
  return { from: Math.min(at(from), at(to)), to: Math.max(at(from), at(to)) };
}

function metreOfBollard(berth: Quay, bollard: number): number | null {
  const length = quayLength(berth);
  const { bollardFrom, bollardTo } = berth;
  if (bollardFrom === null || bollardTo === null || length === null) return null;
  const metre = ((bollard - bollardFrom) / (bollardTo - bollardFrom)) * length;
  return Math.round(metre * 100) / 100;
}

function within(
  { from, to }: { readonly from: number; readonly to: number },
  length: number | null,
  pointer: string,
): QuayMetres | WrongPlace {
  if (from >= to) return { pointer, detail: `ends at metre ${to}, where it begins or before` };
  if (from < 0 || (length !== null && to > length)) {
    const end = length === null ? '' : ` to ${length}`;
    return { pointer, detail: `metres ${from} to ${to} are not within the berth’s 0${end}` };
  }
  return { from, to };
}
