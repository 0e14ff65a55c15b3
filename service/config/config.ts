import type { Source } from '../ais/reception.js';
import type { AccessConfig } from './access-config.js';
import type { RankSetting } from './rank-setting.js';

/** How a feed's report gets its time (docs/architecture.md, "Time"). */
export type TimePolicy = 'receiver' | 'server' | 'recorded';

export type FeedKind = 'tcp-server' | 'tcp-client' | 'udp' | 'http' | 'simulator';

/** One named source of sentences. */
export interface FeedConfig {
  /** Unique; letters, digits, `-`, `_`, `.`; at most 63 characters: it is a metric label. */
  readonly name: string;
  readonly kind: FeedKind;
  /** Address to listen on or to dial; `null` for `http` and `simulator`. */
  readonly host: string | null;
  readonly port: number | null;
  readonly source: Source;
  readonly timePolicy: TimePolicy;
  /** Seconds without a message after which the feed counts as silent. */
  readonly silenceSeconds: number;
  /** Licence text shown with the data; `null` when none is given. */
  readonly licence: string | null;
}

/** The whole configuration, validated (config/read-config.ts). Nothing else reads the environment. */
export interface Config {
  readonly nodeEnv: 'development' | 'test' | 'production';
  readonly host: string;
  readonly port: number;
  readonly opsPort: number;
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  readonly database: {
    /** `null`: the embedded PostgreSQL. */
    readonly url: string | null;
    readonly poolSize: number;
    /** Whether this process brings the schema up to date when it starts. */
    readonly migrateOnStart: boolean;
  };
  /** `null`: in-process cache and bus. */
  readonly redisUrl: string | null;
  /** Folder of the embedded database and of what it keeps between starts. */
  readonly dataFolder: string;
  readonly feeds: readonly FeedConfig[];
  /** Whether simulated vessels run (and show). */
  readonly isSimulating: boolean;
  readonly positionsRetentionDays: number;
  readonly positionsFullResolutionDays: number;
  /** Days after which a person of whom nothing was planned or changed is erased. */
  readonly staffRetentionDays: number;
  readonly ingestQueueMessages: number;
  /** Whose claims of a port call's times are believed first; `null`: by the usual ranks. */
  readonly portCallSources: RankSetting | null;
  /** Online tile layer of the page, `{z}/{x}/{y}` template; `null`: off. */
  readonly tileUrl: string | null;
  /** Seconds between failing readiness and closing the listeners on SIGTERM. */
  readonly drainSeconds: number;
  readonly access: AccessConfig;
  /** By which the tools of this package call a service; `null`: none is set. */
  readonly apiKey: string | null;
  readonly webhooks: {
    /** 32 bytes each; the first one encrypts secrets of webhooks, all of them decrypt. */
    readonly secretKeys: readonly Buffer[];
    /** Where a key is made when there is none of them; `null`: then there are no webhooks. */
    readonly keyFile: string | null;
    /** Whether events may be sent to private and loopback addresses, and without TLS. */
    readonly isPrivateAllowed: boolean;
  };
}

/** Injection token of the `Config`. */
export const CONFIG = Symbol('CONFIG');
