import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { isImoNumber } from '../../service/ais/imo.js';
import { mmsiFromNumber, mmsiKind, parseMmsi } from '../../service/ais/mmsi.js';
import { vesselCollection } from '../../service/vessels/vessels.dto.js';
import { describeWith, referencePath } from '../support/real-parts.js';
import { RestApp, type Sent } from '../support/rest-app.js';
import { waitFor } from '../support/wait-for.js';

type Listed = ReturnType<typeof vesselCollection.parse>['vessels'];

describeWith('reference', 'the register of a real log (AMSA, 2012-01-27)', () => {
  let app: RestApp;
  let vessels: Listed = [];

  const list = async (): Promise<Listed> =>
    vesselCollection.parse(await app.json('/api/v1/vessels?limit=10000')).vessels;

  beforeAll(async () => {
    app = await RestApp.start();
    const path = referencePath('data/ais/amsa-australia-2012-01-27.raw.txt.gz');
    const lines = gunzipSync(readFileSync(path))
      .toString('latin1')
      .split(/\r\n|\r|\n/);
    for (let from = 0; from < lines.length; from += 5_000) {
      const answer = await fetch(`${app.url}/api/v1/ais?feed=archive`, {
        method: 'POST',
        headers: { 'content-type': 'text/plain', ...(await app.credentials('feed')) },
        body: lines.slice(from, from + 5_000).join('\r\n'),
      });
      if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
    }
    await waitFor(
      async () => {
        vessels = await list();
        return vessels.every(({ mmsi, version }) => version !== null || !isShip(mmsi));
      },
      { what: 'every ship in the register', everyMs: 300, deadlineMs: 60_000 },
    );
  }, 180_000);

  afterAll(async () => {
    await app.stop();
  });

  it('has every ship that was heard, and each IMO number once', () => {
    const ships = vessels.filter(({ version }) => version !== null);
    const numbers = ships.flatMap(({ imo }) => (imo === null ? [] : [imo]));
    expect([vessels.length, ships.length]).toEqual([2_114, 2_087]);
    expect([numbers.length, new Set(numbers).size]).toEqual([848, 848]);
    expect(numbers.every(isImoNumber)).toBe(true);
    expect(ships.filter(({ name }) => name !== null)).toHaveLength(1_248);
  });

  it('flags each wrong IMO number that was sent, and takes none', () => {
    const flagged = vessels.filter(({ doubts }) => doubts.length > 0);
    const sent = flagged.flatMap(({ doubts }) => doubts.map(({ kind, imo }) => ({ kind, imo })));
    expect(flagged).toHaveLength(66);
    expect(sent.every(({ kind, imo }) => kind === 'imo-check-digit' && !isImoNumber(imo))).toBe(
      true,
    );
    expect(flagged.find(({ mmsi }) => mmsi === '564853000')).toMatchObject({
      name: 'THOR FORTUNE',
      imo: null,
      aisDifferences: [{ field: 'imo', registered: null, ais: 9_423_613 }],
    });
  });

  it('knows them all again when they come back a year later under another flag', async () => {
    const before = vessels.filter(isKnown);
    const returned = before.map(({ imo }, index): Sent => {
      const other = mmsiFromNumber(751_000_000 + index);
      const message = { kind: 'static', type: 5, mmsi: other, imo: imo ?? 0 } as const;
      return { message, time: Date.parse('2013-01-27T12:00:00Z') };
    });
    await app.send(returned);
    const after = await waitFor(
      async () => {
        const listed = (await list()).filter(isKnown);
        return listed.every(({ mmsis }) => mmsis.length === 2) ? listed : null;
      },
      { what: 'all of them under two MMSIs', everyMs: 300, deadlineMs: 60_000 },
    );
    expect(after.map(({ id, imo }) => `${imo} ${id}`).sort()).toEqual(
      before.map(({ id, imo }) => `${imo} ${id}`).sort(),
    );
  }, 120_000);
});

/** Of the register, with an IMO number. */
function isKnown({ version, imo }: Listed[number]): boolean {
  return version !== null && imo !== null;
}

function isShip(text: string | null): boolean {
  const mmsi = parseMmsi(text ?? '');
  return mmsi !== null && mmsiKind(mmsi) === 'ship';
}
