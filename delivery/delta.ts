/** What a change brings and takes away. */
export interface Delta {
  readonly gained: readonly string[];
  readonly lost: readonly string[];
}

/** The difference of two sets of statements, each side sorted. */
export function deltaOf(before: Iterable<string>, after: Iterable<string>): Delta {
  const [old, new_] = [new Set(before), new Set(after)];
  return {
    gained: [...new_].filter((statement) => !old.has(statement)).sort(),
    lost: [...old].filter((statement) => !new_.has(statement)).sort(),
  };
}
