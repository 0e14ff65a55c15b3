import { mmsiFromNumber } from '../../service/ais/mmsi.js';
import { AuditService } from '../../service/audit/audit.service.js';
import { SystemClock } from '../../service/clock/clock.js';
import { systemActor } from '../../service/database/write-context.js';
import { DomainError } from '../../service/problem/domain-error.js';
import { RegisterAudit } from '../../service/vessels/register-audit.js';
import { RegisterRepository } from '../../service/vessels/register.repository.js';
import { VesselRegisterService } from '../../service/vessels/vessel-register.service.js';
import { VesselRegistrar } from '../../service/vessels/vessel-registrar.js';
import { VesselRepository } from '../../service/vessels/vessel.repository.js';
import type { StaticReport } from '../../service/vessels/vessel-draft.js';
import { openTransactions, type OpenTransactions } from './open-transactions.js';
import { heardPosition, heardVoyage, testTime } from './reports.js';

let open: OpenTransactions;

beforeAll(async () => {
  open = await openTransactions();
});

afterAll(async () => {
  await open.stop();
});

/** What one process of the service has. */
async function process() {
  const { transactions, bus } = await open.another();
  const repository = new RegisterRepository(transactions);
  const audit = new RegisterAudit(new AuditService(transactions), transactions);
  const clock = new SystemClock();
  const registrar = new VesselRegistrar(repository, audit, clock);
  const register = new VesselRegisterService(repository, registrar, transactions, clock);
  return { transactions, bus, registrar, register };
}

type Process = Awaited<ReturnType<typeof process>>;

/** Commits what was heard, as the ingest does. */
async function hear(...reports: StaticReport[]): Promise<void> {
  await open.database.write(async (tx) => await new VesselRepository().writeStatic(tx, reports));
}

/** Takes over what AIS says under an MMSI, as the worker does. */
async function take({ transactions, registrar }: Process, mmsi: number): Promise<void> {
  await transactions.runAs(systemActor('test'), async () => {
    const [heard] = await new RegisterRepository(transactions).findHeard([mmsiFromNumber(mmsi)]);
    if (heard !== undefined) await registrar.take([heard]);
  });
}

class NotTheseTwo extends DomainError {
  override readonly code = 'conflict';
  override readonly status = 409;
}

describe('the register', () => {
  it('enters one vessel when two processes ask for an MMSI twenty times at once', async () => {
    const processes = [await process(), await process()];
    const mmsi = mmsiFromNumber(725_000_777);
    const asked = processes.flatMap(({ register }) =>
      Array.from({ length: 10 }, async () => await register.enter(mmsi)),
    );
    const ids = new Set((await Promise.all(asked)).map(({ id }) => id));
    expect(ids.size).toBe(1);
    const rows = await open.database.rows(
      `SELECT FROM vessel_identifier WHERE value = '725000777'`,
    );
    expect(rows).toHaveLength(1);
  });

  it('enters no other station', async () => {
    const { register } = await process();
    const station = register.enter(mmsiFromNumber(2_240_123));
    await expect(station).rejects.toThrow('no ship');
  });

  it('has no place for a second holder of an MMSI, whoever writes', async () => {
    const { register } = await process();
    const { id } = await register.enter(mmsiFromNumber(725_000_778));
    const second = open.database.rows(
      `INSERT INTO vessel_identifier (vessel_id, origin_id, kind, value, valid_from, source)
       VALUES ($1, $1, 'mmsi', '725000778', now(), 'operator')`,
      [id],
    );
    await expect(second).rejects.toThrow('vessel_identifier_one_holder');
  });

  it('leaves two apart when what refers to them forbids one, and says why', async () => {
    const one = await process();
    const [first, second] = [725_000_780, 725_000_781];
    await hear(heardVoyage(first, testTime), heardPosition(second, testTime));
    await take(one, first);
    await take(one, second);
    const asked: (string | null)[] = [];
    one.register.addMergeCheck(async (from, into) => {
      asked.push(from.mmsi, into.mmsi);
      await Promise.reject(new NotTheseTwo('Both have a port call in CLVAP.'));
    });
    await hear(heardVoyage(second, testTime + 1000));
    await take(one, second);
    expect(asked).toEqual([String(second), String(first)]);
    const apart = await one.register.enter(mmsiFromNumber(second));
    const other = await one.register.enter(mmsiFromNumber(first));
    expect([apart.id === other.id, apart.imo, other.imo]).toEqual([false, null, 9_074_729]);
    const [row] = await open.database.rows<{ doubts: { kind: string; vesselId: string }[] }>(
      'SELECT doubts FROM registered_vessel WHERE id = $1',
      [apart.id],
    );
    expect(row?.doubts).toMatchObject([{ kind: 'imo-claimed-twice', vesselId: other.id }]);
  });

  it('resolves a merged id, names all ids of a vessel, audits it and tells of it', async () => {
    const { register } = await process();
    const one = await process();
    const imo = 9_321_483;
    const [first, second] = [725_000_790, 725_000_791];
    await hear(heardVoyage(first, testTime, { imo }), heardPosition(second, testTime));
    await take(one, first);
    await take(one, second);
    const gone = await register.enter(mmsiFromNumber(second));
    await hear(heardVoyage(second, testTime + 1000, { imo }));
    await take(one, second);
    const kept = await register.get(gone.id);
    expect(kept).toMatchObject({ imo, mmsi: mmsiFromNumber(second) });
    expect(await register.idsOf(gone.id)).toEqual([kept.id, gone.id]);
    expect((await register.holderOf(mmsiFromNumber(first), testTime))?.id).toBe(kept.id);
    const entries = await open.database.rows(
      'SELECT action, actor_id, reason FROM audit_entry WHERE entity_id = $1',
      [kept.id],
    );
    const reason = `AIS: ${second} sends IMO ${imo}`;
    expect(entries).toEqual([{ action: 'merge', actor_id: 'test', reason }]);
    const told = one.bus.batches.flatMap(({ events }) => events.map((event) => event.json()));
    expect(told.map((text): unknown => JSON.parse(text))).toMatchObject([
      { action: 'merge', id: kept.id, otherId: gone.id, imo },
    ]);
  });
});
