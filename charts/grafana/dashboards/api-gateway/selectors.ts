/** The chosen stages. */
export const STAGES = 'dimension_stage=~"$stage"';

/** CloudWatch's numbers of a minute, which YACE exports as gauges: they are summed, never given to `rate()`. */
export const GATEWAY = `job="yace",${STAGES}`;
