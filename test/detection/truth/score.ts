import type { Passage, Truth } from './passage.js';
import { longestInterval, type Report } from './reports.js';

/** A conclusion of the detector, in the generator's words. */
export interface Concluded {
  readonly kind: string;
  readonly code: string;
  /** Epoch ms. */
  readonly time: number;
}

/** A true event with the conclusion that was found for it. */
export interface Match {
  readonly truth: Truth;
  /** Seconds from the truth to the conclusion; `null` where none is near enough. */
  readonly errorSeconds: number | null;
  /** Whether nothing right was heard for longer than the longest interval around it. */
  readonly isInSilence: boolean;
}

/** What became of one passage. */
export interface PassageScore {
  readonly matches: readonly Match[];
  /** Conclusions that are of no true event. */
  readonly wrong: readonly Concluded[];
}

/**
 * Holds conclusions against the truth: same kind, same place, and not more than one reporting interval
 * away. Where good reports before and after the event lie farther apart, because nothing was heard or the
 * place was wrong, one interval before the former to one after the latter.
 */
export function scorePassage(
  passage: Passage,
  heard: readonly Report[],
  concluded: readonly Concluded[],
  startAt: number,
): PassageScore {
  const left = [...concluded];
  const times = heard
    .filter(({ isWrong }) => !isWrong)
    .map(({ time }) => (time - startAt) / 1000)
    .sort((one, other) => one - other);
  const matches = passage.truth.map((truth): Match => {
    const before = times.findLast((time) => time <= truth.at) ?? truth.at;
    const after = times.find((time) => time > truth.at) ?? truth.at;
    const isInSilence = after - before > longestInterval + 1;
    const earliest = isInSilence ? before - longestInterval : truth.at - longestInterval;
    const latest = isInSilence ? after + longestInterval : truth.at + longestInterval;
    const index = left.findIndex(({ kind, code, time }) => {
      const seconds = (time - startAt) / 1000;
      return kind === truth.kind && code === truth.code && seconds >= earliest && seconds <= latest;
    });
    const [found] = index === -1 ? [] : left.splice(index, 1);
    const errorSeconds = found === undefined ? null : (found.time - startAt) / 1000 - truth.at;
    return { truth, errorSeconds, isInSilence };
  });
  return { matches, wrong: left };
}

/** Figures of many passages. */
export interface Figures {
  readonly truths: number;
  readonly found: number;
  readonly concluded: number;
  readonly precision: number;
  readonly recall: number;
  /** Of those that were heard: absolute error in seconds, half, 95 of 100, and all are below. */
  readonly median: number;
  readonly ninetyFive: number;
  readonly worst: number;
  readonly inSilence: number;
}

/** Adds up; `isWanted` says which kinds count. */
export function figuresOf(
  scores: readonly PassageScore[],
  isWanted: (kind: string) => boolean,
): Figures {
  const matches = scores.flatMap((score) =>
    score.matches.filter(({ truth }) => isWanted(truth.kind)),
  );
  const wrong = scores.flatMap((score) => score.wrong.filter(({ kind }) => isWanted(kind)));
  const found = matches.filter(({ errorSeconds }) => errorSeconds !== null);
  const errors = found
    .filter(({ isInSilence }) => !isInSilence)
    .map(({ errorSeconds }) => Math.abs(errorSeconds ?? 0))
    .sort((one, other) => one - other);
  const at = (share: number): number =>
    errors[Math.min(errors.length - 1, Math.floor(errors.length * share))] ?? 0;
  return {
    truths: matches.length,
    found: found.length,
    concluded: found.length + wrong.length,
    precision: found.length / Math.max(1, found.length + wrong.length),
    recall: found.length / Math.max(1, matches.length),
    median: at(0.5),
    ninetyFive: at(0.95),
    worst: at(1),
    inSilence: found.filter(({ isInSilence }) => isInSilence).length,
  };
}
