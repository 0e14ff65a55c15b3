import { Injectable } from '@nestjs/common';
import type { Mmsi } from '../ais/mmsi.js';
import { Clock } from '../clock/clock.js';
import { snapOutward, type BoundingBox } from '../geo/bounding-box.js';
import { PortsService } from '../ports/ports.service.js';
import { LatestPositionRepository, type PositionEvidence } from './latest-position.repository.js';
import { wholePicture, type PictureFilter } from './live-picture.js';
import { PictureKeeper } from './picture-keeper.js';
import { PositionSnapshots, type Snapshot, type SnapshotRequest } from './position-snapshots.js';
import type { PortVesselQuery, PositionQuery } from './positions.dto.js';
import { PositionNotFoundError } from './positions.errors.js';

/** Cell sizes of the grid that bounding boxes are widened to, degrees, the largest first. */
const gridSteps = [5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01];
/** A box is widened by at most about this share of its size. */
const widening = 0.1;

/** Shows where vessels are. */
@Injectable()
export class PictureService {
  private readonly snapshots = new PositionSnapshots();

  constructor(
    private readonly keeper: PictureKeeper,
    private readonly latest: LatestPositionRepository,
    private readonly ports: PortsService,
    private readonly clock: Clock,
  ) {}

  /**
   * The newest position of each vessel that passes, in order of MMSI.
   * @throws UnavailableError while the picture is being read.
   */
  positions(query: PositionQuery): Snapshot {
    const filter = filterOf(query);
    const { limit, cursor } = query;
    // What only one caller asks for is not worth keeping.
    const isShared = filter.mmsis === null && filter.since === null;
    const key = isShared ? JSON.stringify([filter, String(filter.maxAge), limit, cursor]) : null;
    return this.look({ key, filter, limit, after: cursor?.[0] ?? null });
  }

  /**
   * Vessels inside a port's limits now, in order of MMSI; none where the port has no limits drawn.
   * @throws PortNotFoundError
   * @throws UnavailableError while the picture is being read.
   */
  async inPort(locode: string, query: PortVesselQuery): Promise<Snapshot> {
    await this.ports.port(locode);
    const atlas = await this.ports.atlas();
    const filter = {
      ...wholePicture,
      maxAge: query.maxAge ?? null,
      isInside: (lon: number, lat: number) => atlas.isInLimits(locode, lon, lat),
    };
    const { limit, cursor } = query;
    const parts = [locode, atlas.updatedAt, String(filter.maxAge), limit, cursor];
    return this.look({ key: JSON.stringify(parts), filter, limit, after: cursor?.[0] ?? null });
  }

  /**
   * What stands behind the latest position, or behind the newest at or before a moment (epoch ms).
   * @throws PositionNotFoundError
   */
  async evidence(mmsi: Mmsi, at: number | null): Promise<PositionEvidence> {
    const found = await (at === null
      ? this.latest.findLatestEvidence(mmsi)
      : this.latest.findEvidenceAt(mmsi, at));
    if (found === null) {
      throw new PositionNotFoundError(mmsi, at);
    }
    return found;
  }

  private look(request: SnapshotRequest): Snapshot {
    const { picture, streamPosition } = this.keeper;
    return this.snapshots.get(request, { picture, streamPosition, now: this.clock.now() });
  }
}

function filterOf({ bbox, mmsi, since, shipType, source, maxAge }: PositionQuery): PictureFilter {
  return {
    bbox: bbox === undefined ? null : widened(bbox),
    mmsis: mmsi ?? null,
    since: since ?? null,
    shipTypes: shipType ?? null,
    sources: source ?? null,
    maxAge: maxAge ?? null,
    isInside: null,
  };
}

/** The box on a grid of about a tenth of its size, so that nearly the same boxes are one question. */
function widened(box: BoundingBox): BoundingBox {
  const width = box.west <= box.east ? box.east - box.west : box.east - box.west + 360;
  const size = Math.min(width, box.north - box.south);
  const step = gridSteps.find((candidate) => candidate <= size * widening) ?? 0.01;
  return snapOutward(box, step);
}
