import type { FeedConfig } from './config.js';
import type { FeedSetting } from './feed-settings.js';
import type { SettingProblem } from './config.errors.js';
import { settingGuides, type SettingName, type Settings } from './settings.js';

const SILENCE_SECONDS = 120;
const AIS_PORT = 10_110;

/** Names whose meaning is fixed. */
const RESERVED: readonly string[] = ['replay', 'archive', 'simulator'];

/** Whether the operator named a source of sentences; the default listening ports don't count. */
export function isFeedConfigured(settings: Settings): boolean {
  const { AIS_FEEDS, AIS_TCP_CONNECT, AIS_TCP_PORT, AIS_UDP_PORT } = settings;
  if (AIS_FEEDS.length > 0 || AIS_TCP_CONNECT.length > 0) return true;
  return [AIS_TCP_PORT, AIS_UDP_PORT].some((port) => port !== undefined && port !== null);
}

/**
 * All feeds: the built-in ones (`tcp`, `udp`, `http`, `replay`, `archive`), the receivers of
 * `AIS_TCP_CONNECT` (named `host-port`), those of `AIS_FEEDS`, and the simulator where it runs.
 * An entry of `AIS_FEEDS` replaces the built-in feed of its name.
 */
export function buildFeeds(settings: Settings, host: string, isSimulating: boolean): FeedConfig[] {
  const named = settings.AIS_FEEDS.map(toFeed);
  const names = new Set(named.map(({ name }) => name));
  const builtIn = builtInFeeds(settings, host).filter(({ name }) => !names.has(name));
  const dialled = settings.AIS_TCP_CONNECT.map((address) =>
    feed({ name: nameOf(address), kind: 'tcp-client', ...address }),
  );
  const simulator = feed({ name: 'simulator', kind: 'simulator', source: 'simulated' });
  return [...builtIn, ...dialled, ...named, ...(isSimulating ? [simulator] : [])];
}

/** What is wrong between the feeds: a name used twice, or one that is taken. */
export function feedProblems(settings: Settings): SettingProblem[] {
  const named = settings.AIS_FEEDS.map(({ name }) => name);
  const dialled = settings.AIS_TCP_CONNECT.map(nameOf);
  const taken = named.filter((name) => RESERVED.includes(name));
  return [
    ...taken.map((name) => problem('AIS_FEEDS', `the name ${name} is reserved`)),
    ...repeats(dialled).map((name) => problem('AIS_TCP_CONNECT', `names ${name} twice`)),
    ...repeats([...new Set(dialled), ...named]).map((name) =>
      problem('AIS_FEEDS', `there is more than one feed ${name}`),
    ),
  ];
}

function builtInFeeds(settings: Settings, host: string): FeedConfig[] {
  const { AIS_TCP_PORT: tcp = AIS_PORT, AIS_UDP_PORT: udp = AIS_PORT } = settings;
  return [
    ...(tcp === null ? [] : [feed({ name: 'tcp', kind: 'tcp-server', host, port: tcp })]),
    ...(udp === null ? [] : [feed({ name: 'udp', kind: 'udp', host, port: udp })]),
    feed({ name: 'http', kind: 'http' }),
    feed({ name: 'replay', kind: 'http', source: 'replay' }),
    feed({ name: 'archive', kind: 'http', source: 'replay', timePolicy: 'recorded' }),
  ];
}

function toFeed(setting: FeedSetting): FeedConfig {
  const { name, kind, host, port, licence } = setting;
  return feed({
    name,
    kind,
    host,
    port,
    licence: licence ?? null,
    timePolicy: setting.timePolicy ?? 'receiver',
    silenceSeconds: setting.silenceSeconds ?? SILENCE_SECONDS,
  });
}

function feed(given: Pick<FeedConfig, 'name' | 'kind'> & Partial<FeedConfig>): FeedConfig {
  return {
    host: null,
    port: null,
    source: 'ais',
    timePolicy: 'receiver',
    silenceSeconds: SILENCE_SECONDS,
    licence: null,
    ...given,
  };
}

/** A metric label holds no colon. */
function nameOf({ host, port }: { host: string; port: number }): string {
  return `${host}-${String(port)}`.replaceAll(/[^A-Za-z0-9._-]/g, '-').slice(-63);
}

function repeats(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}

function problem(name: SettingName, fault: string): SettingProblem {
  const { rule, example } = settingGuides[name];
  return { name, fault, rule, example: `${name}=${example}` };
}
