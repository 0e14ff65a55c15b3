import type { AidFeature, BaseStationFeature, DistressFeature } from '../api/types.js';
import type { Selection, Track } from '../state/app-state.js';
import type { Target, Traffic } from '../state/traffic.js';
import type { LabelGrid } from './label-grid.js';
import type { View } from './mercator.js';
import type { Palette } from './palette.js';
import type { ZoneLabel } from './zone-labels.js';

/** Everything one frame of the canvas shows. */
export interface Scene {
  readonly palette: Palette;
  /** Epoch ms. */
  readonly now: number;
  readonly traffic: Traffic;
  readonly aids: ReadonlyMap<string, AidFeature>;
  readonly baseStations: ReadonlyMap<string, BaseStationFeature>;
  readonly distress: ReadonlyMap<string, DistressFeature>;
  readonly zoneLabels: readonly ZoneLabel[];
  readonly track: Track | null;
  readonly selection: Selection | null;
  readonly hovered: Selection | null;
  /** 0 to 1 and back, once a second and a half, while a distress device calls. */
  readonly pulse: number;
}

/** A vessel that lies within the view, with its place in CSS pixels. */
export interface Placed {
  readonly target: Target;
  readonly x: number;
  readonly y: number;
}

/** What a canvas layer draws with. */
export interface Frame {
  readonly context: CanvasRenderingContext2D;
  readonly view: View;
  readonly scene: Scene;
  /** The vessels in view, found once for all layers. */
  readonly placed: readonly Placed[];
  readonly labels: LabelGrid;
}

/** Draws one kind of thing; layers are drawn one over the other. */
export type CanvasLayer = (frame: Frame) => void;
