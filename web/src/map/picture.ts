import type { MapMouseEvent } from 'maplibre-gl';
import type { AppState, Selection } from '../state/app-state.js';
import { createStore, type Store } from '../state/store.js';
import type { Target } from '../state/traffic.js';
import { HarbourMap, type MapOptions } from './harbour-map.js';
import { activeDistress } from './layers/distress.layer.js';
import { latitudeOf } from './mercator.js';
import { Overlay } from './overlay.js';
import { type Palette, palettes, type Theme } from './palette.js';
import { pick } from './pick.js';
import type { Placed, Scene } from './scene.js';
import { isHullShown } from './vessel-shape.js';
import { portBounds, type ZoneLabel, zoneLabels } from './zone-labels.js';

/** Traffic alone redraws ten times a second at most: smoother would cost, and show nothing more. */
const TRAFFIC_FRAME_MS = 100;
const PULSE_MS = 1_500;
/** States that come with age are looked at this often. */
const AGE_FRAME_MS = 5_000;
const SELECTED_ZOOM = 13;
/** This share of the vessels on each side may lie far off without the picture zooming out to it. */
const OUTLIERS = 0.05;

interface PictureOptions extends Omit<MapOptions, 'palette'> {
  readonly canvas: HTMLCanvasElement;
  readonly theme: Theme;
  /** Hears which vessels are drawn as hulls, after each frame. */
  readonly onHulls: (mmsis: readonly string[]) => void;
}

/** Map and canvas, kept in step with the state. */
export class Picture {
  /** How many vessels are in view. */
  readonly inView: Store<number> = createStore(0);
  /** Minutes of way the speed vectors show depend on it. */
  readonly zoom: Store<number> = createStore(0);
  readonly pixelsPerMetre: Store<number> = createStore(0);
  /** Degrees under the pointer, `null` while it is elsewhere. */
  readonly pointer: Store<{ lon: number; lat: number } | null> = createStore<{
    lon: number;
    lat: number;
  } | null>(null);

  private readonly base: HarbourMap;
  private readonly overlay: Overlay;
  private readonly endings: (() => void)[] = [];
  private palette: Palette;
  private labels: readonly ZoneLabel[] = [];
  private hovered: Selection | null = null;
  private trafficTimer: ReturnType<typeof setTimeout> | null = null;
  private isPlaced = false;

  /** @throws Error when the browser can draw neither map nor canvas */
  constructor(
    private readonly state: AppState,
    private readonly options: PictureOptions,
  ) {
    this.palette = palettes[options.theme];
    this.base = new HarbourMap({ ...options, palette: this.palette });
    this.overlay = new Overlay(this.base.map, options.canvas, this.scene, this.afterFrame);
    this.followState();
    this.listenToPointer();
  }

  setTheme(theme: Theme): void {
    this.palette = palettes[theme];
    this.base.setPalette(this.palette);
    this.overlay.invalidate();
  }

  setTitle(title: string): void {
    this.base.setTitle(title);
  }

  zoomBy(steps: number): void {
    this.base.zoomBy(steps);
  }

  /** Shows the port whole; without port geometry, the vessels. */
  showPort(isAnimated = true): void {
    const zones = this.state.zones.get();
    const bounds = zones === null ? null : portBounds(zones);
    if (bounds === null) this.showVessels(isAnimated);
    else this.base.fit(bounds, isAnimated);
  }

  /** Shows where the vessels are, but for the few that are far from the others. */
  showVessels(isAnimated = true): void {
    const targets = [...this.state.traffic.targets.values()];
    if (targets.length === 0) return;
    const [west, east] = extent(targets.map(({ lon }) => lon));
    const [north, south] = extent(targets.map(({ y }) => y));
    this.base.fit([west, latitudeOf(south), east, latitudeOf(north)], isAnimated);
  }

  /** Brings what is selected into the middle; nothing happens when its place is not known. */
  showSelected(): void {
    const selection = this.state.selection.get();
    const place = selection === null ? null : this.placeOf(selection);
    if (place !== null) this.base.centre(place[0], place[1], SELECTED_ZOOM);
  }

  /** Stops drawing and forgets the state. */
  stop(): void {
    for (const end of this.endings) end();
    this.overlay.stop();
    this.base.map.remove();
  }

  private placeOf({ kind, mmsi }: Selection): readonly [number, number] | null {
    if (kind === 'vessel') {
      const target = this.state.traffic.targets.get(mmsi);
      return target === undefined ? null : [target.lon, target.lat];
    }
    const { aids, baseStations, distress } = this.state;
    const features = { aid: aids, 'base-station': baseStations, distress }[kind].get();
    const [lon, lat] = features.get(mmsi)?.geometry?.coordinates ?? [];
    return lon === undefined || lat === undefined ? null : [lon, lat];
  }

