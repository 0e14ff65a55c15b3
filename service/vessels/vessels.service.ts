import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { PositionMessage, StaticMessage } from '../ais/message.js';
import type { Mmsi } from '../ais/mmsi.js';
import type { Heard } from '../ais/reception.js';
import type { WriteTransaction } from '../database/write-transaction.js';
import type { StreamEvent } from '../events/stream-event.js';
import { StreamFollower } from '../events/stream-follower.js';
import type { StreamQuery } from '../events/stream-reader.js';
import { toldVessel, VesselEvent, type ToldVessel } from './vessel-events.js';
import { VesselRepository } from './vessel.repository.js';
import { VesselSearchRepository } from './vessel-search.repository.js';
import type { ListedVessel } from './listed-vessel.js';
import { VesselLookupService } from './vessel-lookup.service.js';
import type { Vessel, VesselStatic } from './vessel.js';

/** Who a vessel is, and what it says of itself. */
@Injectable()
export class VesselsService implements OnModuleInit {
  /** What a transaction that is still running has written: its own later steps see it, nobody else. */
  private readonly written = new WeakMap<WriteTransaction, ReadonlyMap<Mmsi, VesselStatic>>();

  constructor(
    private readonly repository: VesselRepository,
    private readonly search: VesselSearchRepository,
    private readonly follower: StreamFollower,
    private readonly lookup: VesselLookupService,
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

  /**
   * The vessel of a uuid or of an MMSI (VesselLookupService).
   * @throws VesselNotFoundError
   */
  async find(id: string): Promise<ListedVessel> {
    return await this.lookup.find(id);
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
