import type { ShipCategory } from '../domain/ship-category.js';

/** Every colour of map and canvas; the rest of the page takes its own from the stylesheets. */
export interface Palette {
  readonly sea: string;
  readonly land: string;
  readonly shore: string;
  readonly portLimits: string;
  readonly terminal: string;
  readonly berth: string;
  readonly anchorage: string;
  readonly fairway: string;
  readonly restricted: string;
  readonly pilot: string;
  readonly label: string;
  readonly zoneLabel: string;
  readonly halo: string;
  readonly outline: string;
  readonly vector: string;
  readonly stale: string;
  readonly simulated: string;
  readonly track: string;
  readonly selection: string;
  readonly aid: string;
  readonly warning: string;
  readonly baseStation: string;
  readonly distress: string;
  readonly distressText: string;
  readonly ship: Readonly<Record<ShipCategory, string>>;
}

/** Day colours, near those of a paper chart. */
const light: Palette = {
  sea: '#dbe8ef',
  land: '#f1ebdd',
  shore: '#b9ad92',
  portLimits: '#9a4a86',
  terminal: '#8a7f6a',
  berth: '#42566a',
  anchorage: '#7a5aa6',
  fairway: '#5d88a3',
  restricted: '#b5475f',
  pilot: '#9a4a86',
  label: '#172a3a',
  zoneLabel: '#4d5f70',
  halo: 'rgba(240, 246, 249, 0.9)',
  outline: '#1d3142',
  vector: '#2a4358',
  stale: '#7d8b98',
  simulated: '#ffffff',
  track: '#0f5f8c',
  selection: '#0b4f78',
  aid: '#6b3f8f',
  warning: '#b45a00',
  baseStation: '#4a5b6b',
  distress: '#d0102b',
  distressText: '#ffffff',
  ship: {
    cargo: '#2f9e6b',
    tanker: '#d9822b',
    passenger: '#2f74d0',
    'high-speed': '#c3a512',
    service: '#12a1a8',
    fishing: '#b5653f',
    pleasure: '#8d5fd3',
    official: '#d15a92',
    other: '#8593a0',
  },
};

/** Night colours: dim, so that eyes used to the dark stay so. */
const dark: Palette = {
  sea: '#0c1926',
  land: '#1c2730',
  shore: '#3b4b57',
  portLimits: '#b57aa5',
  terminal: '#7f8a92',
  berth: '#9fb2c3',
  anchorage: '#9a83c4',
  fairway: '#4d7f9e',
  restricted: '#c9687d',
  pilot: '#c78cb8',
  label: '#dbe6ee',
  zoneLabel: '#8fa2b2',
  halo: 'rgba(9, 19, 29, 0.85)',
  outline: '#050d15',
  vector: '#b8c8d5',
  stale: '#6f7f8d',
  simulated: '#f4f8fb',
  track: '#6db9e3',
  selection: '#f2f7fb',
  aid: '#b996dd',
  warning: '#f0a64a',
  baseStation: '#94a6b5',
  distress: '#ff3b4f',
  distressText: '#ffffff',
  ship: {
    cargo: '#4cbb86',
    tanker: '#eb9a45',
    passenger: '#5b9cf0',
    'high-speed': '#dcc242',
    service: '#36c3c9',
    fishing: '#d58a63',
    pleasure: '#ab86ea',
    official: '#e884b2',
    other: '#98a6b3',
  },
};

/** Colours by theme. */
export const palettes = { light, dark } as const;

export type Theme = keyof typeof palettes;
