import type { Selection } from '../state/app-state.js';
import type { Target } from '../state/traffic.js';
import { placeOf } from './layers/stations.layer.js';
import { screenX, screenY, type View } from './mercator.js';
import type { Scene } from './scene.js';
import { isHullShown } from './vessel-shape.js';

/** CSS pixels from the canvas' upper left corner. */
interface Place {
  readonly x: number;
  readonly y: number;
}

/** How far from a mark a click still means it, CSS pixels: half a fingertip. */
const REACH = 14;

/** How far a point is outside a vessel's hull, CSS pixels; 0 inside. */
function distanceToHull(target: Target, view: View, dx: number, dy: number): number {
  const { hull, bow } = target;
  if (hull === null || bow === null) return Math.hypot(dx, dy);
  const angle = (bow * Math.PI) / 180;
  const ahead = dx * Math.sin(angle) - dy * Math.cos(angle);
  const starboard = dx * Math.cos(angle) + dy * Math.sin(angle);
  const scale = view.pixelsPerMetre;
  const along = Math.max(0, ahead - hull.bow * scale, -ahead - hull.stern * scale);
  const across = Math.max(0, starboard - hull.starboard * scale, -starboard - hull.port * scale);
  return Math.hypot(along, across);
}

/** The vessel nearest to a point, within reach; of two hulls over one another the smaller. */
function pickVessel(scene: Scene, view: View, point: Place): Target | null {
  let best: Target | null = null;
  let bestDistance = REACH;
  for (const target of scene.traffic.targets.values()) {
    const dx = point.x - screenX(view, target.x);
    const dy = point.y - screenY(view, target.y);
    const distance = isHullShown(target, view)
      ? distanceToHull(target, view, dx, dy)
      : Math.hypot(dx, dy);
    const isSmaller =
      (target.report.lengthMetres ?? 0) < (best?.report.lengthMetres ?? Number.POSITIVE_INFINITY);
    if (distance < bestDistance || (distance === bestDistance && isSmaller && distance < REACH)) {
      best = target;
      bestDistance = distance;
    }
  }
  return best;
}

function pickStation(
  scene: Scene,
  view: View,
  point: Place,
  kind: 'aid' | 'base-station' | 'distress',
): Selection | null {
  const features = {
    aid: scene.aids,
    'base-station': scene.baseStations,
    distress: scene.distress,
  };
  for (const [mmsi, feature] of features[kind]) {
    const place = placeOf(feature, view);
    if (place !== null && Math.hypot(place.x - point.x, place.y - point.y) < REACH) {
      return { kind, mmsi };
    }
  }
  return null;
}

/** What lies under a point of the canvas: distress before vessels, vessels before stations. */
export function pick(scene: Scene, view: View, point: Place): Selection | null {
  const distress = pickStation(scene, view, point, 'distress');
  if (distress !== null) return distress;
  const vessel = pickVessel(scene, view, point);
  if (vessel !== null) return { kind: 'vessel', mmsi: vessel.mmsi };
  return pickStation(scene, view, point, 'aid') ?? pickStation(scene, view, point, 'base-station');
}
