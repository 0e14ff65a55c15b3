import { Inject, Injectable } from '@nestjs/common';
import { isMmsi } from '../ais/mmsi.js';
import { CONFIG, type Config } from '../config/config.js';
import { pageOf, type Page } from '../http/collection.js';
import { encodeCursor } from '../http/cursor.js';
import type { ListedVessel } from './listed-vessel.js';
import { VesselListingRepository, type ListPlace } from './vessel-listing.repository.js';
import { VesselSearchRepository } from './vessel-search.repository.js';
import type { KeptVesselChange } from './vessel-search.js';
import type { ChangeQuery, VesselQuery } from './vessels.dto.js';
import { VesselNotFoundError } from './vessels.errors.js';

/** Looks vessels up: the register, and what AIS says beside it. */
@Injectable()
export class VesselLookupService {
  constructor(
    private readonly listing: VesselListingRepository,
    private readonly search: VesselSearchRepository,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

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
}

function placeOf({ mmsi, id }: ListedVessel): ListPlace {
  return [mmsi === null ? null : Number(mmsi), id];
}

function sourceOf({ entry, heard }: ListedVessel): string | null {
  return entry?.source ?? heard?.source ?? null;
}
