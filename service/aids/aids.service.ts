import { Injectable } from '@nestjs/common';

import type {
  AidToNavigationMessage,
  BaseStationMessage,
  PositionMessage,
} from '../ais/message.js';
import { mmsiKind } from '../ais/mmsi.js';
import type { Heard } from '../ais/reception.js';
import { newestOfEach } from '../database/reception-row.js';
import type { StationQuery } from '../database/station-query.js';
import type { WriteTransaction } from '../database/write-transaction.js';
import type { AidToNavigation } from './aid-to-navigation.entity.js';
import { aidRow, baseStationRow, stationRow } from './aid-rows.js';
import { AidsRepository } from './aids.repository.js';
import type { BaseStation } from './base-station.entity.js';

/** Any message that a fixed station sends about itself. */
export type StationMessage = AidToNavigationMessage | BaseStationMessage | PositionMessage;

/** A list and when it last changed; `null` while nothing was ever kept. */
export interface Listed<Row> {
  readonly rows: Row[];
  readonly updatedAt: Date | null;
}

/** Aids to navigation and base stations: what stands still and tells where. */
@Injectable()
export class AidsService {
  constructor(private readonly repository: AidsRepository) {}

  /** Aids in order of MMSI. */
  async listAids(query: StationQuery): Promise<Listed<AidToNavigation>> {
    const [rows, updatedAt] = await Promise.all([
      this.repository.findAids(query),
      this.repository.findLastAidCommit(),
    ]);
    return { rows, updatedAt };
  }

  /** Base stations in order of MMSI. */
  async listBaseStations(query: StationQuery): Promise<Listed<BaseStation>> {
    const [rows, updatedAt] = await Promise.all([
      this.repository.findBaseStations(query),
      this.repository.findLastBaseStationCommit(),
    ]);
    return { rows, updatedAt };
  }

  /** Keeps the newest report of each station. Position reports are told apart by kind of MMSI. */
  async writeAids(tx: WriteTransaction, heard: readonly Heard<StationMessage>[]): Promise<void> {
    const sorted = sortByKind(heard);
    await this.repository.describeAids(tx, newestOfEach(sorted.aids).map(aidRow));
    await this.repository.placeAids(tx, newestOfEach(sorted.placedAids).map(stationRow));
    const stations = newestOfEach(sorted.baseStations).map(baseStationRow);
    await this.repository.reportBaseStations(tx, stations);
    const placed = newestOfEach(sorted.placedBaseStations).map(stationRow);
    await this.repository.placeBaseStations(tx, placed);
  }
}

function sortByKind(heard: readonly Heard<StationMessage>[]) {
  const aids: Heard<AidToNavigationMessage>[] = [];
  const baseStations: Heard<BaseStationMessage>[] = [];
  const placedAids: Heard<PositionMessage>[] = [];
  const placedBaseStations: Heard<PositionMessage>[] = [];
  for (const { message, reception } of heard) {
    if (message.kind === 'aid') aids.push({ message, reception });
    else if (message.kind === 'base-station') baseStations.push({ message, reception });
    else if (mmsiKind(message.mmsi) === 'aid-to-navigation')
      placedAids.push({ message, reception });
    else placedBaseStations.push({ message, reception });
  }
  return { aids, baseStations, placedAids, placedBaseStations };
}
