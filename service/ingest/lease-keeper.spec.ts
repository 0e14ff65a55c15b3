import { LeaseKeeper, type Leases } from './lease-keeper.js';
import type { LeaseClaim } from './lease.repository.js';
import { Clock } from '../clock/clock.js';

/** The time of jest's fake timers. */
class FakeTimersClock extends Clock {
  override now(): number {
    return Date.now();
  }
}

/** A lease row in memory, by the rules of `LeaseRepository`. */
class MemoryLeases implements Leases {
  isAway = false;
  answerAfterMs = 0;
  released: string[] = [];
  #holder: string | null = null;
  #expiresAt = 0;
  #fencing = 0;

  async acquire({ holder, durationMs }: LeaseClaim): Promise<number | null> {
    if (this.isAway) throw new Error('connect ECONNREFUSED');
    const now = Date.now();
    if (this.#holder !== holder && this.#expiresAt > now) return null;
    if (this.#holder !== holder) this.#fencing++;
    this.#holder = holder;
    this.#expiresAt = now + durationMs;
    if (this.answerAfterMs > 0) await new Promise((done) => setTimeout(done, this.answerAfterMs));
    return this.#fencing;
  }

  release(name: string, holder: string): Promise<void> {
    this.released.push(`${name} ${holder}`);
    if (this.#holder === holder) this.#expiresAt = 0;
    return Promise.resolve();
  }
}

function keeperOf(leases: Leases, holder: string) {
  const happened: string[] = [];
  const keeper = new LeaseKeeper(
    leases,
    { name: 'feed:north', holder },
    {
      gained: (fencing) => happened.push(`gained ${fencing}`),
      lost: () => happened.push('lost'),
    },
    new FakeTimersClock(),
  );
  return { keeper, happened };
}

describe('LeaseKeeper', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('holds a free lease, and goes on holding it', async () => {
    const { keeper, happened } = keeperOf(new MemoryLeases(), 'a');
    keeper.start();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(happened).toEqual(['gained 1']);
    await keeper.stop();
  });

  it('leaves a held lease to its holder, and takes over within 8 s of a crash', async () => {
    const leases = new MemoryLeases();
    await leases.acquire({ name: 'feed:north', holder: 'crashed', durationMs: 6_000 });
    const { keeper, happened } = keeperOf(leases, 'b');
    keeper.start();
    await jest.advanceTimersByTimeAsync(5_900);
    expect(happened).toEqual([]);
    await jest.advanceTimersByTimeAsync(2_100);
    expect(happened).toEqual(['gained 2']);
    await keeper.stop();
  });

  it('counts a lease that cannot be renewed as lost when it ends', async () => {
    const leases = new MemoryLeases();
    const { keeper, happened } = keeperOf(leases, 'a');
    keeper.start();
    await jest.advanceTimersByTimeAsync(0);
    leases.isAway = true;
    await jest.advanceTimersByTimeAsync(5_900);
    expect(happened).toEqual(['gained 1']);
    await jest.advanceTimersByTimeAsync(200);
    expect(happened).toEqual(['gained 1', 'lost']);
    leases.isAway = false;
    await jest.advanceTimersByTimeAsync(2_000);
    expect(happened).toEqual(['gained 1', 'lost', 'gained 1']);
    await keeper.stop();
  });

  it('does not believe an answer that took longer than the lease lasts', async () => {
    const leases = new MemoryLeases();
    leases.answerAfterMs = 7_000;
    const { keeper, happened } = keeperOf(leases, 'a');
    keeper.start();
    await jest.advanceTimersByTimeAsync(7_500);
    expect(happened).toEqual([]);
    leases.answerAfterMs = 0;
    await jest.advanceTimersByTimeAsync(10_000);
    await keeper.stop();
  });

  it('gives the lease back when it stops', async () => {
    const leases = new MemoryLeases();
    const { keeper, happened } = keeperOf(leases, 'a');
    keeper.start();
    await jest.advanceTimersByTimeAsync(0);
    await keeper.stop();
    expect(happened).toEqual(['gained 1', 'lost']);
    expect(leases.released).toEqual(['feed:north a']);
  });

  it('gives nothing back that it does not hold', async () => {
    const leases = new MemoryLeases();
    await leases.acquire({ name: 'feed:north', holder: 'other', durationMs: 60_000 });
    const { keeper } = keeperOf(leases, 'a');
    keeper.start();
    await keeper.stop();
    expect(leases.released).toEqual([]);
  });
});
