import { newQueuedMessage } from './testing/queued-message.js';
import { IngestQueue } from './ingest-queue.js';

function fill(queue: IngestQueue, count: number): void {
  for (let i = 0; i < count; i++) queue.push(newQueuedMessage({ raw: `line ${i}` }));
}

describe('IngestQueue', () => {
  it('gives messages in the order in which they came', () => {
    const queue = new IngestQueue(10);
    fill(queue, 3);
    expect(queue.take(2).map((one) => one.reception.raw)).toEqual(['line 0', 'line 1']);
    expect(queue.take(2).map((one) => one.reception.raw)).toEqual(['line 2']);
  });

  it('takes no more than its capacity, those being written included', () => {
    const queue = new IngestQueue(3);
    fill(queue, 3);
    queue.take(3);
    expect(queue.push(newQueuedMessage())).toBe(false);
    expect(queue.size).toBe(3);
    expect(queue.lastNumber).toBe(3);
    queue.settle(3);
    expect(queue.push(newQueuedMessage())).toBe(true);
    expect(queue.size).toBe(1);
  });

  it('keeps reserved room from those without a reservation', () => {
    const queue = new IngestQueue(10);
    expect(queue.reserve(8)).toBe(true);
    fill(queue, 2);
    expect(queue.push(newQueuedMessage())).toBe(false);
    queue.pushReserved(newQueuedMessage());
    expect(queue.size).toBe(3);
    queue.release(7);
    expect(queue.push(newQueuedMessage())).toBe(true);
  });

  it('reserves all or nothing', () => {
    const queue = new IngestQueue(10);
    fill(queue, 3);
    expect(queue.reserve(8)).toBe(false);
    expect(queue.reserve(7)).toBe(true);
  });

  it('makes senders wait from 80 % on until it is down to 40 %', () => {
    const queue = new IngestQueue(10);
    let drains = 0;
    queue.onDrain(() => drains++);
    fill(queue, 7);
    expect(queue.isAboveHighWater).toBe(false);
    fill(queue, 1);
    expect(queue.isAboveHighWater).toBe(true);
    queue.take(3);
    queue.settle(3);
    expect([queue.isAboveHighWater, drains]).toEqual([true, 0]);
    queue.take(1);
    queue.settle(1);
    expect([queue.isAboveHighWater, drains]).toEqual([false, 1]);
  });

  it('does not call a listener that has ended', () => {
    const queue = new IngestQueue(10);
    let drains = 0;
    const end = queue.onDrain(() => drains++);
    end();
    queue.reserve(10);
    queue.release(10);
    expect(drains).toBe(0);
  });

  it('tells sightings that their messages are taken', () => {
    const queue = new IngestQueue(10);
    const message = newQueuedMessage({ stations: ['north'] });
    queue.push(message);
    queue.take(1);
    expect(message.sighting?.addStation('south')).toBe(true);
  });
});
