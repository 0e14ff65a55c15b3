import { cargoProgressCollection } from '../../service/operations/cargo-progress.dto.js';
import { berthSegregation } from '../../service/operations/segregation.dto.js';
import { berthId } from '../support/cargo-port.js';
import { after, CargoPort, path, refused } from './cargo-support.js';

let port: CargoPort;

beforeAll(async () => {
  port = await CargoPort.open();
});

afterAll(async () => {
  await port.app.stop();
});

describe('the tally', () => {
  it('never counts less than nothing, and counts pieces whole', async () => {
    const id = await port.newOperation({ unit: 'units', planned: 10 });
    await port.step(id, 'start', { at: after(0) });
    await port.enter(id, { amount: 3, at: after(1) });
    const below = await refused(
      port.app.write('POST', `${path}/${id}/progress`, { amount: -4, reason: 'wrong' }),
    );
    expect([below.status, below.detail]).toEqual([422, '3 is done: 4 cannot be taken back']);
    const half = await refused(port.app.write('POST', `${path}/${id}/progress`, { amount: 0.5 }));
    expect([half.status, half.detail]).toEqual([422, '0.5 units: pieces are whole']);
    const silent = await port.app.write('POST', `${path}/${id}/progress`, { amount: -1 });
    expect(silent.status).toBe(400);
    expect((await port.read(id)).done).toBe(3);
  });

  it('sums exact decimals', async () => {
    const id = await port.newOperation();
    await port.step(id, 'start', { at: after(0) });
    for (let entry = 0; entry < 10; entry++) await port.enter(id, { amount: 0.1, at: after(1) });
    expect((await port.read(id)).done).toBe(1);
  });

  it('does not count an entry twice that is sent twice with one key', async () => {
    const id = await port.newOperation();
    await port.step(id, 'start', { at: after(0) });
    const headers = { 'idempotency-key': `entry-${id}` };
    const body = { amount: 7, at: after(1) };
    const first = await port.app.written('POST', `${path}/${id}/progress`, body, { headers });
    const again = await port.app.written('POST', `${path}/${id}/progress`, body, { headers });
    expect(again).toEqual(first);
    expect((await port.read(id)).done).toBe(7);
  });

  it('takes every one of entries that are made at once', async () => {
    const id = await port.newOperation();
    await port.step(id, 'start', { at: after(0) });
    await Promise.all(
      Array.from({ length: 8 }, async () => await port.enter(id, { amount: 1.5, at: after(1) })),
    );
    expect((await port.read(id)).done).toBe(12);
    const { progress } = cargoProgressCollection.parse(
      await port.app.json(`${path}/${id}/progress`),
    );
    expect(progress).toHaveLength(8);
  });

  it('cannot be changed in the database, by nobody', async () => {
    const id = await port.newOperation();
    await port.step(id, 'start', { at: after(0) });
    const entry = await port.enter(id, { amount: 5, at: after(1) });
    for (const sql of [
      'UPDATE cargo_progress SET amount = 6 WHERE id = $1',
      'DELETE FROM cargo_progress WHERE id = $1',
    ])
      await expect(port.app.query(sql, [entry.id])).rejects.toThrow(
        'cargo_progress is append-only',
      );
    await expect(port.app.query('TRUNCATE cargo_progress')).rejects.toThrow('append-only');
  });
});

describe('dangerous goods at a berth', () => {
  it('are warned of by class, and refused by nobody', async () => {
    const place = await berthId(port.app, '9');
    const petrol = await port.newOperation({
      ...{ berthId: place, dangerousGoods: [{ imoClass: '3', unNumber: '1203' }] },
    });
    const nitrate = await port.newOperation({
      ...{ berthId: place, dangerousGoods: [{ imoClass: '5.1', unNumber: '1942' }] },
    });
    const warnings = async () =>
      berthSegregation.parse(await port.app.json(`/api/v1/berths/${place}/segregation`)).warnings;
    await port.step(petrol, 'start', { at: after(0) });
    expect(await warnings()).toEqual([]);
    await port.step(nitrate, 'start', { at: after(1) });
    expect(await warnings()).toEqual([
      {
        ...{ level: 2, rule: 'separated from' },
        goods: [
          { cargoOperationId: petrol, imoClass: '3', unNumber: '1203', subsidiaryClasses: [] },
          { cargoOperationId: nitrate, imoClass: '5.1', unNumber: '1942', subsidiaryClasses: [] },
        ],
      },
    ]);
    expect((await port.read(nitrate)).segregationWarnings).toHaveLength(1);
    await port.step(petrol, 'complete', { at: after(2) });
    expect(await warnings()).toEqual([]);
    const past = `/api/v1/berths/${place}/segregation?from=${after(1)}&to=${after(2)}`;
    expect(berthSegregation.parse(await port.app.json(past)).warnings).toHaveLength(1);
  });
});
