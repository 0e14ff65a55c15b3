import { z } from 'zod';
import { feedList, parseAddress } from './feed-settings.js';
import { rankSetting } from './rank-setting.js';

const text = z.string().min(1);

/** Digits only, within bounds. */
const wholeNumber = (min: number, max: number) =>
  text
    .regex(/^\d{1,9}$/, 'is not a whole number')
    .transform(Number)
    .pipe(
      z
        .number()
        .min(min, `is below ${String(min)}`)
        .max(max, `is above ${String(max)}`),
    );

const port = wholeNumber(0, 65_535);

const portOrOff = z
  .literal('off')
  .transform(() => null)
  .or(port);

const address = (protocols: readonly string[]) =>
  text.refine(
    (value) => URL.canParse(value) && protocols.includes(new URL(value).protocol),
    `is not a ${protocols.join(' or ')} address`,
  );

/** The issuer stands in tokens letter by letter; in the open it is only asked on this machine. */
const issuer = address(['http:', 'https:']).refine((value) => {
  const { protocol, hostname, search, hash } = new URL(value);
  const isHere = ['127.0.0.1', '[::1]', 'localhost'].includes(hostname);
  return (protocol === 'https:' || isHere) && search === '' && hash === '';
}, 'is not https, or has a query');

const claimPath = text.regex(/^[^.\s]+(\.[^.\s]+)*$/, 'is not a claim, or claims joined by dots');

const rateLimit = z
  .literal('off')
  .transform(() => null)
  .or(wholeNumber(1, 10_000_000));

const tileTemplate = address(['http:', 'https:']).refine(
  (value) => ['{z}', '{x}', '{y}'].every((part) => value.includes(part)),
  'lacks {z}, {x} or {y}',
);

/** A receiver to dial. */
const receiver = z.string().transform((value, context) => {
  const parsed = parseAddress(value);
  if (parsed !== null) return parsed;
  context.addIssue({ code: 'custom', message: `"${value.trim()}" is not host:port` });
  return z.NEVER;
});

const receivers = text.transform((value) => value.split(',')).pipe(z.array(receiver));

/** Keys of 32 bytes in base64, separated by commas. */
const keyList = text
  .transform((value) => value.split(',').map((key) => key.trim()))
  .pipe(
    z
      .array(z.string().regex(/^[A-Za-z0-9+/]{43}=$/))
      .transform((keys) => keys.map((key) => Buffer.from(key, 'base64'))),
  );

/**
 * What the environment may hold. Where there is no default here, it depends on other settings
 * (read-config.ts).
 */
export const settingsSchema = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  HOST: text.regex(/^[A-Za-z0-9.:-]+$/, 'is not an address or a host name').optional(),
  PORT: port.default(3000),
  OPS_PORT: port.default(9464),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  DATABASE_URL: address(['postgres:', 'postgresql:']).nullable().default(null),
  DATABASE_POOL_SIZE: wholeNumber(2, 200).default(10),
  DATABASE_MIGRATE: z.enum(['on', 'off']).optional(),
  REDIS_URL: address(['redis:', 'rediss:']).nullable().default(null),
  AIS_TCP_PORT: portOrOff.optional(),
  AIS_UDP_PORT: portOrOff.optional(),
  AIS_TCP_CONNECT: receivers.default([]),
  AIS_FEEDS: feedList.default([]),
  SIMULATOR: z.enum(['auto', 'on', 'off']).default('auto'),
  POSITIONS_RETENTION_DAYS: wholeNumber(1, 3650).default(30),
  POSITIONS_FULL_RESOLUTION_DAYS: wholeNumber(1, 3650).optional(),
  STAFF_RETENTION_DAYS: wholeNumber(1, 3650).default(730),
  INGEST_QUEUE_MESSAGES: wholeNumber(1_000, 10_000_000).default(50_000),
  PORT_CALL_SOURCES: rankSetting.nullable().default(null),
  TILE_URL: tileTemplate.nullable().default(null),
  DRAIN_SECONDS: wholeNumber(0, 300).optional(),
  PORTTRACK_DATA_DIR: text.default('.porttrack'),
  WEBHOOK_SECRET_KEY: keyList.default([]),
  WEBHOOK_ALLOW_PRIVATE: z.enum(['true', 'false']).default('false'),
  PORTTRACK_API_KEY: text
    .regex(/^pt_[\w-]+$/, 'is not a key')
    .nullable()
    .default(null),
  ANONYMOUS_READ: z
    .enum(['true', 'false'])
    .transform((value) => value === 'true')
    .optional(),
  OIDC_ISSUER: issuer.nullable().default(null),
  OIDC_AUDIENCE: text.default('porttrack'),
  OIDC_CLIENT_ID: text.default('porttrack'),
  OIDC_SCOPE: text.default('openid'),
  OIDC_ROLES_CLAIM: claimPath.default('roles'),
  OIDC_TERMINALS_CLAIM: claimPath.default('terminals'),
  RATE_LIMIT_ADDRESS: rateLimit.default(6_000),
  RATE_LIMIT_CALLER: rateLimit.default(30_000),
  RATE_LIMIT_INGEST: rateLimit.default(30_000),
  RATE_LIMIT_FAILURES: rateLimit.default(30),
  TRUST_PROXY: wholeNumber(0, 10).default(0),
});

