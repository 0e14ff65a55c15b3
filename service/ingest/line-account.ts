/** Where every line ended: the five counts add up to `lines` once nothing is pending any more. */
export class LineAccount {
  lines = 0;
  accepted = 0;
  duplicate = 0;
  /** Not AIS. */
  ignored = 0;
  /** Fragments whose message never became whole. */
  incomplete = 0;
  /** Lines by reason; reasons are a fixed set. */
  readonly rejected = new Map<string, number>();
  /** Messages accepted (a message may have several lines), by AIS type. */
  readonly messages = new Map<number, number>();
  /** Messages heard, copies included. */
  heard = 0;
  /** Messages that found no room in the queue. */
  dropped = 0;
  /** When the last message was received, copies included; epoch ms, `null`: none. */
  lastMessageAt: number | null = null;

  /** Lines rejected for any reason. */
  get rejectedLines(): number {
    let sum = 0;
    for (const count of this.rejected.values()) sum += count;
    return sum;
  }

  /** Messages of any type. */
  get messageCount(): number {
    let sum = 0;
    for (const count of this.messages.values()) sum += count;
    return sum;
  }

  reject(reason: string, lines: number): void {
    this.rejected.set(reason, (this.rejected.get(reason) ?? 0) + lines);
  }

  accept(type: number, lines: number): void {
    this.accepted += lines;
    this.messages.set(type, (this.messages.get(type) ?? 0) + 1);
  }

  /** Starts again at zero. */
  clear(): void {
    this.lines = 0;
    this.accepted = 0;
    this.duplicate = 0;
    this.ignored = 0;
    this.incomplete = 0;
    this.heard = 0;
    this.dropped = 0;
    this.lastMessageAt = null;
    this.rejected.clear();
    this.messages.clear();
  }
}
