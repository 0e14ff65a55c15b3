import { Logger } from '@nestjs/common';
import type { CommittedBatch, StreamEvent } from './stream-event.js';
import { StreamFollower } from './stream-follower.js';
import { StreamReader, type CatchUpSource, type StreamSnapshot } from './stream-reader.js';

/** What a database would hold: its position, and whether it can be asked. */
class Log extends StreamReader {
  events: StreamEvent[] = [];
  at = 0;
  isAway = false;
  reads = 0;

  override position(): Promise<number> {
    return this.isAway ? Promise.reject(new Error('away')) : Promise.resolve(this.at);
  }

  override async read<T>(work: (snapshot: StreamSnapshot) => Promise<T>): Promise<T> {
    if (this.isAway) throw new Error('away');
    this.reads += 1;
    return await work({ position: this.at, query: () => Promise.resolve([]) });
  }

  /** Commits `count` events and gives their batch, which nobody has been told of yet. */
  commit(count: number): CommittedBatch {
    const from = this.at;
    const events = Array.from({ length: count }, (_, index) => newEvent(from + index + 1));
    this.events.push(...events);
    this.at += count;
    return { from, to: this.at, events };
  }

  get source(): CatchUpSource {
    return {
      name: 'log',
      loadSince: (_snapshot, after) =>
        Promise.resolve(this.events.filter(({ id }) => id > after).reverse()),
    };
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
    json: () => '{}',
  };
}

describe('StreamFollower', () => {
  let log: Log;
  let follower: StreamFollower;
  let delivered: CommittedBatch[];

  const ids = (): number[] => delivered.flatMap(({ events }) => events.map(({ id }) => id));

  beforeAll(() => {
    Logger.overrideLogger(false);
  });

  beforeEach(async () => {
    jest.useFakeTimers();
    log = new Log();
    log.commit(2);
    delivered = [];
    follower = new StreamFollower(log);
    follower.registerCatchUp(log.source);
    follower.subscribe((batch) => delivered.push(batch));
    await follower.start();
  });

  afterEach(() => {
    follower.stop();
    jest.useRealTimers();
  });

  it('starts at the position of the database', () => {
    expect(follower.position).toBe(2);
    expect(delivered).toEqual([]);
  });

  it('delivers a batch that joins on at once', () => {
    follower.offer(log.commit(2));
    expect(ids()).toEqual([3, 4]);
    expect(follower.position).toBe(4);
  });

  it('delivers a batch that was offered twice once', () => {
    const batch = log.commit(1);
    follower.offer(batch);
    follower.offer(batch);
    expect(ids()).toEqual([3]);
  });

  it('holds an early batch back until the one before it comes', () => {
    const first = log.commit(1);
    const second = log.commit(1);
    follower.offer(second);
    expect(ids()).toEqual([]);
    follower.offer(first);
    expect(ids()).toEqual([3, 4]);
    expect(log.reads).toBe(0);
  });

  it('reads what never comes after 250 ms, in order and without repeats', async () => {
    log.commit(2);
    follower.offer(log.commit(1));
    await jest.advanceTimersByTimeAsync(249);
    expect(ids()).toEqual([]);
    await jest.advanceTimersByTimeAsync(1);
    expect(ids()).toEqual([3, 4, 5]);
    expect(delivered.map(({ from, to }) => [from, to])).toEqual([[2, 5]]);
  });

  it('delivers within 1.25 s what nobody tells it of', async () => {
    log.commit(3);
    await jest.advanceTimersByTimeAsync(1250);
    expect(ids()).toEqual([3, 4, 5]);
  });

  it('reads what was only announced', async () => {
    log.commit(3);
    follower.announce(5);
    await jest.advanceTimersByTimeAsync(250);
    expect(ids()).toEqual([3, 4, 5]);
  });

  it('delivers what came in while a gap was read only once', async () => {
    log.commit(1);
    const second = log.commit(1);
    follower.offer(second);
    await jest.advanceTimersByTimeAsync(250);
    follower.offer(second);
    follower.offer(log.commit(1));
    expect(ids()).toEqual([3, 4, 5]);
  });

  it('goes on by itself when the database was away', async () => {
    log.isAway = true;
    log.commit(2);
    await jest.advanceTimersByTimeAsync(5000);
    expect(ids()).toEqual([]);
    log.isAway = false;
    await jest.advanceTimersByTimeAsync(1250);
    expect(ids()).toEqual([3, 4]);
  });

  it('has no position until the database has answered, and starts there when it does', async () => {
    const late = new StreamFollower(log);
    log.isAway = true;
    await late.start();
    expect(late.position).toBeNull();
    log.isAway = false;
    await jest.advanceTimersByTimeAsync(1000);
    expect(late.position).toBe(2);
    late.stop();
  });

  it('keeps the other listeners going when one fails', () => {
    follower.subscribe(() => {
      throw new Error('broken listener');
    });
    const later: number[] = [];
    follower.subscribe(({ to }) => later.push(to));
    follower.offer(log.commit(1));
    expect(later).toEqual([3]);
  });

  it('starts again where a restored database stands, and says so', async () => {
    let rewinds = 0;
    follower.onRewind(() => (rewinds += 1));
    follower.offer(log.commit(5));
    log.at = 1;
    await jest.advanceTimersByTimeAsync(1000);
    expect(rewinds).toBe(1);
    expect(follower.position).toBe(1);
    follower.offer({ from: 1, to: 2, events: [newEvent(2)] });
    expect(ids().at(-1)).toBe(2);
  });

  it('lets go of what it holds back when that grows, and reads it instead', async () => {
    const first = log.commit(1);
    follower.offer(log.commit(20_001));
    follower.offer(first);
    expect(ids()).toEqual([3]);
    follower.announce(log.at);
    await jest.advanceTimersByTimeAsync(250);
    expect(ids()).toEqual(Array.from({ length: 20_002 }, (_, index) => index + 3));
  });

  it('delivers nothing after it was stopped', () => {
    follower.stop();
    follower.offer(log.commit(1));
    expect(ids()).toEqual([]);
  });

  it('ends a subscription', () => {
    const seen: number[] = [];
    const end = follower.subscribe(({ to }) => seen.push(to));
    follower.offer(log.commit(1));
    end();
    follower.offer(log.commit(1));
    expect(seen).toEqual([3]);
  });
});