/** The settings as typed values; `undefined` where unset and without a default of their own. */
export type Settings = z.output<typeof settingsSchema>;

/** The name of a setting. */
export type SettingName = keyof Settings;

/** What the operator is told of a setting when it is wrong. */
export interface SettingGuide {
  readonly rule: string;
  /** A value that would do. */
  readonly example: string;
  /** Whether it may come as `<name>_FILE`, and its value is never shown. */
  readonly isSecret: boolean;
}

const plain = (rule: string, example: string): SettingGuide => ({ rule, example, isSecret: false });
const secret = (rule: string, example: string): SettingGuide => ({ rule, example, isSecret: true });

const limitRule = 'off, or a whole number of requests in a minute from 1 to 10000000';
const claimRule = 'the name of a claim; a dot goes into an object';

const portRule = 'a TCP port from 0 (any free one) to 65535';

/** Rule and example of every setting. */
export const settingGuides: Readonly<Record<SettingName, SettingGuide>> = {
  NODE_ENV: plain('development, test or production', 'production'),
  HOST: plain('the address to listen on', '0.0.0.0'),
  PORT: plain(portRule, '3000'),
  OPS_PORT: plain(`${portRule}, another than PORT`, '9464'),
  LOG_LEVEL: plain('fatal, error, warn, info, debug, trace or silent', 'info'),
  DATABASE_URL: secret(
    'the address of a PostgreSQL 15 to 18 database',
    'postgresql://porttrack:secret@localhost:5432/porttrack',
  ),
  DATABASE_POOL_SIZE: plain('a whole number of connections from 2 to 200', '10'),
  DATABASE_MIGRATE: plain('on or off', 'on'),
  REDIS_URL: secret('the address of a Redis server', 'redis://localhost:6379/0'),
  AIS_TCP_PORT: plain(`off, or ${portRule}`, '10110'),
  AIS_UDP_PORT: plain('off, or a UDP port from 0 (any free one) to 65535', '10110'),
  AIS_TCP_CONNECT: plain(
    'receivers to dial, host:port, separated by commas, each once',
    'receiver-1.example.org:10110,192.0.2.7:4001',
  ),
  AIS_FEEDS: plain(
    'a JSON list of feeds with name (letters, digits, - _ . ; at most 63; each once), kind (tcp-server, tcp-client, udp or http), ' +
      'address (host:port, none for http), and optionally silenceSeconds (1 to 604800), timePolicy (receiver, server or recorded), licence; nothing else',
    '[{"name":"north","kind":"tcp-client","address":"receiver.example.org:4001","silenceSeconds":60}]',
  ),
  SIMULATOR: plain('auto, on or off', 'auto'),
  POSITIONS_RETENTION_DAYS: plain('a whole number of days from 1 to 3650', '30'),
  POSITIONS_FULL_RESOLUTION_DAYS: plain(
    'a whole number of days from 1 to POSITIONS_RETENTION_DAYS',
    '7',
  ),
  STAFF_RETENTION_DAYS: plain('a whole number of days from 1 to 3650', '730'),
  INGEST_QUEUE_MESSAGES: plain('a whole number of messages from 1000 to 10000000', '50000'),
  PORT_CALL_SOURCES: plain(
    'a JSON object: of events such as "BERTH ARRI", or "default", which sources are believed first, for "expected" and "actual" times',
    '{"BERTH ARRI":{"actual":["ais","operator"]}}',
  ),
  TILE_URL: plain(
    'an http or https address with {z}, {x} and {y} in it',
    'https://tiles.example.org/{z}/{x}/{y}.png',
  ),
  DRAIN_SECONDS: plain('a whole number of seconds from 0 to 300', '5'),
  PORTTRACK_DATA_DIR: plain('a folder that this account may write', '/srv/porttrack'),
  WEBHOOK_SECRET_KEY: secret(
    'the base64 of 32 random bytes; of several, separated by commas, the first one seals',
    'MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=',
  ),
  WEBHOOK_ALLOW_PRIVATE: plain('true or false', 'false'),
  PORTTRACK_API_KEY: secret(
    'an API key, pt_ and what follows',
    'pt_1a2b3c4d_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG',
  ),
  ANONYMOUS_READ: plain('true or false', 'false'),
  OIDC_ISSUER: plain(
    'the https address of an OpenID Connect issuer, as its tokens have it (http only on this machine)',
    'https://login.example.org/realms/port',
  ),
  OIDC_AUDIENCE: plain('what the tokens for this service have in aud', 'porttrack'),
  OIDC_CLIENT_ID: plain('the public client that the page signs in as', 'porttrack'),
  OIDC_SCOPE: plain('scopes, separated by blanks', 'openid'),
  OIDC_ROLES_CLAIM: plain(claimRule, 'realm_access.roles'),
  OIDC_TERMINALS_CLAIM: plain(claimRule, 'terminals'),
  RATE_LIMIT_ADDRESS: plain(limitRule, '6000'),
  RATE_LIMIT_CALLER: plain(limitRule, '30000'),
  RATE_LIMIT_INGEST: plain(limitRule, '30000'),
  RATE_LIMIT_FAILURES: plain(limitRule, '30'),
  TRUST_PROXY: plain('a whole number of proxies from 0 to 10', '1'),
};
