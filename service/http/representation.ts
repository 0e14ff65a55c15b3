import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** Codings an answer can have, the preferred first. */
export const codings = ['br', 'gzip', 'identity'] as const;

/** A content coding (RFC 9110 §8.4.1). */
export type Coding = (typeof codings)[number];

const compressors: Readonly<
  Record<Exclude<Coding, 'identity'>, (body: Buffer) => Promise<Buffer>>
> = {
  br: async (body) =>
    await promisify(brotliCompress)(body, {
      params: {
        // Level 4 packs GeoJSON tighter than gzip's 6 for less time.
        [constants.BROTLI_PARAM_QUALITY]: 4,
        [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
      },
    }),
  gzip: async (body) => await promisify(gzip)(body, { level: 6 }),
};

/** Below this many bytes, compressing saves less than a packet. */
const worthCompressing = 1024;

/**
 * One body as it goes out: hashed once, compressed at most once for each coding, and kept for as
 * long as the object is. Give the same object out again and nothing of it is done twice.
 */
export class Representation {
  readonly mediaType: string;
  private readonly identity: Buffer;
  private readonly hash: string;
  private readonly encoded = new Map<Coding, Promise<Buffer>>();

  constructor(body: string | Buffer, mediaType: string) {
    this.identity = typeof body === 'string' ? Buffer.from(body) : body;
    this.mediaType = mediaType;
    this.hash = createHash('sha256').update(this.identity).digest('base64url').slice(0, 22);
  }

  /** The coding that is really sent for a wanted one: small bodies go as they are. */
  codingFor(wanted: Coding): Coding {
    return this.identity.length < worthCompressing ? 'identity' : wanted;
  }

  /** The body as text. */
  get text(): string {
    return this.identity.toString('utf8');
  }

  /**
   * Strong entity tag, quotes included: each coding has its own (RFC 9110 §8.8.3.3).
   * @param version of the record that the body shows, in front of the hash.
   */
  etag(coding: Coding, version?: number): string {
    const prefix = version === undefined ? '' : `v${version}.`;
    const suffix = coding === 'identity' ? '' : `-${coding}`;
    return `"${prefix}${this.hash}${suffix}"`;
  }

  /** The bytes in a coding. Failure is not remembered. */
  async bytes(coding: Coding): Promise<Buffer> {
    if (coding === 'identity') {
      return this.identity;
    }
    let bytes = this.encoded.get(coding);
    if (bytes === undefined) {
      bytes = compressors[coding](this.identity);
      this.encoded.set(coding, bytes);
    }
    try {
      return await bytes;
    } catch (error) {
      this.encoded.delete(coding);
      throw error;
    }
  }
}
