import { randomUUID } from 'node:crypto';

import { accessTable } from '../../service/auth/access-table.js';
import { staffCollection, staffSchema } from '../../service/operations/staff.dto.js';
import { auditedOf } from '../support/audited.js';
import { created } from '../support/cargo-port.js';
import type { RestApp } from '../support/rest-app.js';
import { waitFor } from '../support/wait-for.js';
import { assignments, at, shifts, staff, StaffPort } from './staff-support.js';

/** Whatever says who the person of these tests is; words that occur nowhere else. */
const telling = ['Zacarias', 'Quillon', 'zq@example.org', 'CERT-90210'];

const lines: string[] = [];
let port: StaffPort;
let app: RestApp;

beforeAll(async () => {
  port = await StaffPort.open({ LOG_LEVEL: 'trace' }, { write: (line) => lines.push(line) });
  app = port.app;
});

afterAll(async () => {
  await app.stop();
});

/** A person with everything that is kept of one. */
async function newPerson(): Promise<string> {
  const body = { port: 'CLVAP', terminal: 'T1', roles: ['crane'], contact: 'zq@example.org' };
  const headers = { 'idempotency-key': `person-${randomUUID()}` };
  const person = await app.written(
    'POST',
    staff,
    { ...body, name: 'Zacarias Quillon' },
    { headers },
  );
  const { id } = staffSchema.parse(person);
  const certificate = {
    role: 'crane',
    number: 'CERT-90210',
    validFrom: at(-240),
    validTo: at(240),
  };
  await app.written('POST', `${staff}/${id}/certificates`, certificate, {
    headers: { 'idempotency-key': `certificate-${id}` },
  });
  return id;
}

function tellingIn(text: string): string[] {
  return telling.filter((word) => text.includes(word));
}

/** Tables of the database in which something telling stands. */
async function tablesThatTell(): Promise<string[]> {
  const tables = await app.rows(
    "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const rows = await app.rows(`SELECT FROM ${String(name)} AS t WHERE t::text ~ $1 LIMIT 1`, [
      telling.map((word) => word.replace('.', '\\.')).join('|'),
    ]);
    if (rows.length > 0) found.push(String(name));
  }
  return found;
}

describe('who a person is', () => {
  it('stands in two tables and the answers for a repeat, and is nowhere else', async () => {
    const id = await newPerson();
    await app.written('PATCH', `${staff}/${id}`, { name: 'Zacarias E. Quillon' });
    await created(app, shifts, { staffId: id, from: at(0), to: at(12) });
    await port.assign(id, 0, 8);
    expect(await tablesThatTell()).toEqual([
      'idempotency_answer',
      'staff_certificate',
      'staff_member',
    ]);
    expect(await auditedOf(app, id)).toEqual(['create - -', 'edit - -']);
  });

  it('does not reach the log, not even when the database refuses it', async () => {
    const id = await newPerson();
    const incomplete = { port: 'CLVAP', contact: 'zq@example.org' };
    expect((await app.write('POST', staff, incomplete)).status).toBe(400);
    expect((await app.write('DELETE', `${staff}/${id}/x`)).status).toBe(404);
    await app.query("ALTER TABLE staff_member ADD CONSTRAINT no_jr CHECK (name NOT LIKE '% Jr')");
    const refused = { port: 'CLVAP', name: 'Zacarias Quillon Jr', roles: ['crane'] };
    const answer = await app.write('POST', staff, refused);
    expect([answer.status, tellingIn(await answer.text())]).toEqual([500, []]);
    await app.query('ALTER TABLE staff_member DROP CONSTRAINT no_jr');
    const log = await waitFor(() => {
      const text = lines.join('');
      return text.includes('POST /api/v1/staff failed') && text.includes('no_jr') ? text : null;
    });
    expect(tellingIn(log)).toEqual([]);
  });

  it('does not reach metrics, nor what anybody may read', async () => {
    const id = await newPerson();
    await created(app, shifts, { staffId: id, from: at(0), to: at(12) });
    await port.assign(id, 0, 8);
    expect(tellingIn(await app.metrics())).toEqual([]);
    const open = Object.entries(accessTable)
      .filter(([route, access]) => route.startsWith('GET /api/') && typeof access === 'string')
      .map(([route]) => route.slice('GET '.length).replace('{locode}', 'CLVAP'))
      .filter((path) => !path.includes('{') && path !== '/api/v1/stream');
    expect(open).toContain('/api/v1/cargo-operations');
    expect(open.length).toBeGreaterThan(15);
    for (const path of open)
      expect([path, tellingIn(await (await app.get(path)).text())]).toEqual([path, []]);
  });
});

