import { Injectable } from '@nestjs/common';

import { Clock } from '../clock/clock.js';
import { BerthsService } from '../ports/berths.service.js';
import type { CargoOperation } from './cargo-operation.js';
import { CargoOperationsRepository } from './cargo-operations.repository.js';
import { segregationWarnings, type SegregationWarning } from './segregation.js';

/** Which dangerous goods must be kept apart. */
@Injectable()
export class SegregationService {
  constructor(
    private readonly repository: CargoOperationsRepository,
    private readonly berths: BerthsService,
    private readonly clock: Clock,
  ) {}

  /** Goods at a berth that should not lie there together. Epoch ms. @throws BerthNotFoundError */
  async at(berthId: string, from: number, to: number): Promise<SegregationWarning[]> {
    await this.berths.get(berthId);
    return segregationWarnings(await this.repository.findGoodsAt(berthId, from, to));
  }

  /** What this operation's own goods must be kept apart from, while they are at its berth. */
  async of(operation: CargoOperation): Promise<SegregationWarning[]> {
    if (operation.dangerousGoods.length === 0 || operation.state === 'cancelled') return [];
    const from = operation.startedAt ?? operation.plannedStartAt ?? this.clock.now();
    const end = operation.completedAt ?? operation.plannedEndAt ?? this.clock.now();
    const goods = await this.repository.findGoodsAt(operation.berthId, from, Math.max(from, end));
    return segregationWarnings(goods).filter(({ goods: pair }) =>
      pair.some(({ operationId }) => operationId === operation.id),
    );
  }
}
