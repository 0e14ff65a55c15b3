import { EventEmitter } from 'node:events';
import { Logger } from '@nestjs/common';
import { Pool } from 'pg';
import { Clock } from '../clock/clock.js';
import { HappeningLog } from '../database/happening-log.js';
import type { CommittedBatch, StreamEvent } from '../events/stream-event.js';
import { StreamFollower } from '../events/stream-follower.js';
import { VesselPlaces } from '../events/vessel-places.js';
import { StreamReader, type StreamSnapshot } from '../events/stream-reader.js';
import { MetricsRegistry } from '../metrics/metrics-registry.js';
import { StreamMetrics } from '../metrics/stream-metrics.js';
import { UnavailableError } from '../problem/domain-error.js';
import { LiveService } from './live.service.js';
import { Resumption } from './resumption.js';
import type { StreamSink } from './stream-client.js';

/** Jest's clock. */
class TimersClock extends Clock {
  override now(): number {
    return Date.now();
  }
}

/** A database that has only a position. */
class Positions extends StreamReader {
  at = 10;

  override position(): Promise<number> {
    return Promise.resolve(this.at);
  }

  override async read<T>(work: (snapshot: StreamSnapshot) => Promise<T>): Promise<T> {
    return await work({ position: this.at, query: () => Promise.resolve([]) });
  }
}

/** A client that takes in everything at once. */
class Pipe extends EventEmitter implements StreamSink {
  written: string[] = [];

  write(chunk: string | Buffer): boolean {
    this.written.push(chunk.toString());
    return true;
  }

  end(): void {
    this.emit('close');
  }

  destroy(): void {
    this.emit('close');
  }
}

function newEvent(id: number): StreamEvent {
  return {
    id,
    type: 'position',
    mmsi: '725000912',
    lon: -71.6,
    lat: -33,
    conflationKey: '725000912',
    json: () => `{"n":${String(id)}}`,
  };
}

const batch = (from: number, count = 1): CommittedBatch => ({
  from,
  to: from + count,
  events: Array.from({ length: count }, (_, index) => newEvent(from + index + 1)),
});

const frame = (id: number): string =>
  `id: ${String(id)}\nevent: position\ndata: {"n":${String(id)}}\n\n`;

class Places extends VesselPlaces {
  override placeOf(mmsi: string): { lon: number; lat: number } | null {
    return mmsi === '725000912' ? { lon: -71.6, lat: -33 } : null;
  }
}

