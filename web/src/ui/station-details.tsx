import type { Point } from 'geojson';
import type { AidFeature, DistressFeature } from '../api/types.js';
import type { Dictionary } from '../i18n/en.js';
import type { Selection } from '../state/app-state.js';
import { useStore } from '../state/store.js';
import { useApp, useFormat, useNow, useText } from './app-context.js';
import { Fact, Facts } from './facts.js';
import { StationMark, type StationMarkKind } from './station-mark.js';

interface StationDetailsProps {
  readonly kind: Exclude<Selection['kind'], 'vessel'>;
  readonly mmsi: string;
}

function Head(props: {
  readonly mark: StationMarkKind;
  readonly name: string;
  readonly sub: string;
}) {
  return (
    <header class="details-head">
      <StationMark kind={props.mark} />
      <div>
        <h2>{props.name}</h2>
        <p class="muted">{props.sub}</p>
      </div>
    </header>
  );
}

/** What any station tells: its number, its place, and how long ago. */
function StationFacts(props: {
  readonly mmsi: string;
  readonly geometry: Point | null;
  readonly time: string;
  readonly source: string;
}) {
  const { details } = useText();
  const format = useFormat();
  const now = useNow(1_000);
  const [lon, lat] = props.geometry?.coordinates ?? [];
  return (
    <Facts title={details.groups.now}>
      <Fact name={details.mmsi}>{props.mmsi}</Fact>
      <Fact name={details.position}>
        {lon === undefined || lat === undefined ? null : format.place(lon, lat)}
      </Fact>
      <Fact name={details.report}>
        {details.reportAge(format.age(now - Date.parse(props.time)))}
      </Fact>
      <Fact name={details.source}>{details.sources[props.source] ?? props.source}</Fact>
    </Facts>
  );
}

function aidMark({ properties }: AidFeature): StationMarkKind {
  if (properties.isOffPosition === true) return 'aid-off';
  return properties.isVirtual === true ? 'aid-virtual' : 'aid';
}

function aidSub(text: Dictionary, { properties }: AidFeature): string {
  const kind = properties.isVirtual === true ? text.stations.virtualAid : text.stations.aid;
  if (properties.isOffPosition === null) return kind;
  const where = properties.isOffPosition ? text.stations.offPosition : text.stations.onPosition;
  return `${kind} · ${where}`;
}

function AidDetails({ aid }: { readonly aid: AidFeature }) {
  const text = useText();
  const { name, mmsi } = aid.properties;
  return (
    <>
      <Head mark={aidMark(aid)} name={name ?? text.list.unnamed(mmsi)} sub={aidSub(text, aid)} />
      <StationFacts {...aid.properties} geometry={aid.geometry} />
    </>
  );
}

function DistressDetails({ device }: { readonly device: DistressFeature }) {
  const text = useText();
  const { kind, state, mmsi, text: message } = device.properties;
  const sub = state === 'test' ? `MMSI ${mmsi} · ${text.distress.test}` : `MMSI ${mmsi}`;
  return (
    <>
      <Head mark="distress" name={text.distress.kinds[kind]} sub={sub} />
      {message !== null && (
        <p>
          {text.distress.text}: {message}
        </p>
      )}
      <StationFacts {...device.properties} geometry={device.geometry} />
    </>
  );
}

/** An aid to navigation, a base station or a distress device. */
export function StationDetails({ kind, mmsi }: StationDetailsProps) {
  const { state } = useApp();
  const text = useText();
  const aid = useStore(state.aids).get(mmsi);
  const station = useStore(state.baseStations).get(mmsi);
  const device = useStore(state.distress).get(mmsi);
  if (kind === 'aid' && aid !== undefined) return <AidDetails aid={aid} />;
  if (kind === 'distress' && device !== undefined) return <DistressDetails device={device} />;
  if (kind !== 'base-station' || station === undefined) return null;
  return (
    <>
      <Head mark="base-station" name={text.stations.baseStation} sub={`MMSI ${mmsi}`} />
      <StationFacts {...station.properties} geometry={station.geometry} />
    </>
  );
}
