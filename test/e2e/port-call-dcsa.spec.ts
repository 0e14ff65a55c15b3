import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

import {
  serviceCodes,
  serviceRules,
  type ServiceRule,
} from '../../service/port-calls/service-events.js';
import { listAt, textAt, valueAt } from '../support/fields.js';
import { describeWith, referencePath } from '../support/real-parts.js';
import { RestApp } from '../support/rest-app.js';
import { importDemoPort, newCall } from './port-calls-support.js';

/** Codes in backquotes at the beginning of list items, between two headings of a description. */
function codesBetween(text: string, from: string, to: string): string[] {
  const [, after = ''] = text.split(from);
  const [part = ''] = after.split(to);
  return [...part.matchAll(/^\s*- `([A-Z_]+)`/gm)].map(([, code = '']) => code);
}

/** An example of the reference, parsed. */
function example(name: string): unknown {
  return JSON.parse(readFileSync(referencePath('data/api-samples/dcsa', name), 'utf8'));
}

describeWith('reference', 'DCSA JIT 2.0', () => {
  let app: RestApp;
  let document: unknown;

  beforeAll(async () => {
    const file = referencePath('data/standards/dcsa/JIT_v2.0.0.yaml');
    document = parse(readFileSync(file, 'utf8'));
    app = await RestApp.start();
    await importDemoPort(app);
  });

  afterAll(async () => {
    await app.stop();
  });

  const property = (schema: string, name: string) =>
    textAt(document, 'components', 'schemas', schema, 'properties', name, 'description');

  it('names the same services, negotiable and not', () => {
    const text = property('PortCallService', 'portCallServiceTypeCode');
    const [negotiable, facts] = [
      codesBetween(text, 'negotiable through', 'without `ERP`-pattern'),
      codesBetween(text, 'without `ERP`-pattern', 'without an `ERP`'),
    ];
    const ours = (isNegotiable: boolean) =>
      serviceCodes.filter(
        (code) => (serviceRules[code] as ServiceRule).isNegotiable === isNegotiable,
      );
    expect(ours(true)).toEqual(negotiable);
    expect(ours(false)).toEqual(facts);
  });

  it('gives each service the same events', () => {
    const text = property('PortCallService', 'portCallServiceEventTypeCode');
    const span = codesBetween(text, '`STRT` and `CMPL`:', '- The `portCallServiceTypeCode=');
    const moments = codesBetween(text, 'value `ARRI`:', "- The `portCallServiceTypeCode='SAFETY'");
    const withEvents = (...events: string[]) =>
      serviceCodes.filter((code) => String(serviceRules[code].events) === String(events));
    expect(withEvents('STRT', 'CMPL').sort()).toEqual(span.sort());
    expect(withEvents('ARRI').sort()).toEqual(moments.filter((code) => code !== 'MOVES').sort());
    expect([withEvents('ARRI', 'DEPA'), withEvents('DEPA')]).toEqual([['BERTH'], ['SAFETY']]);
  });

  it('takes the negotiation of its example: an estimate, a request, and the plan', async () => {
    const call = await newCall(app);
    const ids = new Map<unknown, unknown>();
    const steps: unknown[] = [];
    const timestamps = example('get-timestamp.200.timestampsMatchingPortCallServiceID.json');
    for (const timestamp of listAt({ timestamps }, 'timestamps')) {
      const made = await app.written('POST', `/api/v1/port-calls/${call.id}/claims`, {
        service: 'BERTH',
        event: 'ARRI',
        classifier: valueAt(timestamp, 'classifierCode'),
        time: valueAt(timestamp, 'dateTime'),
        inReplyTo: ids.get(valueAt(timestamp, 'replyToTimestampID')) ?? null,
      });
      ids.set(valueAt(timestamp, 'timestampID'), valueAt(made, 'id'));
      steps.push([valueAt(made, 'step'), valueAt(made, 'time')]);
    }
    expect(steps).toEqual([
      ['estimate', '2019-11-11T23:11:00.000Z'],
      ['request', '2019-11-12T00:11:00.000Z'],
      ['accept', '2019-11-12T00:11:00.000Z'],
    ]);
  });

  it('takes the services of its examples', async () => {
    const call = await newCall(app);
    const name = 'get-port-call-services.200.portCallServicesMatchingTerminalCallID.json';
    for (const service of listAt({ services: example(name) }, 'services')) {
      const answer = await app.write('POST', `/api/v1/port-calls/${call.id}/claims`, {
        service: valueAt(service, 'portCallServiceTypeCode'),
        event: valueAt(service, 'portCallServiceEventTypeCode'),
        classifier: 'EST',
        time: '2026-01-01T00:00:00Z',
        location: { place: valueAt(service, 'portCallServiceLocation', 'locationName') },
      });
      expect(answer.status).toBe(201);
    }
  });
});
