import type { PortCall } from './port-call.js';
import type { TimesheetRow } from './timesheet.js';

/** A statement of facts. */
export interface Timesheet {
  readonly call: PortCall;
  readonly port: { readonly locode: string; readonly name: string; readonly timeZone: string };
  readonly rows: readonly TimesheetRow[];
}

const csvColumns = [
  'timeUtc',
  'timeLocal',
  'event',
  'service',
  'code',
  'place',
  'source',
  'delayReason',
  'remark',
  'otherTimes',
  'claimId',
] as const;

/** RFC 4180 with a header. */
export function timesheetCsv({ rows }: Timesheet): string {
  const lines = rows.map((row) => [
    iso(row.time),
    row.localTime,
    row.label,
    row.service,
    row.event,
    row.place ?? '',
    row.source,
    row.delayReason ?? '',
    row.remark ?? '',
    othersText(row),
    row.claimId,
  ]);
  return [csvColumns, ...lines].map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('');
}

/** What a spreadsheet would take for a formula is made text by an apostrophe. */
function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const style = `
@page { size: A4; margin: 18mm 15mm; }
body { font: 10pt/1.4 system-ui, sans-serif; color: #111; max-width: 180mm; margin: 0 auto; }
h1 { font-size: 16pt; margin: 0 0 4mm; }
dl { display: grid; grid-template-columns: 35mm 1fr 35mm 1fr; gap: 1mm 3mm; margin: 0 0 6mm; }
dt { color: #555; }
dd { margin: 0; }
table { border-collapse: collapse; width: 100%; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { border: 0.3pt solid #888; padding: 1mm 1.5mm; text-align: left; vertical-align: top; }
th { background: #eee; }
.signatures { display: grid; grid-template-columns: 1fr 1fr 1fr; gap: 10mm; margin-top: 18mm; }
.signatures p { border-top: 0.5pt solid #111; padding-top: 1mm; break-inside: avoid; }`;

/** What the page may do: nothing but show its own style. */
export const timesheetPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** A page to print on A4; every text is escaped. */
export function timesheetHtml({ call, port, rows }: Timesheet): string {
  const title = `Statement of facts: ${call.vessel.name ?? call.vessel.mmsi ?? call.vessel.id}`;
  const head: [string, string | null][] = [
    ['Vessel', call.vessel.name],
    ['IMO / MMSI', `${call.vessel.imo ?? '-'} / ${call.vessel.mmsi ?? '-'}`],
    ['Port', `${port.name} (${port.locode})`],
    ['Time zone', port.timeZone],
    ['Voyage in / out', `${call.voyageIn ?? '-'} / ${call.voyageOut ?? '-'}`],
    ['Agent', call.agent],
    ['Status', call.status],
    ['Port call', call.id],
  ];
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${escaped(title)}</title><style>${style}</style></head>
<body>
<h1>${escaped(title)}</h1>
<dl>${head.map(([term, text]) => `<dt>${term}</dt><dd>${escaped(text ?? '-')}</dd>`).join('')}</dl>
<table>
<thead><tr><th>Port time</th><th>UTC</th><th>Event</th><th>Place</th><th>Source</th><th>Remarks</th></tr></thead>
<tbody>
${rows.map(htmlRow).join('\n')}
</tbody>
</table>
<div class="signatures"><p>Master</p><p>Agent</p><p>Terminal</p></div>
</body>
</html>
`;
}

function htmlRow(row: TimesheetRow): string {
  const others = othersText(row);
  const remarks = [
    row.delayReason === null ? '' : `Delay ${row.delayReason}.`,
    row.remark ?? '',
    others === '' ? '' : `Others: ${others}`,
  ];
  const cells = [
    row.localTime,
    `${iso(row.time).slice(0, 16).replace('T', ' ')} Z`,
    row.label,
    row.place ?? '',
    row.source,
    remarks.filter((text) => text !== '').join(' '),
  ];
  return `<tr>${cells.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`;
}

function othersText({ others }: TimesheetRow): string {
  return others.map(({ source, time }) => `${source} ${iso(time)}`).join('; ');
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
