import { createHash, timingSafeEqual } from 'node:crypto';

const prefixBytes = 4;
/** 256 bits: nobody finds one by trying, and a plain digest is enough to keep. */
const secretBytes = 32;

const keyForm = /^(pt_[0-9a-f]{8})_[A-Za-z0-9_-]{43}$/;

/** A key as it is made: the only moment at which its whole text is known. */
export interface NewApiKey {
  /** What the caller sends: `pt_1a2b3c4d_<43 characters>`. */
  readonly text: string;
  /** `pt_1a2b3c4d`: shown, so that people can tell keys apart. */
  readonly prefix: string;
  /** SHA-256 of `text`, 32 bytes: what is kept. */
  readonly digest: Buffer;
}

/** Makes a key. @param random gives bytes that nobody can foresee (`randomBytes`). */
export function newApiKey(random: (size: number) => Buffer): NewApiKey {
  const prefix = `pt_${random(prefixBytes).toString('hex')}`;
  const text = `${prefix}_${random(secretBytes).toString('base64url')}`;
  return { text, prefix, digest: digestOfKey(text) };
}

/** Prefix of a text that has the form of a key; `null` for any other text. */
export function prefixOfKey(text: string): string | null {
  return keyForm.exec(text)?.[1] ?? null;
}

/** SHA-256 of a key's text, 32 bytes. */
export function digestOfKey(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** Whether two digests are the same, in a time that doesn't tell where they differ. */
export function isSameDigest(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}
