import type { PositionProperties } from '../api/types.js';
import type { Dictionary } from '../i18n/en.js';
import type { Format } from '../i18n/format.js';
import { useStore } from '../state/store.js';
import type { Target } from '../state/traffic.js';
import { useApp, useFormat, useNow, useText } from './app-context.js';
import { Fact, Facts } from './facts.js';

/** `12°/min to port`; `null` when not known. */
function turnText(text: Dictionary, format: Format, rot: number | null): string | null {
  if (rot === null) return null;
  const rate = `${format.number(Math.abs(rot))}°/min`;
  if (rot === 0) return rate;
  return `${rate} ${rot < 0 ? text.details.toPort : text.details.toStarboard}`;
}

function navStatusText(text: Dictionary, navStatus: number | null): string | null {
  return navStatus === null ? null : (text.navStatus[navStatus] ?? String(navStatus));
}

function Movement({ report }: { readonly report: PositionProperties }) {
  const text = useText();
  const format = useFormat();
  const { details } = text;
  const { sog, cog, heading, rot, navStatus } = report;
  return (
    <>
      <Fact name={details.sog}>{sog === null ? null : `${format.number(sog, 1)} kn`}</Fact>
      <Fact name={details.cog}>{cog === null ? null : format.bearing(cog)}</Fact>
      <Fact name={details.bow}>{heading === null ? null : format.bearing(heading)}</Fact>
      <Fact name={details.rot}>{turnText(text, format, rot)}</Fact>
      <Fact name={details.navStatus}>{navStatusText(text, navStatus)}</Fact>
    </>
  );
}

/** The newest position report: where, how fast, which way, how old. */
export function ReportFacts({ target }: { readonly target: Target }) {
  const { state } = useApp();
  const { details } = useText();
  const format = useFormat();
  const now = useNow(1_000);
  const zone = useStore(state.port)?.timeZone ?? 'UTC';
  const { positionAccuracy, time } = target.report;
  return (
    <Facts title={details.groups.now}>
      <Movement report={target.report} />
      <Fact name={details.position}>{format.place(target.lon, target.lat)}</Fact>
      <Fact name={details.accuracy}>
        {positionAccuracy ? details.accuracyHigh : details.accuracyLow}
      </Fact>
      <Fact name={details.report}>
        <time dateTime={time}>
          {`${details.reportAge(format.age(now - target.time))} (${format.clock(target.time, zone)})`}
        </time>
      </Fact>
    </Facts>
  );
}
