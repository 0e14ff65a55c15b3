import { sqlState } from '../../service/database/database.errors.js';
import { StreamWriter } from '../../service/database/stream-writer.js';
import { systemActor } from '../../service/database/write-context.js';
import { RecordingBus } from './open-database.js';
import {
  happening,
  Meeting,
  openTransactions,
  type OpenTransactions,
  type WritingProcess,
} from './open-transactions.js';

const context = { actor: systemActor('test'), requestId: 'request-1' };
let open: OpenTransactions;
let one: WritingProcess;

beforeEach(async () => {
  open = await openTransactions();
  one = await open.another();
});

afterEach(async () => {
  await open.stop();
});

async function texts(): Promise<string[]> {
  const rows = await open.database.rows<{ text: string }>('SELECT text FROM note ORDER BY id');
  return rows.map(({ text }) => text);
}

async function told(): Promise<string[]> {
  const rows = await open.database.rows<{ text: string }>(
    "SELECT payload ->> 'text' AS text FROM stream_event ORDER BY id",
  );
  return rows.map(({ text }) => text);
}

async function add({ transactions }: WritingProcess, id: number, text: string): Promise<void> {
  await transactions.query('INSERT INTO note VALUES ($1, $2)', [id, text]);
}

describe('writers beside each other', () => {
  it('put events on the stream in the order of commits, AIS writers among them', async () => {
    const processes = [one, await open.another(), await open.another()];
    const ingest = [new RecordingBus(), new RecordingBus()];
    const follow = { last: 0, seen: [] as number[], isDone: false };
    // Reads as a worker does: whatever commits late with a lower number would be missed.
    const follower = (async () => {
      while (!follow.isDone) {
        const rows = await open.database.rows<{ id: number }>(
          'SELECT id::float8 AS id FROM stream_event WHERE id > $1 ORDER BY id',
          [follow.last],
        );
        follow.seen.push(...rows.map(({ id }) => id));
        follow.last = rows.at(-1)?.id ?? follow.last;
      }
    })();
    const domain = processes.flatMap((process, p) =>
      Array.from({ length: 20 }, async (_, n) => {
        await process.transactions.run(context, async () => {
          await add(process, p * 100 + n, `${p}-${n}`);
          process.transactions.tell(happening(`${p}-${n} first`));
          process.transactions.tell(happening(`${p}-${n} second`));
        });
      }),
    );
    const ais = ingest.flatMap((bus) => {
      const writer = new StreamWriter(open.database.pool, bus);
      return Array.from({ length: 20 }, async () => {
        await writer.run(5, async (tx) => {
          await tx.query('SELECT count(*) FROM note');
          return [];
        });
      });
    });
    await Promise.all([...domain, ...ais]);
    follow.isDone = true;
    await follower;
    const kept = await open.database.rows<{ id: number }>(
      'SELECT id::float8 AS id FROM stream_event ORDER BY id',
    );
    expect(kept).toHaveLength(120);
    const rest = kept.filter(({ id }) => id > follow.last).map(({ id }) => id);
    expect([...follow.seen, ...rest]).toEqual(kept.map(({ id }) => id));
    const batches = [...processes.map(({ bus }) => bus), ...ingest].flatMap((bus) => bus.batches);
    let last = 0;
    for (const { from, to } of batches.sort((a, b) => a.from - b.from)) {
      expect(from).toBe(last);
      last = to;
    }
    expect(last).toBe(3 * 20 * 2 + 2 * 20 * 5);
    const order = await open.database.rows(
      `SELECT 1 FROM stream_event a JOIN stream_event b
         ON a.id < b.id AND a.committed_at > b.committed_at LIMIT 1`,
    );
    expect(order).toEqual([]);
  });

  it('try again when they stand in each other’s way', async () => {
    await add(one, 1, 'one');
    await add(one, 2, 'two');
    const other = await open.another();
    const meeting = new Meeting(2);
    const runs = { count: 0 };
    const raise = async (process: WritingProcess, ids: readonly number[]): Promise<void> => {
      await process.transactions.run(context, async () => {
        runs.count += 1;
        for (const id of ids) {
          await process.transactions.query("UPDATE note SET text = text || '+' WHERE id = $1", [
            id,
          ]);
          await meeting.arrive();
        }
        process.transactions.tell(happening(ids.join()));
      });
    };
    await Promise.all([raise(one, [1, 2]), raise(other, [2, 1])]);
    expect(await texts()).toEqual(['one++', 'two++']);
    expect(runs.count).toBe(3);
    expect((await told()).sort()).toEqual(['1,2', '2,1']);
  });

  it('give up a deadlock that comes again and again', async () => {
    const runs = { count: 0 };
    const failing = one.transactions.run(context, async () => {
      runs.count += 1;
      await one.transactions.query(
        "DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = 'deadlock_detected'; END $$",
      );
    });
    await expect(failing).rejects.toMatchObject({ code: '40P01' });
    expect(runs.count).toBe(3);
  });

  it('get past an AIS writer that wants the same row', async () => {
    await add(one, 1, 'one');
    const meeting = new Meeting(2);
    const domain = one.transactions.run(context, async () => {
      await one.transactions.query("UPDATE note SET text = text || ' domain' WHERE id = 1");
      await meeting.arrive();
      one.transactions.tell(happening('domain'));
    });
    const ais = open.database.writer.run(1, async (tx) => {
      await meeting.arrive();
      await tx.execute("UPDATE note SET text = text || ' ais' WHERE id = 1");
      return [];
    });
    const [first, second] = await Promise.allSettled([domain, ais]);
    expect(first.status).toBe('fulfilled');
    // Either may be the one that the database chooses; ingest tries again whatever is an outage.
    if (second.status === 'rejected') expect(sqlState(second.reason)).toBe('40P01');
    expect((await texts())[0]).toContain('domain');
    expect(await told()).toEqual(['domain']);
  });
});
