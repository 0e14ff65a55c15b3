/** Lines after which a message whose parts did not come is not waited for any more. */
const LONGEST_WAIT_LINES = 500;

interface BatchLine {
  readonly text: string;
  /** What it is a part of; `null` for a line that stands alone. */
  readonly group: Group | null;
}

interface Group {
  readonly count: number;
  /** Bit set of the parts that have come. */
  parts: number;
  /** Number of its first line in the log. */
  readonly since: number;
}

const PART = /!([A-Z]{2}VD[MO]),([2-9]),([1-9]),(\d?),([^,]*),/;

/**
 * Cuts a log into bodies of requests. Each request is a stream of its own, so the parts of one
 * message must travel together: those of a message that is not whole yet wait for the next body.
 */
export class PostBatch {
  #lines: BatchLine[] = [];
  readonly #open = new Map<string, Group>();
  #count = 0;

  /** Lines that wait. */
  get size(): number {
    return this.#lines.length;
  }

  /** Adds a line, without its end. */
  add(text: string): void {
    this.#count++;
    this.#lines.push({ text, group: this.#groupOf(text) });
  }

  /** The lines of the next body, in order. */
  take(): string[] {
    const kept: BatchLine[] = [];
    const taken: string[] = [];
    for (const line of this.#lines) {
      if (line.group !== null && this.#isAwaited(line.group)) kept.push(line);
      else taken.push(line.text);
    }
    this.#lines = kept;
    return taken;
  }

  /** All that is left: the log has ended. */
  takeAll(): string[] {
    const taken = this.#lines.map(({ text }) => text);
    this.#lines = [];
    return taken;
  }

  #groupOf(text: string): Group | null {
    const match = PART.exec(text);
    if (match === null) return null;
    const [, address, count, number, sequence, channel] = match;
    const key = [address, count, sequence, channel].join();
    const bit = 1 << Number(number);
    let group = this.#open.get(key);
    if (group === undefined || (group.parts & bit) !== 0 || !this.#isAwaited(group)) {
      group = { count: Number(count), parts: 0, since: this.#count };
      this.#open.set(key, group);
    }
    group.parts |= bit;
    if (isWhole(group)) this.#open.delete(key);
    return group;
  }

  #isAwaited(group: Group): boolean {
    return !isWhole(group) && this.#count - group.since < LONGEST_WAIT_LINES;
  }
}

function isWhole({ parts, count }: Group): boolean {
  return parts === 2 ** (count + 1) - 2;
}