describe('erasure', () => {
  it('leaves nothing that says who it was, and everything that was worked', async () => {
    await app.query('DELETE FROM idempotency_answer');
    for (const { id } of staffCollection.parse(
      await (await app.get(staff, await app.credentials('operator'))).json(),
    ).staff) {
      await app.query("UPDATE staff_assignment SET state = 'cancelled' WHERE staff_id = $1", [id]);
      await app.written('DELETE', `${staff}/${id}`);
    }
    const id = await newPerson();
    await created(app, shifts, { staffId: id, from: at(0), to: at(12) });
    const assignment = await port.assign(id, 0, 8);
    expect((await app.write('DELETE', `${staff}/${id}`)).status).toBe(409);
    await app.written('POST', `${assignments}/${assignment}/cancel`, { reason: 'unavailable' });
    const etag = (await app.get(`${staff}/${id}`, await app.credentials('operator'))).headers;
    const headers = { 'if-match': etag.get('etag') ?? '' };
    expect((await app.write('DELETE', `${staff}/${id}`, undefined, { headers })).status).toBe(204);

    expect(await tablesThatTell()).toEqual([]);
    const erased = await port.read(`${staff}/${id}`, staffSchema);
    expect([erased.name, erased.contact, erased.erasedAt]).toEqual([
      null,
      null,
      expect.any(String),
    ]);
    const { staff: listed } = await port.read(staff, staffCollection);
    expect(listed.map((one) => one.id)).not.toContain(id);
    expect((await auditedOf(app, id)).map((entry) => entry.split(' ')[0])).toEqual([
      'create',
      'erase',
    ]);
    expect(await app.rows('SELECT FROM staff_assignment WHERE staff_id = $1', [id])).toHaveLength(
      1,
    );
    expect((await app.write('DELETE', `${staff}/${id}`)).status).toBe(204);
    expect((await app.write('PATCH', `${staff}/${id}`, { name: 'Back' })).status).toBe(409);
  });
});

describe('retention', () => {
  it('erases who was forgotten, once, whichever process looks; and nobody else', async () => {
    const forgotten = await newPerson();
    const working = await newPerson();
    await created(app, shifts, { staffId: working, from: at(0), to: at(12) });
    const changed = await newPerson();
    await app.query(
      `UPDATE staff_member SET updated_at = now() - interval '31 days' WHERE id = ANY ($1::uuid[])`,
      [[forgotten, working]],
    );
    const others = await Promise.all(
      [1, 2].map(async () => await app.startAnother({ STAFF_RETENTION_DAYS: '30' })),
    );
    try {
      await waitFor(
        async () => (await port.read(`${staff}/${forgotten}`, staffSchema)).erasedAt !== null,
        { what: 'the erasure' },
      );
      for (const id of [working, changed])
        expect((await port.read(`${staff}/${id}`, staffSchema)).name).toBe('Zacarias Quillon');
    } finally {
      for (const other of others) await other.stop();
    }
    const entries = await auditedOf(app, forgotten);
    expect(entries.filter((entry) => entry.startsWith('erase'))).toEqual(['erase - - retention']);
  });
});
