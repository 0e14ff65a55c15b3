import { instantOrNull } from '../http/collection.js';
import { encodeCursor } from '../http/cursor.js';
import { geoJson } from '../http/collection.js';
import { Representation } from '../http/representation.js';
import type { LivePicture, PictureFilter } from './live-picture.js';
import type { PictureEntry } from './picture-entry.js';

/** What is asked for, and under which name the answer may be shared; null: for nobody else. */
export interface SnapshotRequest {
  readonly key: string | null;
  readonly filter: PictureFilter;
  readonly limit: number;
  /** MMSI after which the page begins; null: the first page. */
  readonly after: string | null;
}

/** The picture as it was at a moment, ready to go out. */
export interface Snapshot {
  readonly representation: Representation;
  readonly nextCursor: string | null;
  /** When this content was first seen to be so, epoch ms. */
  readonly changedAt: number;
  /** Until when it is new enough for whoever asks the same, epoch ms. */
  readonly freshUntil: number;
}

/** The picture and the moment at which it is looked at. */
export interface Look {
  readonly picture: LivePicture;
  readonly streamPosition: number;
  /** Epoch ms. */
  readonly now: number;
}

interface KeptSnapshot extends Snapshot {
  readonly entries: readonly PictureEntry[];
  readonly bytes: number;
  readonly madeAt: number;
  /** Moves on when its content is found to be still what the picture says. */
  freshUntil: number;
}

/** No answer is older than this, ms. */
const oldestMs = 1000;
/** Content that doesn't change gets a new `streamPosition` so often, for streams that start there, ms. */
const positionMs = 60_000;
/** Kept for others at most. */
const mostKept = { snapshots: 64, bytes: 64 * 1024 * 1024 };

/**
 * Answers to the same question share one snapshot: selected, joined, hashed and compressed once. As
 * long as its content stays the same, so do its bytes and its ETag.
 */
export class PositionSnapshots {
  private readonly kept = new Map<string, KeptSnapshot>();
  private bytes = 0;

  /** The answer, at most a second old; the fewer vessels it has, the newer it is. */
  get(request: SnapshotRequest, look: Look): Snapshot {
    const known = request.key === null ? undefined : this.kept.get(request.key);
    if (known !== undefined && look.now < known.freshUntil) {
      return known;
    }
    const found = look.picture.select(request.filter, look.now, {
      limit: request.limit + 1,
      ...(request.after === null ? {} : { after: request.after }),
    });
    if (known !== undefined && isStill(known, found, look.now)) {
      known.freshUntil = look.now + freshFor(known.entries);
      return known;
    }
    const made = make(found, request.limit, look);
    if (request.key !== null) {
      this.keep(request.key, made);
    }
    return made;
  }

  private keep(key: string, snapshot: KeptSnapshot): void {
    this.forget(key);
    this.kept.set(key, snapshot);
    this.bytes += snapshot.bytes;
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= mostKept.snapshots && this.bytes <= mostKept.bytes) {
        break;
      }
      this.forget(oldest);
    }
  }

  private forget(key: string): void {
    this.bytes -= this.kept.get(key)?.bytes ?? 0;
    this.kept.delete(key);
  }
}

/** Milliseconds. Small answers cost little to make, so they need not be old. */
function freshFor(entries: readonly PictureEntry[]): number {
  return Math.min(oldestMs, 50 + entries.length);
}

/** Entries never change, so the same ones mean the same content. */
function isStill(known: KeptSnapshot, found: readonly PictureEntry[], now: number): boolean {
  return (
    now - known.madeAt < positionMs &&
    known.entries.length === found.length &&
    known.entries.every((entry, index) => entry === found[index])
  );
}

function make(entries: readonly PictureEntry[], limit: number, look: Look): KeptSnapshot {
  const page = entries.slice(0, limit);
  const last = page.at(-1);
  const hasMore = entries.length > limit && last !== undefined;
  const body = collectionText(page, look);
  return {
    representation: new Representation(body, geoJson),
    nextCursor: hasMore ? encodeCursor([last.mmsi]) : null,
    changedAt: look.now,
    entries,
    // With the compressed forms, which together are smaller than the text.
    bytes: body.length * 2,
    madeAt: look.now,
    freshUntil: look.now + freshFor(entries),
  };
}

function collectionText(entries: readonly PictureEntry[], { streamPosition }: Look): string {
  let updatedAt: number | null = null;
  for (const { changedAt } of entries) {
    updatedAt = Math.max(updatedAt ?? changedAt, changedAt);
  }
  const head = JSON.stringify({
    type: 'FeatureCollection',
    dataUpdatedTime: instantOrNull(updatedAt),
    streamPosition,
  });
  const features = entries.map((entry) => entry.json()).join(',');
  return `${head.slice(0, -1)},"features":[${features}]}`;
}
