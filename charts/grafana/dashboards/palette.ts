/** Colours by meaning, the same on every dashboard. Names of Grafana's own palette, which suit both themes. */
export const palette = {
  good: 'green',
  attention: 'orange',
  bad: 'red',
  neutral: 'blue',
  secondary: 'purple',
  quiet: 'text',
} as const;

export type Color = (typeof palette)[keyof typeof palette];

/** Colours of names that occur on several panels. */
export const namedColors: Readonly<Record<string, Color>> = {
  '2xx': palette.good,
  '3xx': palette.neutral,
  '4xx': palette.attention,
  '5xx': palette.bad,
  p50: palette.good,
  p95: palette.attention,
  p99: palette.bad,
  accepted: palette.good,
  duplicate: palette.neutral,
  ignored: palette.quiet,
  incomplete: palette.attention,
  rejected: palette.bad,
};
