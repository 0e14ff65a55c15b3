import type { StreamReader } from '../events/stream-reader.js';

/** Happenings are kept for an hour; the last minutes of it are left out, since they may be pruned now. */
const keptMinutes = 55;

/** From where the database can give again what was missed. */
export interface ResumeRange {
  /** Resuming from an earlier number could miss a happening. */
  readonly floor: number;
  /** The last committed number: there is nothing after it. */
  readonly position: number;
}

/** The numbers from which a stream can go on, as the database stands. */
export async function readResumeRange(reader: StreamReader): Promise<ResumeRange> {
  return await reader.read(async (snapshot) => {
    // Pruning leaves the newest expired row behind, so that one tells what is gone.
    const [expired] = await snapshot.query<{ id: number }>(
      `SELECT id::float8 AS id FROM stream_event
       WHERE committed_at < now() - make_interval(mins => $1) ORDER BY id DESC LIMIT 1`,
      [keptMinutes],
    );
    return { floor: expired?.id ?? 0, position: snapshot.position };
  });
}
