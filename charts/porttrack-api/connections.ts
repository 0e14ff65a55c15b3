import { NAMESPACES } from '../workloads.js';

/**
 * Where secrets stand as files. A folder of its own, because clouds mount the tokens of their own
 * roles beside it.
 */
export const SECRETS_FOLDER = '/run/secrets/porttrack';

/** Files below `SECRETS_FOLDER`, and keys of the Secrets that hold them. */
export const SECRET_FILES = {
  databaseUrl: 'database-url',
  redisUrl: 'redis-url',
  dataCa: 'data-ca.crt',
  webhookSecretKey: 'webhook-secret-key',
} as const;

/** Path of a secret's file in the pods. */
export const secretPath = (file: keyof typeof SECRET_FILES): string =>
  `${SECRETS_FOLDER}/${SECRET_FILES[file]}`;

/** Services of the data namespace that pods of the service connect to. */
type DataService = 'porttrack-pool' | 'porttrack-pg-rw' | 'porttrack-redis-master';

const host = (service: DataService): string => `${service}.${NAMESPACES.data}.svc`;

/**
 * Address of the database, the password to be filled in as `.password`: encrypted, and only to a
 * server whose certificate our own authority has given for exactly this name.
 * @see https://www.postgresql.org/docs/18/libpq-ssl.html
 */
export function databaseUrl(service: 'porttrack-pool' | 'porttrack-pg-rw'): string {
  const query = `sslmode=verify-full&sslrootcert=${secretPath('dataCa')}`;
  return `postgresql://porttrack:{{ .password }}@${host(service)}:5432/porttrack?${query}`;
}

/**
 * Address of the Redis master, the password to be filled in as `.redisPassword`. Its certificate is
 * checked by NODE_EXTRA_CA_CERTS; the operator moves the Service when Sentinel moves the master.
 */
export const redisUrl = `rediss://default:{{ .redisPassword }}@${host('porttrack-redis-master')}:6379/0`;
