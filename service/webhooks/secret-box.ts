import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

const cipher = 'aes-256-gcm';
const version = 'v1';

/** A key that seals: 32 bytes. */
export type SealingKey = Buffer;

/** Thrown where none of the keys has sealed what is to be opened, or it was changed. */
export class SealedByAnotherKeyError extends Error {
  override readonly name = 'SealedByAnotherKeyError';

  constructor() {
    super('A webhook secret was sealed with a key that is not in WEBHOOK_SECRET_KEY any more.');
  }
}

/**
 * Encrypts a secret for the database (AES-256-GCM).
 * @param owner id of the record that it belongs to: it can be opened for that one alone.
 */
export function seal(key: SealingKey, owner: string, text: string): string {
  const nonce = randomBytes(12);
  const encryption = createCipheriv(cipher, key, nonce).setAAD(Buffer.from(owner));
  const sealed = Buffer.concat([encryption.update(text, 'utf8'), encryption.final()]);
  const parts = [nonce, encryption.getAuthTag(), sealed].map((part) => part.toString('base64url'));
  return [version, nameOf(key), ...parts].join('.');
}

/**
 * Reads what `seal` wrote.
 * @param keys the present one and earlier ones.
 * @throws SealedByAnotherKeyError
 */
export function unseal(keys: readonly SealingKey[], owner: string, sealed: string): string {
  const [form, name, nonce = '', tag = '', text = ''] = sealed.split('.');
  const key = keys.find((one) => nameOf(one) === name);
  if (form !== version || key === undefined) throw new SealedByAnotherKeyError();
  try {
    const decryption = createDecipheriv(cipher, key, Buffer.from(nonce, 'base64url'))
      .setAAD(Buffer.from(owner))
      .setAuthTag(Buffer.from(tag, 'base64url'));
    const opened = [decryption.update(Buffer.from(text, 'base64url')), decryption.final()];
    return Buffer.concat(opened).toString('utf8');
  } catch {
    throw new SealedByAnotherKeyError();
  }
}

/** Tells keys apart without telling anything of them. */
function nameOf(key: SealingKey): string {
  return createHash('sha256').update('porttrack webhook key').update(key).digest('hex').slice(0, 8);
}
