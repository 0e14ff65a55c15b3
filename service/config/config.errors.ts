/** One wrong or missing setting. */
export interface SettingProblem {
  /** The environment variable. */
  readonly name: string;
  /** What is wrong, in a few words; never the value of a secret. */
  readonly fault: string;
  /** What the value must be. */
  readonly rule: string;
  /** A line that would do, such as `PORT=3000`. */
  readonly example: string;
}

/** The settings are wrong; thrown before anything is started. Its message is for the operator. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly problems: readonly SettingProblem[]) {
    super(describe(problems));
  }
}

function describe(problems: readonly SettingProblem[]): string {
  const count =
    problems.length === 1 ? 'a setting is wrong' : `${String(problems.length)} settings are wrong`;
  const blocks = problems.map(
    ({ name, fault, rule, example }) =>
      `  ${name}: ${fault}\n    must be:     ${rule}\n    for example: ${example}`,
  );
  return [
    `PortTrack does not start: ${count}.`,
    ...blocks,
    'Every setting is described in .env.example.',
  ].join('\n\n');
}
