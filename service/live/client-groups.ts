import type { StreamEvent } from '../events/stream-event.js';
import { eventFrame } from './frames.js';
import type { StreamClient } from './stream-client.js';
import type { StreamFilter } from './stream-filter.js';

interface Group {
  readonly filter: StreamFilter;
  readonly members: Set<StreamClient>;
}

/** The clients, by what they want: those that want the same share one piece of text. */
export class ClientGroups {
  private readonly groups = new Map<string, Group>();
  private count = 0;

  /** Number of clients. */
  get size(): number {
    return this.count;
  }

  add(client: StreamClient): void {
    const { filter } = client;
    const group = this.groups.get(filter.key) ?? { filter, members: new Set() };
    this.groups.set(filter.key, group);
    group.members.add(client);
    this.count += 1;
  }

  remove(client: StreamClient): void {
    const group = this.groups.get(client.filter.key);
    if (group?.members.delete(client) !== true) return;
    this.count -= 1;
    if (group.members.size === 0) this.groups.delete(client.filter.key);
  }

  /** All of them; they may leave meanwhile. */
  clients(): StreamClient[] {
    return [...this.groups.values()].flatMap(({ members }) => [...members]);
  }

  /** Sends `events`, in order of id, to whoever wants them. Each is made into text once. */
  send(events: readonly StreamEvent[]): void {
    if (events.length === 0) return;
    const frames = new Map<StreamEvent, string>();
    const frameOf = (event: StreamEvent): string => {
      const frame = frames.get(event) ?? eventFrame(event);
      frames.set(event, frame);
      return frame;
    };
    for (const { filter, members } of [...this.groups.values()]) {
      const wanted = events.filter((event) => filter.passes(event));
      if (wanted.length > 0) sendToGroup([...members], wanted, frameOf);
    }
  }
}

function sendToGroup(
  members: readonly StreamClient[],
  events: readonly StreamEvent[],
  frameOf: (event: StreamEvent) => string,
): void {
  const chunk = Buffer.from(events.map(frameOf).join(''));
  const first = events[0]?.id ?? 0;
  for (const client of members) {
    if (client.after < first) {
      client.send(events, chunk);
    } else {
      // It has come in the meantime and was given the beginning of this already.
      const rest = events.filter((event) => event.id > client.after);
      client.send(rest, rest.map(frameOf).join(''));
    }
  }
}
