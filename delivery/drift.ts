import { fieldPath, isSame, namedItems } from './fields.js';
import { isRecord, type ManifestObject, objectKey, objectTitle } from './manifest-object.js';
import { durationSeconds, quantityValue } from './quantity.js';

/** A field that dist/ sets and the cluster has otherwise. `undefined` is a field that is absent. */
export interface Drift {
  readonly object: string;
  /** Empty when the whole object is missing. */
  readonly path: string;
  readonly wanted: unknown;
  readonly live: unknown;
}

/** Jobs clear themselves away when they are done (ttlSecondsAfterFinished). */
const PASSING_KINDS = new Set(['Job']);

/**
 * Fields that the server leaves out when they are false or 0, and whose absence means just that
 * (`omitempty` of a value that is no pointer in Kubernetes' Go types). Elsewhere absence is a drift.
 */
const OMITTED_ZEROES = new Set([
  'hostIPC',
  'hostNetwork',
  'hostPID',
  'initialDelaySeconds',
  'minReadySeconds',
  'paused',
  'publishNotReadyAddresses',
  'readOnly',
  'stdin',
  'stdinOnce',
  'tty',
]);

/**
 * What a cluster has otherwise than dist/ says. Only fields that dist/ sets are compared: what the
 * server, a controller or the autoscaler adds is theirs. A list that dist/ sets is compared whole.
 */
export function findDrift(
  wanted: readonly ManifestObject[],
  live: readonly ManifestObject[],
): readonly Drift[] {
  const found = new Map(live.map((object) => [objectKey(object), object]));
  return wanted.flatMap((object) => driftOf(object, found.get(objectKey(object))));
}

function driftOf(wanted: ManifestObject, live: ManifestObject | undefined): Drift[] {
  const object = objectTitle(wanted);
  if (live === undefined) {
    if (PASSING_KINDS.has(wanted.kind)) return [];
    return [{ object, path: '', wanted: 'the object', live: undefined }];
  }
  // The server may answer in another version of the API than was asked for.
  const { apiVersion } = live;
  return compare({ ...wanted, apiVersion }, live, '').map((field) => ({ object, ...field }));
}

type FieldDrift = Omit<Drift, 'object'>;

function compare(wanted: unknown, live: unknown, path: string): FieldDrift[] {
  if (isRecord(wanted) && isRecord(live)) {
    return Object.entries(wanted).flatMap(([name, value]) =>
      compare(value, live[name], fieldPath(path, name)),
    );
  }
  if (Array.isArray(wanted) && Array.isArray(live)) return compareLists(wanted, live, path);
  return isEquivalent(wanted, live, path) ? [] : [{ path, wanted, live }];
}

function compareLists(
  wanted: readonly unknown[],
  live: readonly unknown[],
  path: string,
): FieldDrift[] {
  const [wantedByName, liveByName] = [namedItems(wanted), namedItems(live)];
  if (wantedByName === null || liveByName === null) {
    if (wanted.length !== live.length) return [{ path, wanted, live }];
    return wanted.flatMap((item, index) => compare(item, live[index], `${path}[${index}]`));
  }
  const missing = [...wantedByName].flatMap(([name, item]) =>
    compare(item, liveByName.get(name), `${path}[${name}]`),
  );
  const extra = [...liveByName].filter(([name]) => !wantedByName.has(name));
  return [
    ...missing,
    ...extra.map(([name, item]) => ({ path: `${path}[${name}]`, wanted: undefined, live: item })),
  ];
}

function isEquivalent(wanted: unknown, live: unknown, path: string): boolean {
  if (isSame(wanted, live)) return true;
  if (live === undefined) return isOmitted(wanted, path);
  // A ConfigMap's values are texts, whatever they look like.
  if (path.startsWith('data.') || path.startsWith('data[')) return false;
  return isSameNumber(quantityValue(wanted), quantityValue(live))
    ? true
    : isSameNumber(durationSeconds(wanted), durationSeconds(live));
}

/** Empty lists, maps and nulls are left out by the server, and so are some zeroes. */
function isOmitted(wanted: unknown, path: string): boolean {
  if (wanted === null || wanted === undefined) return true;
  if (Array.isArray(wanted)) return wanted.length === 0;
  if (isRecord(wanted)) return Object.keys(wanted).length === 0;
  const isZero = wanted === false || wanted === 0;
  return isZero && OMITTED_ZEROES.has(path.slice(path.lastIndexOf('.') + 1));
}

function isSameNumber(left: number | null, right: number | null): boolean {
  return left !== null && right !== null && Math.abs(left - right) <= Math.abs(left) * 1e-9;
}

/** The drift as Markdown for an issue. */
export function driftReport(environment: string, drifts: readonly Drift[]): string {
  if (drifts.length === 0) return `The cluster of ${environment} is as dist/ says.\n`;
  const show = (value: unknown): string => {
    if (value === undefined) return 'absent';
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return `\`${(text.length > 120 ? `${text.slice(0, 120)}…` : text).replace(/[`\r\n]/g, "'")}\``;
  };
  const lines = drifts.map(({ object, path, wanted, live }) =>
    path === ''
      ? `- \`${object}\` is missing.`
      : `- \`${object}\` \`${path}\`: dist/ says ${show(wanted)}, the cluster has ${show(live)}.`,
  );
  return `The cluster of ${environment} differs from dist/ in ${drifts.length} fields.\n\n${lines.join('\n')}\n`;
}
