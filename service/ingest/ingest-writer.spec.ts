import { Clock } from '../clock/clock.js';
import { IngestQueue, type QueuedMessage } from './ingest-queue.js';
import { IngestWriter, type MessageStore, type WriteObserver } from './ingest-writer.js';
import { newQueuedMessage } from './testing/queued-message.js';

const noon = Date.UTC(2026, 2, 1, 12);

class FixedClock extends Clock {
  override now(): number {
    return noon + 40;
  }
}

/** A store in memory that can be away, and that refuses what it is told to. */
class MemoryStore implements MessageStore {
  readonly batches: string[][] = [];
  isAway = false;
  attempts = 0;
  refused = new Set<string>();

  write(messages: readonly QueuedMessage[]): Promise<void> {
    this.attempts++;
    const raws = messages.map((one) => one.reception.raw);
    if (this.isAway) return Promise.reject(coded('ECONNREFUSED'));
    if (raws.some((raw) => this.refused.has(raw))) return Promise.reject(coded('22003'));
    this.batches.push(raws);
    return Promise.resolve();
  }

  get stored(): string[] {
    return this.batches.flat();
  }
}

function coded(code: string): Error {
  return Object.assign(new Error('refused'), { code });
}

function setUp(capacity = 20_000) {
  const queue = new IngestQueue(capacity);
  const store = new MemoryStore();
  const lost: string[] = [];
  const latencies: number[] = [];
  const observer: WriteObserver = {
    committed: (messages, committedAt) => {
      for (const one of messages) latencies.push(committedAt - one.reception.receivedAt);
    },
    lost: (message) => lost.push(message.reception.raw),
  };
  const writer = new IngestWriter(queue, store, observer, new FixedClock());
  return { queue, store, writer, lost, latencies };
}

function push(queue: IngestQueue, ...raws: string[]): void {
  for (const raw of raws) queue.push(newQueuedMessage({ raw, receivedAt: noon }));
}

describe('IngestWriter', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('writes what has come 250 ms after the first message, in one batch', async () => {
    const { queue, store } = setUp();
    push(queue, 'a', 'b');
    await jest.advanceTimersByTimeAsync(249);
    expect(store.batches).toEqual([]);
    await jest.advanceTimersByTimeAsync(1);
    expect(store.batches).toEqual([['a', 'b']]);
    expect(queue.size).toBe(0);
  });

  it('writes at once when 5,000 messages have come, and no more than that in a batch', async () => {
    const { queue, store } = setUp();
    for (let i = 0; i < 5_001; i++) push(queue, String(i));
    await jest.advanceTimersByTimeAsync(0);
    expect(store.batches.map((batch) => batch.length)).toEqual([5_000]);
    await jest.advanceTimersByTimeAsync(250);
    expect(store.batches.map((batch) => batch.length)).toEqual([5_000, 1]);
  });

  it('tells when each message was received and committed', async () => {
    const { queue, latencies } = setUp();
    push(queue, 'a', 'b');
    await jest.advanceTimersByTimeAsync(250);
    expect(latencies).toEqual([40, 40]);
  });

  it('keeps the batch and the queue while the database is away, and goes on in order', async () => {
    const { queue, store, writer } = setUp();
    store.isAway = true;
    push(queue, 'a', 'b');
    await jest.advanceTimersByTimeAsync(10_000);
    push(queue, 'c');
    expect(writer.isDatabaseAway).toBe(true);
    expect(queue.size).toBe(3);
    expect(store.attempts).toBeGreaterThan(5);
    expect(store.attempts).toBeLessThan(12);
    store.isAway = false;
    await jest.advanceTimersByTimeAsync(2_500);
    expect(store.stored).toEqual(['a', 'b', 'c']);
    expect(writer.isDatabaseAway).toBe(false);
  });

  it('gives up only the message that the database refuses', async () => {
    const { queue, store, lost } = setUp();
    store.refused.add('d');
    const ticket = { lostLines: 0 };
    push(queue, 'a', 'b', 'c');
    const poison = newQueuedMessage({ raw: 'd', ticket });
    queue.push(poison);
    push(queue, 'e', 'f', 'g');
    await jest.advanceTimersByTimeAsync(250);
    expect(store.stored).toEqual(['a', 'b', 'c', 'e', 'f', 'g']);
    expect(lost).toEqual(['d']);
    expect(ticket.lostLines).toBe(1);
    expect(poison.sighting?.isLost).toBe(true);
    expect(queue.size).toBe(0);
  });

  it('lets a request wait until its messages are committed', async () => {
    const { queue, store, writer } = setUp();
    push(queue, 'a');
    const settled = writer.whenSettled(queue.lastNumber, 5_000);
    let isSettled: boolean | null = null;
    void settled.then((value) => (isSettled = value));
    await jest.advanceTimersByTimeAsync(200);
    expect(isSettled).toBeNull();
    await jest.advanceTimersByTimeAsync(100);
    expect(isSettled).toBe(true);
    expect(store.stored).toEqual(['a']);
  });

  it('does not make a request wait for what is committed already', async () => {
    const { queue, writer } = setUp();
    push(queue, 'a');
    await jest.advanceTimersByTimeAsync(250);
    expect(await writer.whenSettled(1, 5_000)).toBe(true);
  });

  it('tells a request that its time is over while the database is away', async () => {
    const { queue, store, writer } = setUp();
    store.isAway = true;
    push(queue, 'a');
    const settled = writer.whenSettled(1, 5_000);
    await jest.advanceTimersByTimeAsync(5_000);
    expect(await settled).toBe(false);
    writer.stop();
  });

  it('writes at once when it is flushed', async () => {
    const { queue, store, writer } = setUp();
    push(queue, 'a');
    expect(await writer.flush(1_000)).toBe(true);
    expect(store.stored).toEqual(['a']);
  });

  it('does not wait for its next try when it is flushed', async () => {
    const { queue, store, writer } = setUp();
    store.isAway = true;
    push(queue, 'a');
    await jest.advanceTimersByTimeAsync(10_000);
    store.isAway = false;
    expect(await writer.flush(1_000)).toBe(true);
    expect(store.stored).toEqual(['a']);
  });

  it('ends a flush and every wait when it is stopped', async () => {
    const { queue, store, writer } = setUp();
    store.isAway = true;
    push(queue, 'a');
    const flushed = writer.flush(60_000);
    await jest.advanceTimersByTimeAsync(1_000);
    writer.stop();
    expect(await flushed).toBe(false);
    expect(await writer.whenSettled(1, 60_000)).toBe(false);
  });
});
