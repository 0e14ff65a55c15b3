/** One instruction of a Dockerfile, on one line. */
export interface Instruction {
  /** In capitals, such as `RUN`. */
  readonly name: string;
  /** What follows the name; continued lines are joined by a space. */
  readonly text: string;
}

/** What stands from one FROM to the next. */
export interface Stage {
  /** What it starts from, with the defaults of build arguments filled in. */
  readonly base: string;
  /** Its name (`AS build`), `null` where it has none. */
  readonly name: string | null;
  readonly instructions: readonly Instruction[];
}

/**
 * Reads a Dockerfile without here-documents and parser directives, which this project's has not.
 * @see https://docs.docker.com/reference/dockerfile/
 * @returns its stages in order, the last being the image
 * @throws Error where an instruction other than ARG stands before the first FROM
 */
export function readDockerfile(text: string): Stage[] {
  const stages: { base: string; name: string | null; instructions: Instruction[] }[] = [];
  const defaults = new Map<string, string>();
  for (const instruction of instructionsOf(text)) {
    const stage = stages.at(-1);
    if (instruction.name === 'FROM')
      stages.push({ ...readFrom(instruction, defaults), instructions: [] });
    else if (stage !== undefined) stage.instructions.push(instruction);
    else if (instruction.name === 'ARG') readDefault(instruction, defaults);
    else throw new Error(`${instruction.name} stands before the first FROM`);
  }
  return stages;
}

function instructionsOf(text: string): Instruction[] {
  const lines = text.split('\n').filter((line) => !/^\s*(#|$)/.test(line));
  const joined = lines.join('\n').replaceAll(/\\\n\s*/g, ' ');
  return joined.split('\n').map((line) => {
    const [, name = '', rest = ''] = /^\s*(\w+)\s+(.*)$/.exec(line) ?? [];
    return { name: name.toUpperCase(), text: rest.trim() };
  });
}

function readFrom({ text }: Instruction, defaults: ReadonlyMap<string, string>) {
  const [, image = '', name = null] = /^(\S+)(?:\s+AS\s+(\S+))?$/i.exec(text) ?? [];
  const base = image.replaceAll(
    /\$\{?(\w+)\}?/g,
    (whole, key: string) => defaults.get(key) ?? whole,
  );
  return { base, name };
}

function readDefault({ text }: Instruction, defaults: Map<string, string>): void {
  const [, key, value] = /^(\w+)=(.*)$/.exec(text) ?? [];
  if (key !== undefined && value !== undefined) defaults.set(key, value);
}
