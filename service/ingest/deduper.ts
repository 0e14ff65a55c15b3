/** Copies of one message are at most this far apart in `time`, milliseconds. */
const WINDOW_MS = 10_000;
/** A generation is full with what the world's feed (19,000 sentences/s) brings in 10 s. */
const GENERATION_ENTRIES = 200_000;
/** A generation ends after this long even when it is not full, milliseconds of our clock. */
const GENERATION_MS = 60_000;
/** Sightings of one payload that are told apart; more than 10 s lie between them. */
const MAX_SIGHTINGS = 4;
/** Stations remembered for one message: what a socket can make us keep is bounded. */
const MAX_STATIONS = 32;

/** Where the stations of a message that still waits can be changed. */
export interface StationList {
  stations: readonly string[];
}

/** One message that was seen, and who heard it. */
export class Sighting {
  /** The older one of the same payload, `null` when it is the only one. */
  earlier: Sighting | null = null;
  /** The reception while it waits in the queue; `null` once it was taken to be written. */
  #waiting: StationList | null;
  #stations: readonly string[];
  #isLost = false;

  /** @param time epoch ms; @param reception waits in the queue until `taken`. */
  constructor(
    readonly time: number,
    reception: StationList,
  ) {
    this.#waiting = reception;
    this.#stations = reception.stations;
  }

  /** False once its message was dropped: a later copy is then the message. */
  get isLost(): boolean {
    return this.#isLost;
  }

  /**
   * Notes that `station` heard it too.
   * @returns true when the message was already taken, so that the station must be added by itself.
   */
  addStation(station: string): boolean {
    if (this.#stations.includes(station) || this.#stations.length >= MAX_STATIONS) return false;
    this.#stations = [...this.#stations, station];
    if (this.#waiting === null) return true;
    this.#waiting.stations = this.#stations;
    return false;
  }

  /** The message is being written: its reception does not change any more. */
  taken(): void {
    this.#waiting = null;
  }

  /** The message will never be written. */
  lost(): void {
    this.#waiting = null;
    this.#isLost = true;
  }
}

/**
 * Finds copies of one message over all feeds of this process: the same payload bits within 10 s of
 * report time. Copies that come through other processes end at the database. Memory is bounded: two
 * generations of at most 200,000 payloads, of which the older is forgotten as a whole.
 */
export class Deduper<Key> {
  #young = new Map<Key, Sighting>();
  #old = new Map<Key, Sighting>();
  #youngSince = Number.NEGATIVE_INFINITY;

  constructor(private readonly generationEntries = GENERATION_ENTRIES) {}

  /** Payloads remembered. */
  get size(): number {
    return this.#young.size + this.#old.size;
  }

  /** The message that one with this payload and time is a copy of; `null`: it is new. */
  find(key: Key, time: number): Sighting | null {
    let sighting = this.#young.get(key) ?? this.#old.get(key) ?? null;
    while (sighting !== null) {
      if (!sighting.isLost && Math.abs(sighting.time - time) <= WINDOW_MS) return sighting;
      sighting = sighting.earlier;
    }
    return null;
  }

  /** Remembers a new message. @param now our clock, epoch ms. */
  register(key: Key, sighting: Sighting, now: number): void {
    this.#rotate(now);
    sighting.earlier = this.#young.get(key) ?? this.#old.get(key) ?? null;
    cutAfter(sighting, MAX_SIGHTINGS);
    this.#young.set(key, sighting);
  }

  #rotate(now: number): void {
    const age = now - this.#youngSince;
    if (this.#young.size < this.generationEntries && age >= 0 && age < GENERATION_MS) return;
    this.#old = this.#young;
    this.#young = new Map();
    this.#youngSince = now;
  }
}

function cutAfter(sighting: Sighting, count: number): void {
  let last = sighting;
  for (let kept = 1; kept < count; kept++) {
    if (last.earlier === null) return;
    last = last.earlier;
  }
  last.earlier = null;
}
