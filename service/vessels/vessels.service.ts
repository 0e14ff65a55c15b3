import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { PositionMessage, StaticMessage } from '../ais/message.js';
import { isMmsi, type Mmsi } from '../ais/mmsi.js';
import type { Heard } from '../ais/reception.js';
import { CONFIG, type Config } from '../config/config.js';
import type { WriteTransaction } from '../database/write-transaction.js';
import type { StreamEvent } from '../events/stream-event.js';
import { StreamFollower } from '../events/stream-follower.js';
import type { StreamQuery } from '../events/stream-reader.js';
import { pageOf, type Page } from '../http/collection.js';
import { encodeCursor } from '../http/cursor.js';
import { toldVessel, VesselEvent, type ToldVessel } from './vessel-events.js';
import { VesselRepository } from './vessel.repository.js';
import { VesselSearchRepository } from './vessel-search.repository.js';
import type { KeptVesselChange } from './vessel-search.js';
import type { ListedVessel } from './listed-vessel.js';
import { VesselListingRepository, type ListPlace } from './vessel-listing.repository.js';
import type { Vessel, VesselStatic } from './vessel.js';
import type { ChangeQuery, VesselQuery } from './vessels.dto.js';
import { VesselNotFoundError } from './vessels.errors.js';

/** Who a vessel is, and what it says of itself. */
@Injectable()
export class VesselsService implements OnModuleInit {
  /** What a transaction that is still running has written: its own later steps see it, nobody else. */
  private readonly written = new WeakMap<WriteTransaction, ReadonlyMap<Mmsi, VesselStatic>>();

  constructor(
    private readonly repository: VesselRepository,
    private readonly search: VesselSearchRepository,
    private readonly listing: VesselListingRepository,
    private readonly follower: StreamFollower,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onModuleInit(): void {
    this.follower.registerCatchUp({
      name: 'vessels',
      loadSince: async (snapshot, afterId) => {
        const events: StreamEvent[] = [];
        for await (const vessels of this.search.findChangedSince(snapshot, afterId)) {
          for (const vessel of vessels) events.push(new VesselEvent(vessel));
        }
        return events;
      },
    });
  }

  /** Vessels in order of MMSI, those without one last. */
  async list(query: VesselQuery): Promise<Page<ListedVessel>> {
    const { limit, cursor } = query;
    const filter = {
      text: query.q ?? null,
      mmsis: query.mmsi ?? null,
      imos: query.imo ?? null,
      callSign: query.callSign ?? null,
      shipTypes: query.shipType ?? null,
      isWithoutSimulated: !this.config.isSimulating,
    };
    const [found, updatedAt] = await Promise.all([
      this.listing.findMatching(filter, { after: cursor ?? null, limit: limit + 1 }),
      this.listing.findLastUpdate(),
    ]);
    const items = found.slice(0, limit);
    const last = found.length > limit ? items.at(-1) : undefined;
    const nextCursor = last === undefined ? null : encodeCursor(placeOf(last));
    return { items, nextCursor, updatedAt };
  }

  /**
   * The vessel of a uuid, or the one that holds an MMSI now or, when nobody does, held it last. The
   * id of an entry that was merged finds the one that it was merged into.
   * @throws VesselNotFoundError
   */
  async find(id: string): Promise<ListedVessel> {
    const vessel = isMmsi(id)
      ? await this.listing.findByMmsi(Number(id))
      : await this.listing.findById(id);
    if (vessel === null || (sourceOf(vessel) === 'simulated' && !this.config.isSimulating)) {
      throw new VesselNotFoundError(id);
    }
    return vessel;
  }

  /**
   * What changed of a vessel in AIS, under all its MMSIs while it held them, newest first.
   * @throws VesselNotFoundError
   */
  async changes(id: string, { limit, cursor }: ChangeQuery): Promise<Page<KeptVesselChange>> {
    const { entry, mmsi, mmsis, updatedAt } = await this.find(id);
    const slice = { after: cursor?.[0] ?? null, limit: limit + 1 };
    const own = { value: mmsi ?? '', validFrom: null, validTo: null };
    const found = await this.search.findChanges(entry === null ? [own] : mmsis, slice);
    return pageOf(found, { limit, updatedAt, placeOf: (change) => change.id });
  }

  /** Those of the vessels that are known, as of a look at the database; in any order. */
  async knownAt(snapshot: StreamQuery, mmsis: readonly Mmsi[]): Promise<Vessel[]> {
    return await this.search.findAllOf(snapshot, mmsis);
  }

  /** The vessel that a `vessel` event of this or of another process tells of; null for another event. */
  toldBy(event: StreamEvent): ToldVessel | null {
    return event.type === 'vessel' ? toldVessel(event) : null;
  }

  /**
   * Folds what was heard into the vessels; a vessel heard of for the first time becomes known.
   * @returns an event for each vessel that is new or says something new.
   */
  async writeStatic(
    tx: WriteTransaction,
    heard: readonly Heard<StaticMessage | PositionMessage>[],
  ): Promise<StreamEvent[]> {
    const vessels = await this.repository.writeStatic(tx, heard);
    this.written.set(tx, new Map(vessels.map((vessel) => [vessel.mmsi, vessel])));
    return vessels.map((vessel) => new VesselEvent(vessel));
  }

  /**
   * What is known of a vessel inside a transaction, `writeStatic` of the same one included; null for
   * one that was not written or asked for lately.
   */
  knownIn(tx: WriteTransaction, mmsi: Mmsi): VesselStatic | null {
    return this.written.get(tx)?.get(mmsi) ?? this.repository.remembered(mmsi);
  }
}

function placeOf({ mmsi, id }: ListedVessel): ListPlace {
  return [mmsi === null ? null : Number(mmsi), id];
}

function sourceOf({ entry, heard }: ListedVessel): string | null {
  return entry?.source ?? heard?.source ?? null;
}
