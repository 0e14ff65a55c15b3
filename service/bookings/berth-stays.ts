/** What somebody said of a vessel's arrival at a berth, or of its departure: an ACT claim of BERTH. */
export interface BerthClaim {
  readonly id: string;
  readonly portCallId: string;
  /** `null`: a departure that names no berth. */
  readonly berthId: string | null;
  readonly event: 'ARRI' | 'DEPA';
  /** Epoch ms. */
  readonly time: number;
  readonly source: string;
  /** Epoch ms. */
  readonly recordedAt: number;
  /** Whether the port call publishes this time. */
  readonly isPublished: boolean;
}

/** A vessel's time at one berth. */
export interface BerthStay {
  readonly portCallId: string;
  readonly berthId: string;
  /** Epoch ms. */
  readonly from: number;
  /** Epoch ms; `null` while she lies there. */
  readonly to: number | null;
  readonly arrivalClaimId: string;
  readonly departureClaimId: string | null;
}

/** Of what is not published: whom to believe, first one first; the order of the port calls. */
const believed = ['operator', 'pilot', 'terminal', 'ais', 'vessel', 'agent', 'carrier', 'derived'];

/**
 * The times that vessels lay at berths. Several sources speak of one arrival: claims of one berth with
 * no departure between them are one, and the published one of them is believed. An arrival at
 * another berth ends a stay whose departure nobody told.
 * @param claims that count, in any order
 * @returns in order of port call and time
 */
export function staysOf(claims: readonly BerthClaim[]): BerthStay[] {
  const sorted = [...claims].sort(
    (one, other) =>
      compare(one.portCallId, other.portCallId) ||
      one.time - other.time ||
      // Who leaves and arrives in one moment shifts.
      Number(one.event === 'ARRI') - Number(other.event === 'ARRI'),
  );
  const visits: Visit[] = [];
  for (const claim of sorted) {
    const last = visits.at(-1);
    const before = last?.portCallId === claim.portCallId ? last : null;
    const next = claim.event === 'DEPA' ? leave(claim, before) : arrive(claim, before);
    if (next !== null) visits.push(next);
  }
  return visits.flatMap(toStay);
}

function leave(claim: BerthClaim, before: Visit | null): null {
  if (before !== null) {
    before.departures.push(claim);
    before.isOver = true;
  }
  return null;
}

/** @returns the visit that begins; `null` where the arrival is that of the visit before */
function arrive(claim: BerthClaim, before: Visit | null): Visit | null {
  if (claim.berthId === null) return null;
  const open = before?.isOver === false ? before : null;
  if (open?.berthId !== claim.berthId) return newVisit(claim, claim.berthId, open);
  open.arrivals.push(claim);
  return null;
}

interface Visit {
  readonly portCallId: string;
  readonly berthId: string;
  readonly arrivals: BerthClaim[];
  readonly departures: BerthClaim[];
  /** The first claim at the next berth, where nobody told a departure from this one. */
  shift: BerthClaim | null;
  isOver: boolean;
}

function newVisit(claim: BerthClaim, berthId: string, before: Visit | null): Visit {
  if (before !== null) {
    before.shift = claim;
    before.isOver = true;
  }
  const { portCallId } = claim;
  return { portCallId, berthId, arrivals: [claim], departures: [], shift: null, isOver: false };
}

function toStay({ portCallId, berthId, arrivals, departures, shift }: Visit): BerthStay[] {
  const arrival = best(arrivals);
  if (arrival === null) return [];
  const departure = best(departures);
  const to = departure?.time ?? shift?.time ?? null;
  if (to !== null && to <= arrival.time) return [];
  return [
    {
      portCallId,
      berthId,
      from: arrival.time,
      to,
      arrivalClaimId: arrival.id,
      departureClaimId: departure?.id ?? null,
    },
  ];
}

function best(claims: readonly BerthClaim[]): BerthClaim | null {
  const [first] = [...claims].sort(
    (one, other) =>
      Number(other.isPublished) - Number(one.isPublished) ||
      rankOf(one) - rankOf(other) ||
      other.recordedAt - one.recordedAt,
  );
  return first ?? null;
}

function rankOf({ source }: BerthClaim): number {
  const rank = believed.indexOf(source);
  return rank === -1 ? believed.length : rank;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
