import { mmsiFromNumber } from '../../service/ais/mmsi.js';
import { positionCollection } from '../../service/positions/positions.dto.js';
import { RestApp } from '../support/rest-app.js';
import { waitFor } from '../support/wait-for.js';

/** Without Redis the other process looks once a second whether there is something new. */
describe('two processes on one database', () => {
  let one: RestApp;
  let other: RestApp;
  const now = Math.floor(Date.now() / 1000) * 1000;
  const mmsi = mmsiFromNumber(725000001);

  beforeAll(async () => {
    one = await RestApp.start();
    other = await one.startAnother();
  });

  afterAll(async () => {
    await other.stop();
    await one.stop();
  });

  const featureAt = async (app: RestApp) =>
    positionCollection.parse(await app.json('/api/v1/positions')).features[0]?.properties;

  it('show the same picture, whoever took the report in', async () => {
    await one.send([
      { message: { kind: 'position', type: 1, mmsi, lon: -71.6, lat: -33 }, time: now },
    ]);
    await waitFor(async () => (await featureAt(other))?.mmsi === mmsi);
    await other.send([
      { message: { kind: 'static', type: 5, mmsi, name: 'ESPERANZA' }, time: now },
    ]);
    await waitFor(async () => (await featureAt(one))?.name === 'ESPERANZA');
    await other.send([
      {
        message: { kind: 'position', type: 1, mmsi, lon: -71.7, lat: -33, sogKnots: 5 },
        time: now + 1000,
      },
    ]);
    const seen = await waitFor(async () => {
      const feature = await featureAt(one);
      return feature?.sog === 5 ? feature : null;
    });
    expect(seen.name).toBe('ESPERANZA');
    expect(await one.json('/api/v1/vessels/725000001')).toEqual(
      await other.json('/api/v1/vessels/725000001'),
    );
  });

  it('show what the other one has known for long, when they start', async () => {
    const late = await one.startAnother();
    try {
      expect((await featureAt(late))?.name).toBe('ESPERANZA');
    } finally {
      await late.stop();
    }
  });
});
