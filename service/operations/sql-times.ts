/** A timestamp column as epoch milliseconds: SQL text. (`extract` is exact, `date_part` is not.) */
export function ms(expression: string): string {
  return `floor(extract(epoch FROM ${expression}) * 1000)::float8`;
}

/** A parameter in epoch milliseconds as a timestamp: SQL text. */
export function time(parameter: string): string {
  return `to_timestamp(${parameter}::float8 / 1000)`;
}

/** Two parameters in epoch milliseconds as a range, the end not included: SQL text. */
export function range(from: string, to: string): string {
  return `tstzrange(${time(from)}, ${time(to)})`;
}
