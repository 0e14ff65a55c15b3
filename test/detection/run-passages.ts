import { readFileSync } from 'node:fs';

import {
  initialState,
  type DetectionState,
} from '../../service/port-calls/detection/detection-state.js';
import { detect } from '../../service/port-calls/detection/detector.js';
import type { Fact } from '../../service/port-calls/detection/fix.js';
import { PortPlan } from '../../service/port-calls/detection/port-plan.js';
import { sortFixes, type StoredFix } from '../../service/port-calls/detection/reorder.js';
import type { Zone } from '../../service/ports/ports.service.js';
import { readChart } from './truth/chart.js';
import { Dice } from './truth/dice.js';
import { PassageMaker, type Passage } from './truth/passage.js';
import { Radio, rollDisturbance, type Report } from './truth/reports.js';
import { scorePassage, type Concluded, type PassageScore } from './truth/score.js';

/** The detector looks this often, ms. */
const stepMs = 5_000;

/** The zones of a port file, each with its kind and code as its id. */
export function zonesOfFile(path: string): Zone[] {
  const file = JSON.parse(readFileSync(path, 'utf8')) as {
    features: { properties: Record<string, unknown>; geometry: Zone['geometry'] }[];
  };
  return file.features
    .filter(({ properties }) => properties['kind'] !== 'port')
    .map(({ properties, geometry }) => {
      const kind = properties['kind'] as Zone['kind'];
      const code = typeof properties['code'] === 'string' ? properties['code'] : 'LIMITS';
      const known = { locode: String(properties['locode']), name: null };
      const sizes = { lengthMetres: null, depthMetres: null };
      return { ...known, ...sizes, id: `${kind}/${code}`, kind, code, geometry, attributes: {} };
    });
}

/**
 * Makes passages from a seed, lets the detector see what is heard of them, and compares.
 * @param startAt epoch ms
 * @param shiftMs added to what the detector concludes, to show that the comparison notices
 */
export function runPassages(
  seed: number,
  count: number,
  startAt: number,
  shiftMs = 0,
): PassageScore[] {
  const chart = readChart();
  const port = new PortPlan('CLVAP', zonesOfFile('ports/clvap.geojson'));
  const dice = new Dice(seed);
  return Array.from({ length: count }, () => {
    const passage = new PassageMaker(chart, dice).make();
    const how = rollDisturbance(dice, passage);
    const heard = new Radio(chart, dice, passage, how).hear(startAt);
    const facts = watch(passage, heard, { port, aisClass: how.isClassB ? 'B' : 'A' });
    const concluded = facts
      .flatMap(toConcluded)
      .map((one) => ({ ...one, time: one.time + shiftMs }));
    return scorePassage(passage, heard, concluded, startAt);
  });
}

/** As the service does: in steps, in order of time within the settling time, from its state as JSON. */
function watch(
  { hull }: Passage,
  heard: readonly Report[],
  context: { readonly port: PortPlan; readonly aisClass: string },
): Fact[] {
  const facts: Fact[] = [];
  let state: DetectionState = initialState;
  let waiting: StoredFix[] = [];
  const step = (now: number): void => {
    const { settlingSeconds } = context.port.settings;
    const { ripe, unripe } = sortFixes(waiting, now, settlingSeconds);
    const detected = detect(state, ripe, { ...context, dimensions: hull });
    facts.push(...detected.facts);
    state = JSON.parse(JSON.stringify(detected.state)) as DetectionState;
    waiting = [...unripe];
  };
  let stepAt = (heard[0]?.arrivesAt ?? 0) + stepMs;
  for (const [digest, report] of heard.entries()) {
    if (report.arrivesAt > stepAt) {
      step(stepAt);
      stepAt = report.arrivesAt + stepMs;
    }
    waiting.push({ ...report, isDoubtful: false, digest, committedAt: report.arrivesAt });
  }
  step(Number.POSITIVE_INFINITY);
  return facts;
}

function toConcluded({ kind, zoneId, time }: Fact): Concluded[] {
  const [, code] = zoneId?.split('/') ?? [];
  return code === undefined || kind === 'pilot-boarding-place-reached'
    ? []
    : [{ kind, code, time }];
}
