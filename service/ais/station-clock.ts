import type { ClockSentence } from './clock-sentence.js';
import type { StationTimeOrigin } from './line-outcome.js';

/** A station's time for one sentence. */
export interface StationTime {
  /** Epoch ms; `null` when the source has told none. */
  readonly time: number | null;
  readonly from: StationTimeOrigin | null;
}

/** Ms after a `ZDA` in which the clock it set still runs: receivers send one every few seconds. */
const CLOCK_LIFETIME = 60_000;

const NONE: StationTime = { time: null, from: null };

/** The clock of one source, as its `$PGHP` and `$--ZDA` sentences set it. */
export class StationClock {
  #pghp: number | null = null;
  #zda: number | null = null;
  #zdaHeardAt = 0;

  /** Takes in what a sentence received at `receivedAt` says; `null` says nothing. */
  hear(sentence: ClockSentence | null, receivedAt: number): void {
    if (sentence === null) return;
    if (sentence.kind === 'pghp') {
      this.#pghp = sentence.time;
      return;
    }
    this.#zda = sentence.time;
    this.#zdaHeardAt = receivedAt;
  }

  /**
   * The station's time for the AIS sentence received at `receivedAt`. A `$PGHP` is used up by it; a
   * `ZDA` goes on as long as our own clock says, until it is stale.
   */
  take(receivedAt: number): StationTime {
    const pghp = this.#pghp;
    if (pghp !== null) {
      this.#pghp = null;
      return { time: pghp, from: 'pghp' };
    }
    if (this.#zda === null) return NONE;
    const elapsed = Math.max(0, receivedAt - this.#zdaHeardAt);
    return elapsed > CLOCK_LIFETIME ? NONE : { time: this.#zda + elapsed, from: 'zda' };
  }
}
