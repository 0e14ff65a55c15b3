/** One event of a `text/event-stream`. */
export interface ServerSentEvent {
  /** `message` when the stream named none. */
  readonly type: string;
  readonly data: string;
  /** The last id seen up to and including this event; `''` before the first. */
  readonly id: string;
}

/**
 * Incremental parser of `text/event-stream` (HTML Standard §9.2.6). Feed it text in any pieces; it
 * returns the events that became complete. Comments count as nothing, an event without data is
 * dropped, an unfinished one waits for the next piece.
 */
export class SseParser {
  private buffer = '';
  private isAtStart = true;
  private type = '';
  private data: string[] = [];
  private lastId: string;

  /** @param lastId the id the stream was resumed from, `''` for none */
  constructor(lastId = '') {
    this.lastId = lastId;
  }

  /** The id to resume from: also moves on an `id:` whose event carried no data. */
  get lastEventId(): string {
    return this.lastId;
  }

  /** Takes the next piece of text; events come back in order. */
  push(text: string): ServerSentEvent[] {
    this.buffer += text;
    if (this.isAtStart && this.buffer.length > 0) {
      if (this.buffer.startsWith('\uFEFF')) this.buffer = this.buffer.slice(1);
      this.isAtStart = false;
    }
    const events: ServerSentEvent[] = [];
    let line = this.takeLine();
    while (line !== null) {
      const event = this.acceptLine(line);
      if (event !== null) events.push(event);
      line = this.takeLine();
    }
    return events;
  }

  /** The next whole line without its ending (CR, LF or CRLF), `null` when none is complete. */
  private takeLine(): string | null {
    const end = this.buffer.search(/[\r\n]/);
    if (end === -1) return null;
    const isReturn = this.buffer[end] === '\r';
    // A CR at the very end may be the first half of a CRLF: wait for what follows.
    if (isReturn && end === this.buffer.length - 1) return null;
    const line = this.buffer.slice(0, end);
    const endingLength = isReturn && this.buffer[end + 1] === '\n' ? 2 : 1;
    this.buffer = this.buffer.slice(end + endingLength);
    return line;
  }

  private acceptLine(line: string): ServerSentEvent | null {
    if (line === '') return this.dispatch();
    const colon = line.indexOf(':');
    const field = colon === -1 ? line : line.slice(0, colon);
    const rest = colon === -1 ? '' : line.slice(colon + 1);
    this.acceptField(field, rest.startsWith(' ') ? rest.slice(1) : rest);
    return null;
  }

  private acceptField(field: string, value: string): void {
    if (field === 'event') this.type = value;
    else if (field === 'data') this.data.push(value);
    else if (field === 'id' && !value.includes('\0')) this.lastId = value;
  }

  private dispatch(): ServerSentEvent | null {
    const { type, data } = this;
    this.type = '';
    this.data = [];
    if (data.length === 0) return null;
    return { type: type === '' ? 'message' : type, data: data.join('\n'), id: this.lastId };
  }
}
