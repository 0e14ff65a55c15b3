import { PgStreamReader } from '../../service/database/pg-stream-reader.js';
import { findWorkerLags, pruneHappenings } from '../../service/database/stream-log.js';
import { StreamWorker } from '../../service/database/stream-worker.js';
import type { Transactions } from '../../service/database/transactions.js';
import { systemActor } from '../../service/database/write-context.js';
import { StreamFollower } from '../../service/events/stream-follower.js';
import { waitFor } from '../support/wait-for.js';
import {
  happening,
  openTransactions,
  type OpenTransactions,
  type WritingProcess,
} from './open-transactions.js';

let open: OpenTransactions;
let one: WritingProcess;
let follower: StreamFollower;
const workers: StreamWorker[] = [];

beforeEach(async () => {
  open = await openTransactions();
  one = await open.another();
  // Of workers that don't run here.
  await open.database.rows('DELETE FROM stream_cursor');
  await open.database.rows('CREATE TABLE copy (event bigint, text text, worker text)');
  follower = new StreamFollower(new PgStreamReader(open.database.pool), { pollMs: 20 });
  await follower.start();
});

afterEach(async () => {
  await stopWorkers();
  follower.stop();
  await open.stop();
});

async function stopWorkers(): Promise<void> {
  for (const worker of workers.splice(0)) await worker.stop();
}

async function tell(...texts: string[]): Promise<void> {
  await one.transactions.runAs(systemActor('test'), () => {
    for (const text of texts) one.transactions.tell(happening(text));
    return Promise.resolve();
  });
}

/** Copies at most two events a step; `before` runs first, and `after` when they are written. */
function copier(
  transactions: Transactions,
  {
    who = 'one',
    after = () => Promise.resolve(),
  }: { who?: string; after?: () => Promise<void> } = {},
): StreamWorker {
  const worker = new StreamWorker(transactions, follower, {
    name: 'copier',
    step: async (position) => {
      const rows = await transactions.query<{ event: number }>(
        `INSERT INTO copy SELECT id, payload ->> 'text', $2 FROM stream_event
         WHERE id > $1 ORDER BY id LIMIT 2 RETURNING event::float8 AS event`,
        [position, who],
      );
      await after();
      return Math.max(position, ...rows.map(({ event }) => event));
    },
  });
  workers.push(worker);
  return worker;
}

async function copied(): Promise<string[]> {
  const rows = await open.database.rows<{ text: string }>('SELECT text FROM copy ORDER BY event');
  return rows.map(({ text }) => text);
}

describe('StreamWorker', () => {
  it('begins where the stream stands, and goes on from there', async () => {
    await tell('before');
    const worker = copier(one.transactions);
    await worker.drain();
    await tell('a', 'b', 'c');
    await worker.drain();
    expect(await copied()).toEqual(['a', 'b', 'c']);
    await tell('d');
    await copier((await open.another()).transactions, { who: 'next process' }).drain();
    expect(await copied()).toEqual(['a', 'b', 'c', 'd']);
  });

  it('takes each event once, with several processes at work and everybody writing', async () => {
    await copier(one.transactions).drain();
    for (const who of ['a', 'b', 'c']) {
      copier((await open.another()).transactions, { who }).start();
    }
    const texts = Array.from({ length: 60 }, (_, n) => String(n));
    await Promise.all([
      ...texts.map(async (text) => {
        await tell(text);
      }),
      ...texts.map(async () => await open.database.writer.run(3, () => Promise.resolve([]))),
    ]);
    await waitFor(async () => (await copied()).length >= 60, { what: 'all events' });
    await stopWorkers();
    expect((await copied()).sort()).toEqual([...texts].sort());
    const events = await open.database.rows(
      'SELECT event FROM copy GROUP BY 1 HAVING count(*) > 1',
    );
    expect(events).toEqual([]);
  });

  it('loses and repeats nothing when its process dies in the middle of a step', async () => {
    const dying = await open.another();
    await copier(dying.transactions).drain();
    await tell('a', 'b', 'c');
    const doomed = copier(dying.transactions, {
      after: async () => {
        await dying.transactions.query('SELECT pg_terminate_backend(pg_backend_pid())');
      },
    });
    await expect(doomed.drain()).rejects.toThrow();
    expect(await copied()).toEqual([]);
    await copier(one.transactions).drain();
    expect(await copied()).toEqual(['a', 'b', 'c']);
  });

  it('does not move past a step that fails, not even past its first one', async () => {
    const faults = { left: 2 };
    const worker = copier(one.transactions, {
      after: () => {
        faults.left -= 1;
        return faults.left >= 0 ? Promise.reject(new Error('no')) : Promise.resolve();
      },
    });
    await expect(worker.drain()).rejects.toThrow('no');
    await tell('a');
    await expect(worker.drain()).rejects.toThrow('no');
    await worker.drain();
    expect(await copied()).toEqual(['a']);
  });

  it('waits in `drain` for another process that is at work', async () => {
    await copier(one.transactions).drain();
    await tell('a');
    const gate = { open: (): void => undefined, isReached: false };
    const opened = new Promise<void>((resolve) => {
      gate.open = resolve;
    });
    const slow = copier((await open.another()).transactions, {
      who: 'slow',
      after: async () => {
        gate.isReached = true;
        await opened;
      },
    });
    const working = slow.drain();
    await waitFor(() => gate.isReached);
    const waiting = copier(one.transactions).drain();
    gate.open();
    await Promise.all([working, waiting]);
    expect(await copied()).toEqual(['a']);
  });

  it('is woken by what is committed, and ends after the step under way', async () => {
    const worker = copier(one.transactions);
    await worker.drain();
    worker.start();
    await tell('a');
    await waitFor(async () => (await copied()).length === 1);
    await worker.stop();
    await tell('b');
    expect(await copied()).toEqual(['a']);
  });
});

