import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

import { LineReader } from '../../ais/line-reader.js';
import { textOf } from '../../ais/text.js';

const GZIP_MAGIC = [0x1f, 0x8b];

/**
 * The lines of a log, plain or gzip (told by its first bytes), in order and without their ends, one
 * character a byte, some at a time. Lines that are longer than any sentence come as empty ones.
 * Rejects when the file cannot be read.
 */
export async function* readLogLines(path: string): AsyncGenerator<string[]> {
  const isGzip = await beginsLikeGzip(path);
  const reader = new LineReader();
  let lines: string[] = [];
  const sink = {
    line: (bytes: Uint8Array, start: number, end: number) => {
      lines.push(textOf(bytes, start, end));
    },
    overlong: () => {
      lines.push('');
    },
  };
  for await (const chunk of bytesOf(path, isGzip)) {
    if (!Buffer.isBuffer(chunk)) continue;
    reader.push(chunk, sink);
    yield lines;
    lines = [];
  }
  reader.end(sink);
  yield lines;
}

function bytesOf(path: string, isGzip: boolean): Readable {
  const file = createReadStream(path);
  // A failure of either ends the other, and comes out of what is read.
  return isGzip ? pipeline(file, createGunzip(), () => undefined) : file;
}

async function beginsLikeGzip(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return GZIP_MAGIC.every((byte, place) => buffer[place] === byte);
  } finally {
    await file.close();
  }
}