describe('LiveService', () => {
  let reader: Positions;
  let follower: StreamFollower;
  let live: LiveService;
  let registry: MetricsRegistry;

  const connect = async (lastEventId: string | null = null): Promise<Pipe> => {
    const pipe = new Pipe();
    live.connect({}, await live.admit(lastEventId), pipe);
    return pipe;
  };

  beforeEach(async () => {
    Logger.overrideLogger(false);
    jest.useFakeTimers();
    reader = new Positions();
    follower = new StreamFollower(reader);
    await follower.start();
    const clock = new TimersClock();
    const happenings = new HappeningLog(new Pool(), reader, follower);
    registry = new MetricsRegistry();
    const metrics = new StreamMetrics(registry);
    live = new LiveService(
      follower,
      new Resumption(follower, happenings, clock, new Places()),
      metrics,
      clock,
    );
    live.onModuleInit();
  });

  afterEach(() => {
    live.onModuleDestroy();
    follower.stop();
    jest.useRealTimers();
  });

  it('sends particulars to the boxes that the vessel was last seen in, and to no other', async () => {
    const connectBox = async (west: number): Promise<Pipe> => {
      const pipe = new Pipe();
      const bbox = { west, south: -34, east: west + 1, north: -32 };
      live.connect({ bbox }, await live.admit(null), pipe);
      return pipe;
    };
    const [here, elsewhere] = [await connectBox(-72), await connectBox(10)];
    const seen = { ...newEvent(11), type: 'vessel' as const, lon: null, lat: null };
    const unseen = { ...seen, id: 12, mmsi: '725000913', conflationKey: '725000913' };
    reader.at = 12;
    follower.offer({ from: 10, to: 12, events: [seen, unseen] });
    await jest.advanceTimersByTimeAsync(100);
    expect(here.written.slice(1)).toEqual(['id: 11\nevent: vessel\ndata: {"n":11}\n\n']);
    expect(elsewhere.written).toHaveLength(1);
  });

  it('tells a client when to come back, and from where', async () => {
    const pipe = await connect();
    expect(pipe.written).toEqual(['retry: 2000\nid: 10\n\n']);
  });

  it('sends a heartbeat every 15 s, which moves the id on', async () => {
    const pipe = await connect();
    reader.at = 14;
    follower.offer({ from: 10, to: 14, events: [] });
    await jest.advanceTimersByTimeAsync(14_999);
    expect(pipe.written).toHaveLength(1);
    await jest.advanceTimersByTimeAsync(1);
    expect(pipe.written.slice(1)).toEqual([': heartbeat\nid: 14\n\n']);
  });

  it('writes to a client at most ten times a second, losing nothing', async () => {
    const pipe = await connect();
    for (let index = 0; index < 100; index += 1) {
      reader.at += 1;
      follower.offer(batch(10 + index));
      await jest.advanceTimersByTimeAsync(10);
    }
    await jest.advanceTimersByTimeAsync(100);
    expect(pipe.written.slice(1).join('')).toBe(
      Array.from({ length: 100 }, (_, index) => frame(11 + index)).join(''),
    );
    expect(pipe.written.length).toBeLessThanOrEqual(13);
  });

  it('gives a client that comes between two writes everything once', async () => {
    await connect();
    follower.offer(batch(10));
    const late = await connect('10');
    follower.offer(batch(11));
    await jest.advanceTimersByTimeAsync(100);
    expect(late.written.slice(1)).toEqual([frame(11), frame(12)]);
  });

  it('gives the waiting events of a moment ahead to nobody twice', async () => {
    reader.at = 12;
    const ahead = await connect('12');
    follower.offer(batch(10, 2));
    follower.offer(batch(12));
    await jest.advanceTimersByTimeAsync(100);
    expect(ahead.written.slice(1)).toEqual([frame(13)]);
  });

  it('tells every client to start again when the database was restored', async () => {
    const pipe = await connect();
    reader.at = 4;
    await jest.advanceTimersByTimeAsync(1000);
    expect(pipe.written.at(-1)).toBe('id: 4\nevent: reset\ndata: {"reason":"rewound"}\n\n');
    follower.offer(batch(4));
    await jest.advanceTimersByTimeAsync(100);
    expect(pipe.written.at(-1)).toBe(frame(5));
  });

  it('lets nobody in before it knows where it stands', async () => {
    const unstarted = new StreamFollower(reader);
    const clock = new TimersClock();
    const happenings = new HappeningLog(new Pool(), reader, unstarted);
    const closed = new LiveService(
      unstarted,
      new Resumption(unstarted, happenings, clock, new Places()),
      new StreamMetrics(new MetricsRegistry()),
      clock,
    );
    await expect(closed.admit(null)).rejects.toThrow(UnavailableError);
  });

  it('lets in no more than 5,000 clients', async () => {
    for (let index = 0; index < 5000; index += 1) await connect();
    await expect(live.admit(null)).rejects.toThrow(UnavailableError);
    expect(await registry.getSingleMetricAsString('porttrack_stream_dropped_total')).toContain(
      'porttrack_stream_dropped_total{reason="too-many-clients"} 1',
    );
  });

  it('sends what is waiting before it says goodbye, and lets nobody in afterwards', async () => {
    const pipe = await connect();
    follower.offer(batch(10));
    live.close();
    expect(pipe.written.slice(1)).toEqual([
      frame(11),
      'event: goodbye\ndata: {"reason":"shutdown"}\n\n',
    ]);
    await expect(live.admit(null)).rejects.toThrow(UnavailableError);
  });
});