describe('how far workers are behind', () => {
  it('is the age of the oldest event that they have before them', async () => {
    const worker = copier(one.transactions);
    await worker.drain();
    expect(await findWorkerLags(open.database.pool)).toEqual(new Map([['copier', 0]]));
    await tell('a');
    await open.database.rows(
      "UPDATE stream_event SET committed_at = committed_at - interval '90 seconds'",
    );
    await tell('b');
    const lag = (await findWorkerLags(open.database.pool)).get('copier') ?? 0;
    expect(lag).toBeGreaterThan(89);
    expect(lag).toBeLessThan(100);
    await worker.drain();
    expect(await findWorkerLags(open.database.pool)).toEqual(new Map([['copier', 0]]));
  });

  it('is nothing for who has seen that the events were not for it', async () => {
    const indifferent = new StreamWorker(one.transactions, follower, {
      name: 'indifferent',
      step: async (after) => await Promise.resolve(after),
    });
    await indifferent.drain();
    await tell('a', 'b');
    await indifferent.drain();
    expect(await findWorkerLags(open.database.pool)).toEqual(new Map([['indifferent', 0]]));
  });
});

describe('the log of happenings', () => {
  const keptFor = { minutes: 60, workerHours: 24 };
  const age = async (hours: number): Promise<void> => {
    await open.database.rows(
      'UPDATE stream_event SET committed_at = committed_at - make_interval(hours => $1)',
      [hours],
    );
  };

  it('keeps what a worker has not come to, however long ago an hour was', async () => {
    const worker = copier(one.transactions);
    await worker.drain();
    await tell('a', 'b', 'c');
    await age(3);
    await tell('d');
    expect(await pruneHappenings(open.database.pool, keptFor)).toEqual([]);
    await worker.drain();
    expect(await copied()).toEqual(['a', 'b', 'c', 'd']);
    await pruneHappenings(open.database.pool, keptFor);
    // The newest that is old enough to go stays: it tells how far back the log is whole.
    const kept = await open.database.rows("SELECT payload ->> 'text' AS text FROM stream_event");
    expect(kept).toEqual([{ text: 'c' }, { text: 'd' }]);
  });

  it('gives a worker up after a day, and says what it has lost', async () => {
    const worker = copier(one.transactions);
    await worker.drain();
    await tell('a', 'b');
    await age(22);
    await tell('c');
    await age(3);
    await tell('d');
    expect(await pruneHappenings(open.database.pool, keptFor)).toEqual([
      { name: 'copier', lost: 2 },
    ]);
    await worker.drain();
    expect(await copied()).toEqual(['c', 'd']);
  });
});
