import type { Zone } from '../../ports/ports.service.js';
import { defaultSettings, readSettings } from './detection-settings.js';

function limits(detection: unknown): Zone {
  return {
    id: '1',
    locode: 'CLVAP',
    kind: 'port-limits',
    code: 'LIMITS',
    name: null,
    lengthMetres: null,
    depthMetres: null,
    geometry: { type: 'Point', coordinates: [0, 0] },
    attributes: { detection },
  };
}

describe('detection settings of a port', () => {
  it('are the usual ones unless its limits say otherwise', () => {
    expect(readSettings([limits(undefined)])).toEqual({ settings: defaultSettings, faults: [] });
    const { settings } = readSettings([limits({ berthDwellSeconds: 120 })]);
    expect(settings).toEqual({ ...defaultSettings, berthDwellSeconds: 120 });
  });

  it('leave out what cannot be used, and say so', () => {
    const given = { berthDwellSeconds: -1, berthDwell: 5, restKnots: 0.8 };
    const { settings, faults } = readSettings([limits(given)]);
    expect(settings).toEqual({ ...defaultSettings, restKnots: 0.8 });
    expect(faults).toHaveLength(2);
    expect(faults.join()).toContain('berthDwellSeconds');
  });
});
