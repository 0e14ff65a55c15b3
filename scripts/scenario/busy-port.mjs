const BERTHS = 25;
/** A finger pier south of the others; degrees. */
const FIRST = { lon: -71.6245, lat: -33.0375 };
const STEP = { lon: 0.0011, lat: -0.0016 };

/**
 * The demo port, and as many berths of a terminal that is made up as make 25: for the scenario and
 * for nothing else.
 * @param port a port file, GeoJSON.
 */
export function busyPort(port) {
  const berths = port.features.filter(({ properties }) => properties.kind === 'berth');
  const model = berths.find(({ properties }) => properties.code === '3');
  if (model === undefined) throw new Error('the demo port has no berth 3');
  const more = Array.from({ length: BERTHS - berths.length }, (_, index) => berth(model, index));
  return { ...port, features: [...port.features, terminal(more.length), ...more] };
}

function terminal(count) {
  const { lon, lat } = FIRST;
  const [east, south] = [lon + STEP.lon * (count + 1), lat + STEP.lat * (count + 1)];
  const corners = [
    [lon - 0.001, lat + 0.001],
    [lon - 0.001, south],
    [east, south],
    [east, lat + 0.001],
    [lon - 0.001, lat + 0.001],
  ];
  return {
    type: 'Feature',
    properties: { locode: 'CLVAP', kind: 'terminal', code: 'T9', name: 'Terminal 9 (ficticio)' },
    geometry: { type: 'Polygon', coordinates: [corners] },
  };
}

/** Of the form of another berth, moved. */
function berth(model, index) {
  const [ring] = model.geometry.coordinates;
  const [origin] = ring;
  const place = [FIRST.lon + STEP.lon * index, FIRST.lat + STEP.lat * index];
  const moved = ring.map(([lon, lat]) => [
    Number((place[0] + lon - origin[0]).toFixed(6)),
    Number((place[1] + lat - origin[1]).toFixed(6)),
  ]);
  const properties = { ...model.properties, terminal: 'T9' };
  properties.code = `9${String.fromCharCode(65 + index)}`;
  properties.name = `Sitio ${properties.code}`;
  properties.bollardFrom = 1 + index * 12;
  properties.bollardTo = 12 + index * 12;
  return { ...model, properties, geometry: { type: 'Polygon', coordinates: [moved] } };
}