  private readonly scene = (): Scene => {
    const { state } = this;
    const now = Date.now();
    return {
      palette: this.palette,
      now,
      traffic: state.traffic,
      aids: state.aids.get(),
      baseStations: state.baseStations.get(),
      distress: state.distress.get(),
      zoneLabels: this.labels,
      track: state.track.get(),
      selection: state.selection.get(),
      hovered: this.hovered,
      pulse: (now % PULSE_MS) / PULSE_MS,
    };
  };

  private readonly afterFrame = (placed: readonly Placed[], vesselsInView: number): void => {
    this.inView.set(vesselsInView);
    const { view } = this.overlay;
    if (view === null) return;
    this.pixelsPerMetre.set(view.pixelsPerMetre);
    this.zoom.set(Math.round(view.zoom * 10) / 10);
    const hulls = placed.filter(({ target }) => isHullShown(target, view));
    if (hulls.length > 0) this.options.onHulls(hulls.map(({ target }) => target.mmsi));
  };

  private followState(): void {
    const { state, overlay } = this;
    const { aids, baseStations, distress, track, selection } = state;
    for (const store of [aids, baseStations, distress, track, selection]) {
      this.endings.push(store.subscribe(overlay.invalidate));
    }
    this.endings.push(
      state.traffic.subscribe(this.afterTraffic),
      state.zones.subscribe(this.afterZones),
      state.isLoaded.subscribe(this.placeFirst),
    );
    const ageing = setInterval(overlay.invalidate, AGE_FRAME_MS);
    const pulsing = setInterval(this.pulse, TRAFFIC_FRAME_MS);
    this.endings.push(() => {
      clearInterval(ageing);
      clearInterval(pulsing);
    });
    this.afterZones();
  }

  private readonly afterTraffic = (): void => {
    this.trafficTimer ??= setTimeout(() => {
      this.trafficTimer = null;
      this.overlay.invalidate();
    }, TRAFFIC_FRAME_MS);
  };

  private readonly afterZones = (): void => {
    const zones = this.state.zones.get();
    this.labels = zones === null ? [] : zoneLabels(zones);
    this.base.setZones(zones);
    this.overlay.invalidate();
    if (zones !== null && this.isPlaced) this.showPort();
    this.placeFirst();
  };

  /** The first view: the port, or the vessels where none of them is near the port. */
  private readonly placeFirst = (): void => {
    const zones = this.state.zones.get();
    if (this.isPlaced || !this.state.isLoaded.get()) return;
    const bounds = zones === null ? null : portBounds(zones);
    const targets = [...this.state.traffic.targets.values()];
    if (bounds === null && targets.length === 0) return;
    this.isPlaced = true;
    const isPortBusy = bounds !== null && targets.some((target) => isInBox(target, bounds));
    if (isPortBusy || targets.length === 0) this.showPort(false);
    else this.showVessels(false);
  };

  private readonly pulse = (): void => {
    if (activeDistress(this.state.distress.get().values()).length === 0) return;
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    this.overlay.invalidate();
  };

  private listenToPointer(): void {
    const { map } = this.base;
    map.on('click', (event) => {
      this.state.selection.set(this.pickAt(event));
    });
    map.on('mousemove', (event) => {
      this.pointer.set({ lon: event.lngLat.lng, lat: event.lngLat.lat });
      this.hover(this.pickAt(event));
    });
    map.on('mouseout', () => {
      this.pointer.set(null);
      this.hover(null);
    });
  }

  private pickAt(event: MapMouseEvent): Selection | null {
    const { view } = this.overlay;
    return view === null ? null : pick(this.scene(), view, event.point);
  }

  private hover(selection: Selection | null): void {
    if (selection?.mmsi === this.hovered?.mmsi) return;
    this.hovered = selection;
    this.base.map.getCanvas().style.cursor = selection === null ? '' : 'pointer';
    this.overlay.invalidate();
  }
}

/** Smallest and largest of the values without the outliers; at least one value is given. */
function extent(values: number[]): [number, number] {
  const sorted = values.sort((a, b) => a - b);
  const skipped = Math.floor(sorted.length * OUTLIERS);
  const first = sorted[skipped] ?? 0;
  return [first, sorted[sorted.length - 1 - skipped] ?? first];
}

function isInBox({ lon, lat }: Target, [west, south, east, north]: readonly number[]): boolean {
  return lon >= (west ?? 0) && lon <= (east ?? 0) && lat >= (south ?? 0) && lat <= (north ?? 0);
}
