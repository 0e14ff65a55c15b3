import { checksumOf } from '../checksum.js';

function checksum(body: string): string {
  const bytes = Buffer.from(body, 'latin1');
  return checksumOf(bytes, 0, bytes.length).toString(16).toUpperCase().padStart(2, '0');
}

/** A sentence of `body` with its checksum. */
export function sentence(body: string, start: '!' | '$' = '!'): string {
  return `${start}${body}*${checksum(body)}`;
}

/** `line` after a tag block of `fields` with its checksum. */
export function tagged(fields: string, line: string): string {
  return `\\${fields}*${checksum(fields)}\\${line}`;
}
