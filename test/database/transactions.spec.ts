import { AuditService } from '../../service/audit/audit.service.js';
import { isUniqueViolation } from '../../service/database/database.errors.js';
import { systemActor } from '../../service/database/write-context.js';
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

describe('Transactions', () => {
  it('commits rows, audit and events together', async () => {
    const audit = new AuditService(one.transactions);
    await one.transactions.run(context, async () => {
      await add(one, 1, 'fog');
      one.transactions.tell(happening('fog'));
      await audit.record({
        action: 'create',
        entity: 'note',
        entityId: '1',
        before: null,
        after: { text: 'fog' },
      });
      expect(await texts()).toEqual([]);
    });
    expect(await texts()).toEqual(['fog']);
    expect(await told()).toEqual(['fog']);
    const entries = await open.database.rows(
      'SELECT actor_kind, actor_id, request_id, action, before, after FROM audit_entry',
    );
    expect(entries).toEqual([
      {
        actor_kind: 'system',
        actor_id: 'test',
        request_id: 'request-1',
        action: 'create',
        before: null,
        after: { text: 'fog' },
      },
    ]);
  });

  it('writes and announces nothing when the work fails', async () => {
    const failing = one.transactions.run(context, async () => {
      await add(one, 1, 'fog');
      one.transactions.tell(happening('fog'));
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await texts()).toEqual([]);
    expect(await told()).toEqual([]);
    expect(one.bus.batches).toEqual([]);
    expect(await open.database.rows('SELECT value FROM stream_position')).toEqual([{ value: '0' }]);
  });

  it('announces after the commit, so that a listener finds what it is told of', async () => {
    const found: Promise<string[]>[] = [];
    one.bus.publish = () => found.push(told());
    await one.transactions.run(context, async () => {
      await add(one, 1, 'fog');
      one.transactions.tell(happening('fog'));
      one.transactions.tell(happening('clear'));
      expect(found).toEqual([]);
    });
    expect(await Promise.all(found)).toEqual([['fog', 'clear']]);
  });

  it('refuses to commit where a failure was swallowed', async () => {
    const swallowing = one.transactions.run(context, async () => {
      await add(one, 1, 'fog');
      await one.transactions.query('SELECT 1 / 0').catch(() => undefined);
    });
    await expect(swallowing).rejects.toMatchObject({ code: '25P02' });
    expect(await texts()).toEqual([]);
  });

  it('joins the open transaction, so that both are undone together', async () => {
    const failing = one.transactions.run(context, async () => {
      await one.transactions.runAs(systemActor('other'), async () => {
        await add(one, 1, 'inner');
        expect(one.transactions.context).toMatchObject(context);
      });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await texts()).toEqual([]);
  });

  it('has no writes outside of a transaction, nor in what outlives one', async () => {
    expect(() => {
      one.transactions.tell(happening('fog'));
    }).toThrow('outside of a transaction');
    await expect(one.transactions.attempt(() => Promise.resolve())).rejects.toThrow('outside');
    const gate = new Meeting(2);
    const { late } = await one.transactions.run(context, () => {
      const task = async (): Promise<void> => {
        await gate.arrive();
        expect(() => one.transactions.context).toThrow('outside of a transaction');
        await one.transactions.run(context, async () => {
          await add(one, 1, 'late');
          one.transactions.tell(happening('late'));
        });
      };
      return Promise.resolve({ late: task() });
    });
    await gate.arrive();
    await late;
    expect(await told()).toEqual(['late']);
  });

  it('gives rows of every kind of statement', async () => {
    const { transactions } = one;
    await add(one, 1, 'fog');
    expect(await transactions.query("UPDATE note SET text = 'rain' RETURNING id")).toEqual([
      { id: 1 },
    ]);
    expect(await transactions.query('SELECT text FROM note')).toEqual([{ text: 'rain' }]);
    expect(await transactions.query('DELETE FROM note RETURNING text')).toEqual([{ text: 'rain' }]);
    expect(await transactions.query('DELETE FROM note RETURNING text')).toEqual([]);
  });
});

describe('an attempt', () => {
  it('undoes only itself, with its events', async () => {
    const { transactions } = one;
    await transactions.run(context, async () => {
      await add(one, 1, 'fog');
      transactions.tell(happening('fog'));
      const refused = transactions.attempt(async () => {
        transactions.tell(happening('never'));
        await add(one, 2, 'never');
        await add(one, 3, 'fog');
      });
      const error: unknown = await refused.catch((reason: unknown) => reason);
      expect(isUniqueViolation(error)).toBe(true);
      await transactions.attempt(async () => {
        await add(one, 4, 'clear');
        transactions.tell(happening('clear'));
      });
    });
    expect(await texts()).toEqual(['fog', 'clear']);
    expect(await told()).toEqual(['fog', 'clear']);
  });

  it('may stand within another', async () => {
    const { transactions } = one;
    await transactions.run(context, async () => {
      await transactions.attempt(async () => {
        await add(one, 1, 'outer');
        await transactions
          .attempt(async () => {
            await add(one, 2, 'inner');
            throw new Error('no');
          })
          .catch(() => undefined);
      });
    });
    expect(await texts()).toEqual(['outer']);
  });
});

describe('a connection', () => {
  it('that is lost in the middle leaves nothing behind, and the next one works', async () => {
    const broken = one.transactions.run(context, async () => {
      await add(one, 1, 'fog');
      one.transactions.tell(happening('fog'));
      await one.transactions.query('SELECT pg_terminate_backend(pg_backend_pid())');
    });
    await expect(broken).rejects.toThrow();
    expect(await texts()).toEqual([]);
    await one.transactions.run(context, async () => {
      await add(one, 1, 'clear');
    });
    expect(await texts()).toEqual(['clear']);
    expect(one.bus.batches).toEqual([]);
  });

  it('that cannot be rolled back is not used again', async () => {
    const stuck = await open.another({ poolSize: 1, queryTimeoutMs: 300 });
    const failing = stuck.transactions.run(context, async () => {
      await add(stuck, 1, 'fog');
      await stuck.transactions.query('SELECT pg_sleep(2)');
    });
    await expect(failing).rejects.toThrow('timeout');
    await stuck.transactions.run(context, async () => {
      await add(stuck, 2, 'clear');
    });
    expect(await texts()).toEqual(['clear']);
  });
});
