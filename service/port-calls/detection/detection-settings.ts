import { z } from 'zod';

import type { Zone } from '../../ports/ports.service.js';

const seconds = z.number().min(0).max(86_400);
const metres = z.number().min(0).max(20_000);
const knots = z.number().positive().max(200);
const types = z.array(z.int().min(0).max(255)).max(256);

const schema = z.object({
  /** A vessel inside (outside) the limits for so long has entered (left) them. */
  limitsDwellSeconds: seconds.default(60),
  /** So far beyond the line a vessel is outside. */
  limitsMarginMetres: metres.default(50),
  /** So long at rest at a berth: berthed. Half of it where the typed status says moored. */
  berthDwellSeconds: seconds.default(300),
  /** So long away from it: unberthed. */
  unberthDwellSeconds: seconds.default(60),
  /** A hull may lie so far outside a berth's outline: antennas and outlines are not exact. */
  berthMarginMetres: metres.default(15),
  /** How far a vessel at rest seems to move. */
  restMetres: metres.default(12),
  /** Up to this speed a vessel may be at rest. */
  restKnots: knots.default(0.5),
  /** Above this speed a vessel is under way. */
  movingKnots: knots.default(1),
  /** So long lying in an anchorage: anchored. Half of it where the typed status says at anchor. */
  anchorageDwellSeconds: seconds.default(600),
  /** So long under way, or out of it: the anchor is up. */
  anchorageEndSeconds: seconds.default(120),
  /** Reach of a vessel that swings around its anchor, from the middle of where it lies. */
  swingMetres: metres.default(400),
  /** Reach of a pilot boarding place that is drawn as a point. */
  pilotPlaceMetres: metres.default(900),
  /** Reach of a berth that is drawn as a point. */
  pointBerthMetres: metres.default(60),
  /** After a longer silence, a departure is dated by the first report and not by the last at rest. */
  gapSeconds: seconds.default(390),
  /** No vessel goes faster: the report is wrong, unless the next ones agree with it. */
  impossibleKnots: knots.default(70),
  /** Two good reports may differ by so much, whatever the time between them. */
  impossibleMetres: metres.default(250),
  /** Silence after which a class A vessel under way is lost. */
  lostClassASeconds: seconds.default(600),
  /** The same for class B. */
  lostClassBSeconds: seconds.default(1800),
  /** The same for a vessel that lies still. */
  lostLyingSeconds: seconds.default(21_600),
  /** Silence after which a lost vessel is a ghost. */
  ghostSeconds: z
    .number()
    .min(0)
    .max(30 * 86_400)
    .default(86_400),
  /** Reports are waited for so long before those after them count. */
  settlingSeconds: z.number().min(0).max(900).default(90),
  /** An expected call whose arrival is so many hours away may be this one. */
  expectedWindowHours: z
    .number()
    .min(1)
    .max(24 * 30)
    .default(72),
  /**
   * AIS ship types for which no call is opened that nobody announced: tugs, pilot boats, dredgers and
   * others that work in the port, and pleasure craft.
   */
  homeTypes: types.default([31, 32, 33, 34, 36, 37, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59]),
});

/** When a fact counts as proven, and what a port believes. */
export type DetectionSettings = Readonly<z.output<typeof schema>>;

/** Settings of a port that says nothing. */
export const defaultSettings: DetectionSettings = schema.parse({});

/** What a port sets, and what of it cannot be used. */
export interface ReadSettings {
  readonly settings: DetectionSettings;
  readonly faults: readonly string[];
}

/**
 * Settings of a port: the attribute `detection` (an object) of its zones of kind `port-limits` in the
 * port file. What cannot be used keeps its default.
 */
export function readSettings(zones: readonly Zone[]): ReadSettings {
  const given: Record<string, unknown> = {};
  for (const { kind, attributes } of zones) {
    const own = attributes['detection'];
    if (kind === 'port-limits' && typeof own === 'object') Object.assign(given, own);
  }
  const parsed = schema.strict().safeParse(given);
  if (parsed.success) return { settings: parsed.data, faults: [] };
  const faults = parsed.error.issues.map(({ path, message, ...issue }) => {
    const names = issue.code === 'unrecognized_keys' ? issue.keys : [path.join('.')];
    return `detection.${names.join(', ')}: ${message}`;
  });
  const wrong = new Set(
    parsed.error.issues.flatMap((issue) =>
      issue.code === 'unrecognized_keys' ? issue.keys : [String(issue.path[0])],
    ),
  );
  const usable = Object.fromEntries(Object.entries(given).filter(([name]) => !wrong.has(name)));
  return { settings: schema.parse(usable), faults };
}
