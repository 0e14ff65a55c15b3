import { parseArgs } from 'node:util';

import { runPassages } from './run-passages.js';
import { figuresOf } from './truth/score.js';

const startAt = Date.parse('2026-01-01T00:00:00Z');

/** Prints a row of docs/detection.md for each seed. @returns whether all reach 0.99. */
export function main(args: readonly string[]): boolean {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: 'string', default: '1' },
      seeds: { type: 'string', default: '1' },
      passages: { type: 'string', default: '200' },
      verbose: { type: 'boolean', default: false },
    },
  });
  const rows = Array.from({ length: Number(values.seeds) }, (_, index) => {
    const seed = Number(values.seed) + index;
    const scores = runPassages(seed, Number(values.passages), startAt);
    if (values.verbose) tell(scores);
    return {
      seed,
      berths: figuresOf(scores, (kind) => kind.endsWith('berthed')),
      anchorages: figuresOf(scores, (kind) => kind.startsWith('anchorage')),
    };
  });
  print(
    '| seed | berth events | concluded | right | precision | recall | median s | 95 % s | worst s | in silence | anchorage precision | recall |',
  );
  print('| --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |');
  for (const { seed, berths, anchorages } of rows) {
    const cells = [
      seed,
      berths.truths,
      berths.concluded,
      berths.found,
      berths.precision.toFixed(4),
      berths.recall.toFixed(4),
      berths.median.toFixed(0),
      berths.ninetyFive.toFixed(0),
      berths.worst.toFixed(0),
      berths.inSilence,
      anchorages.precision.toFixed(4),
      anchorages.recall.toFixed(4),
    ];
    print(`| ${cells.join(' | ')} |`);
  }
  return rows.every(({ berths }) => berths.precision >= 0.99 && berths.recall >= 0.99);
}

function tell(scores: ReturnType<typeof runPassages>): void {
  for (const [index, { matches, wrong }] of scores.entries()) {
    const missed = matches.filter(({ errorSeconds }) => errorSeconds === null);
    for (const { truth, isInSilence } of missed) {
      print(
        `passage ${index}: missed ${truth.kind} ${truth.code} at ${truth.at.toFixed(0)} s${isInSilence ? ', in silence' : ''}`,
      );
    }
    for (const { kind, code, time } of wrong) {
      print(`passage ${index}: wrong ${kind} ${code} at ${((time - startAt) / 1000).toFixed(0)} s`);
    }
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
