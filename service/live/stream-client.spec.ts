import type { StreamEvent } from '../events/stream-event.js';
import { eventFrame, type GoodbyeReason } from './frames.js';
import { StreamClient, type StreamSink } from './stream-client.js';
import { streamFilter } from './stream-filter.js';

/** A connection whose reader can be made slow. */
class Pipe implements StreamSink {
  written: string[] = [];
  isSlow = false;
  isEnded = false;
  isDestroyed = false;
  private readonly listeners = { drain: [] as (() => void)[], close: [] as (() => void)[] };

  write(chunk: string | Buffer): boolean {
    this.written.push(chunk.toString());
    return !this.isSlow;
  }

  end(): void {
    this.isEnded = true;
  }

  destroy(): void {
    this.isDestroyed = true;
    this.emit('close');
  }

  on(event: 'drain' | 'close', listener: () => void): void {
    this.listeners[event].push(listener);
  }

  emit(event: 'drain' | 'close'): void {
    for (const listener of this.listeners[event]) listener();
  }
}

function newEvent(id: number, conflationKey: string | null = null): StreamEvent {
  return {
    id,
    type: 'position',
    mmsi: null,
    lon: null,
    lat: null,
    conflationKey,
    json: () => `{"n":${String(id)}}`,
  };
}

describe('StreamClient', () => {
  let pipe: Pipe;
  let now: number;
  let ends: (GoodbyeReason | null)[];
  let client: StreamClient;

  const send = (...events: StreamEvent[]): void => {
    client.send(events, events.map(eventFrame).join(''));
  };

  beforeEach(() => {
    jest.useFakeTimers();
    pipe = new Pipe();
    now = 1_000_000;
    ends = [];
    client = new StreamClient(streamFilter({}), 0, pipe, {
      limits: { pendingEvents: 3, stalledMs: 30_000, goodbyeMs: 10_000 },
      now: () => now,
      onEnd: (reason) => ends.push(reason),
    });
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  it('writes each piece as it comes to a client that reads', () => {
    send(newEvent(1), newEvent(2));
    send(newEvent(3));
    expect(pipe.written).toEqual([
      'id: 1\nevent: position\ndata: {"n":1}\n\nid: 2\nevent: position\ndata: {"n":2}\n\n',
      'id: 3\nevent: position\ndata: {"n":3}\n\n',
    ]);
  });

  it('keeps only the newest of each key for a slow client, in order of id', () => {
    pipe.isSlow = true;
    send(newEvent(1, 'a'));
    send(newEvent(2, 'a'), newEvent(3, 'b'));
    send(newEvent(4, 'a'), newEvent(5));
    expect(pipe.written).toHaveLength(1);
    pipe.isSlow = false;
    pipe.emit('drain');
    expect(pipe.written.slice(1)).toEqual([
      [3, 4, 5].map((id) => eventFrame(newEvent(id))).join(''),
    ]);
  });

  it('skips heartbeats of a slow client', () => {
    pipe.isSlow = true;
    send(newEvent(1));
    client.sendNow(': heartbeat\n\n');
    expect(pipe.written).toHaveLength(1);
  });

  it('sends a client away whose backlog is full, and says why', () => {
    pipe.isSlow = true;
    send(newEvent(1));
    send(newEvent(2), newEvent(3), newEvent(4));
    expect(ends).toEqual([]);
    send(newEvent(5));
    expect(pipe.written.at(-1)).toBe('event: goodbye\ndata: {"reason":"slow-client"}\n\n');
    expect([pipe.isEnded, ends]).toEqual([true, ['slow-client']]);
  });

  it('sends a client away that has taken in nothing for 30 s', () => {
    pipe.isSlow = true;
    send(newEvent(1));
    now += 30_000;
    client.sendNow(': heartbeat\n\n');
    expect(ends).toEqual([]);
    now += 1;
    client.sendNow(': heartbeat\n\n');
    expect(ends).toEqual(['slow-client']);
  });

  it('bears with a client that is slow but goes on reading', () => {
    pipe.isSlow = true;
    for (let id = 1; id <= 10; id += 1) {
      send(newEvent(id, 'a'));
      now += 20_000;
      pipe.emit('drain');
    }
    expect(ends).toEqual([]);
  });

  it('breaks the connection when not even the goodbye is taken in', () => {
    client.goodbye('shutdown');
    jest.advanceTimersByTime(9_999);
    expect(pipe.isDestroyed).toBe(false);
    jest.advanceTimersByTime(1);
    expect(pipe.isDestroyed).toBe(true);
  });

  it('ends once, without a reason when it is the client that leaves', () => {
    pipe.emit('close');
    send(newEvent(1));
    client.goodbye('shutdown');
    expect([pipe.written, ends]).toEqual([[], [null]]);
  });
});
